import { grants } from '#db/schema/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { batches, needUnit, rowsOf } from '#src/ground/bulk.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';

export type ImportedGrant = { accountId: string; personId: string; kind: 'known-outside' | 'platform-role'; unsure: boolean };

/**
 * For imports, in the caller's unit and under its one event: ways in that exist already, as a register tells of them.
 * They reach no secret of ours, so nobody is told and everybody may have one, also HR and people who are gone.
 */
export async function addImportedGrants(ctx: Ctx, imported: readonly ImportedGrant[], importId: string): Promise<void> {
  ensure(ctx, 'import.run', null);
  const now = ctx.now();
  const rows = imported.map((grant) => ({
    ...grant,
    id: ctx.newId('grant'),
    state: 'active' as const,
    origin: 'imported' as const,
    originId: importId,
    grantedBy: signatureOf(ctx.actor),
    createdAt: now,
    startsAt: now,
  }));
  const tx = needUnit(ctx);
  for (const part of batches(rows)) await tx.insert(grants).select(rowsOf(grants, part));
}
