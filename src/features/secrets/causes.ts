import { causes } from '#db/schema/index.ts';
import { record } from '#src/ground/audit.ts';
import { batches, rowsOf } from '#src/ground/bulk.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { found } from '#src/ground/problem.ts';
import { findSecret, lastSet, listCauses, listSubjectDisclosures, listVersions } from './queries.ts';
import { isAnswered, isRotatable } from './rules.ts';

type CauseRow = typeof causes.$inferSelect;
export type CauseKind = CauseRow['kind'];
type NewCause = { secretId: string; kind: CauseKind; subjectId: string | null; originId: string | null };

/** Says why a secret must change. Nothing here takes a cause away. */
export async function addCause(ctx: Ctx, cause: NewCause): Promise<{ id: string } | null> {
  return ctx.write(async (tx) => {
    const secret = found(await findSecret(tx, cause.secretId), 'secret.missing');
    if (!isRotatable(secret.kind)) return null;
    const id = ctx.newId('cause');
    await tx.insert(causes).values({ ...cause, id, at: notBefore(await lastSet(tx, [secret.id]), secret.id, ctx.now()) });
    const { secretId, kind, subjectId } = cause;
    await record(tx, ctx, 'cause.added', { kind: 'account', id: secret.accountId }, { secretId, kind, subjectId });
    return { id };
  });
}

/** Many at once, in the caller's unit and under the caller's event, which says how many. The caller leaves out notes. */
export async function addCauses(ctx: Ctx, rows: readonly NewCause[]): Promise<void> {
  await ctx.write(async (tx) => {
    for (const part of batches(rows)) {
      const last = await lastSet(tx, [...new Set(part.map((row) => row.secretId))]);
      const written = part.map((row) => ({ ...row, id: ctx.newId('cause'), at: notBefore(last, row.secretId, ctx.now()) }));
      await tx.insert(causes).select(rowsOf(causes, written));
    }
  });
}

/** A value set by a clock that ran ahead was still there before the cause, and so does not answer it. */
function notBefore(last: ReadonlyMap<string, Instant>, secretId: string, now: Instant): Instant {
  return Math.max(now, last.get(secretId) ?? 0);
}

/** The causes that no value has answered yet, oldest first for each secret. */
export async function openCauses(ctx: Ctx, secretIds: readonly string[]): Promise<CauseRow[]> {
  const open: CauseRow[] = [];
  for (const part of batches(secretIds)) open.push(...(await openCausesOf(ctx, part)));
  return open;
}

async function openCausesOf(ctx: Ctx, secretIds: readonly string[]): Promise<CauseRow[]> {
  const rows = await listCauses(ctx.read, secretIds);
  if (rows.length === 0) return [];
  const concerned = [...new Set(rows.map((row) => row.secretId))];
  const versions = Map.groupBy(await listVersions(ctx.read, concerned), (row) => row.secretId);
  const shown = Map.groupBy(await listSubjectDisclosures(ctx.read, concerned), (row) => row.secretId);
  return rows.filter((cause) => !isAnswered(cause, versions.get(cause.secretId) ?? [], shown.get(cause.secretId) ?? []));
}
