import { secrets } from '#db/schema/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { among, batches, needUnit, rowsOf } from '#src/ground/bulk.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';

/** For imports, in the caller's unit and under its one event: passwords that a register tells of and that are not kept here yet. */
export async function addPasswords(ctx: Ctx, passwords: readonly { accountId: string; valueSetAt: Instant | null }[]): Promise<{ ids: string[] }> {
  const rows = passwords.map(({ accountId, valueSetAt }) => ({
    id: ctx.newId('secret'),
    accountId,
    kind: 'password' as const,
    label: null,
    valueSetAt,
    notDueBefore: null,
    createdAt: ctx.now(),
    createdBy: signatureOf(ctx.actor),
    removedAt: null,
  }));
  const tx = needUnit(ctx);
  for (const part of batches(rows)) await tx.insert(secrets).select(rowsOf(secrets, part));
  return { ids: rows.map(({ id }) => id) };
}

/** When values that are not kept here were set, as a newer register has it. One statement a date, for up to 500 secrets. */
export async function datePasswords(ctx: Ctx, dated: readonly { secretId: string; valueSetAt: Instant }[]): Promise<void> {
  const tx = needUnit(ctx);
  for (const [valueSetAt, rows] of Map.groupBy(dated, (row) => row.valueSetAt)) {
    for (const part of batches(rows.map(({ secretId }) => secretId))) {
      await tx.update(secrets).set({ valueSetAt }).where(among(secrets.id, part));
    }
  }
}
