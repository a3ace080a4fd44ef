import { and, asc, eq } from 'drizzle-orm';
import { offboardingProposals, people } from '#db/schema/index.ts';
import { standing } from '#src/features/people/index.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type Proposal = typeof offboardingProposals.$inferSelect;

export async function findProposal(db: ReadHandle, id: string) {
  const [row] = await db.select().from(offboardingProposals).where(eq(offboardingProposals.id, id));
  return row;
}

export async function findOpenProposal(db: ReadHandle, periodId: string) {
  const [row] = await db
    .select()
    .from(offboardingProposals)
    .where(and(eq(offboardingProposals.periodId, periodId), eq(offboardingProposals.state, 'open')));
  return row;
}

export async function wasDismissed(db: ReadHandle, periodId: string, effectiveAt: Instant): Promise<boolean> {
  const same = and(eq(offboardingProposals.periodId, periodId), eq(offboardingProposals.effectiveAt, effectiveAt));
  const [row] = await db
    .select({ id: offboardingProposals.id })
    .from(offboardingProposals)
    .where(and(same, eq(offboardingProposals.state, 'dismissed')))
    .limit(1);
  return row !== undefined;
}

export async function listOpenProposals(db: ReadHandle, limit: number) {
  return db
    .select({ proposal: offboardingProposals, name: people.displayName, department: people.department, standing })
    .from(offboardingProposals)
    .innerJoin(people, eq(people.id, offboardingProposals.personId))
    .where(eq(offboardingProposals.state, 'open'))
    .orderBy(asc(offboardingProposals.effectiveAt), asc(offboardingProposals.id))
    .limit(limit);
}

export async function insertProposal(tx: WriteHandle, row: typeof offboardingProposals.$inferInsert): Promise<void> {
  await tx.insert(offboardingProposals).values(row);
}

export async function updateProposal(tx: WriteHandle, id: string, change: Partial<typeof offboardingProposals.$inferInsert>): Promise<void> {
  await tx.update(offboardingProposals).set(change).where(eq(offboardingProposals.id, id));
}

/** Closes what a made cut or a confirmed departure leaves without a question. */
export async function closeProposalsOf(tx: WriteHandle, personId: string, now: Instant, decidedBy: string): Promise<void> {
  await tx
    .update(offboardingProposals)
    .set({ state: 'confirmed', decidedAt: now, decidedBy })
    .where(and(eq(offboardingProposals.personId, personId), eq(offboardingProposals.state, 'open')));
}
