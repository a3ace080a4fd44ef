import type { SecretKind } from '#db/words.ts';
import type { SQL } from 'drizzle-orm';
import { visibleAccounts } from '#src/features/access/index.ts';
import { accountTitle } from '#src/features/accounts/index.ts';
import { type CauseKind, openCauses, postpone } from '#src/features/secrets/index.ts';
import { type Criticality, rotationPolicy } from '#src/features/settings/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { day } from '#src/ground/time.ts';
import { listAged, listCandidates } from './queries.ts';
import { dueAt, dueByAge, type RotationState, spreadDays } from './rules.ts';

export type DueSecret = {
  secretId: string;
  kind: SecretKind;
  accountId: string;
  account: string;
  criticality: Criticality;
  dueAt: Instant;
  why: 'age' | 'cause';
  causes: readonly CauseKind[];
  setAt: Instant | null;
  owner: { id: string; name: string } | null;
  /** `attested`: the new value is on the platform, and waits for somebody else to confirm it. */
  rotation: { id: string; state: RotationState; attested: boolean } | null;
};

/** What is due until `within` milliseconds from now, the longest overdue first; what the actor may see of it. */
export async function dueRotations(ctx: Ctx, more: { within?: number } = {}): Promise<DueSecret[]> {
  ensure(ctx, 'rotation.list', null);
  return dueAmong(ctx, visibleAccounts(ctx), more);
}

/** The same among the accounts that the caller knows to concern the reader: a condition on `accounts`, none being all. */
export async function dueAmong(ctx: Ctx, concerned: SQL | undefined, more: { within?: number }): Promise<DueSecret[]> {
  const until = ctx.now() + (more.within ?? 0);
  const policy = await rotationPolicy(ctx);
  const candidates = await listCandidates(ctx.read, policy, until, concerned);
  const causes = Map.groupBy(
    await openCauses(
      ctx,
      candidates.map((row) => row.secretId),
    ),
    (cause) => cause.secretId,
  );
  return candidates
    .flatMap((row): DueSecret[] => {
      const open = causes.get(row.secretId) ?? [];
      const due = dueAt(row, policy, open);
      if (!due || due.at > until) return [];
      const { secretId, kind, accountId, criticality, ownerId, ownerName, rotationId, rotationState, attestedBy } = row;
      return [
        {
          secretId,
          kind,
          accountId,
          account: accountTitle(row),
          criticality,
          dueAt: due.at,
          why: due.why,
          causes: [...new Set(open.map((cause) => cause.kind))],
          setAt: row.valueSetAt,
          owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
          rotation: rotationId && rotationState ? { id: rotationId, state: rotationState, attested: attestedBy !== null } : null,
        },
      ];
    })
    .sort((a, b) => a.dueAt - b.dueAt || a.account.localeCompare(b.account));
}

/** In the importer's unit: what came in overdue is given its days, so that not everything is due today. */
export async function spreadAfterImport(ctx: Ctx, secretIds: readonly string[]): Promise<number> {
  const policy = await rotationPolicy(ctx);
  const now = ctx.now();
  const aged = [];
  for (let i = 0; i < secretIds.length; i += 500) aged.push(...(await listAged(ctx.read, secretIds.slice(i, i + 500))));
  const overdue = aged.filter((secret) => (dueByAge(secret, policy) ?? Number.POSITIVE_INFINITY) <= now);
  for (const [days, rows] of Map.groupBy(spreadDays(overdue), (row) => row.days)) {
    await postpone(
      ctx,
      rows.map((row) => row.secret.id),
      now + days * day,
    );
  }
  return overdue.length;
}
