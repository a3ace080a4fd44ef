import { inArray } from 'drizzle-orm';
import { secrets } from '#db/schema/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
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
  await ctx.write(async (tx) => {
    for (let i = 0; i < rows.length; i += 500) await tx.insert(secrets).values(rows.slice(i, i + 500));
  });
  return { ids: rows.map(({ id }) => id) };
}

/** When values that are not kept here were set, as a newer register has it. One statement a date, for up to 500 secrets. */
export async function datePasswords(ctx: Ctx, dated: readonly { secretId: string; valueSetAt: Instant }[]): Promise<void> {
  await ctx.write(async (tx) => {
    for (const [valueSetAt, rows] of Map.groupBy(dated, (row) => row.valueSetAt)) {
      for (let i = 0; i < rows.length; i += 500) {
        const ids = rows.slice(i, i + 500).map(({ secretId }) => secretId);
        await tx.update(secrets).set({ valueSetAt }).where(inArray(secrets.id, ids));
      }
    }
  });
}
