import { getPerson, holdersOf, manager, personFacts, rehire } from '#src/features/people/index.ts';
import { inviteBack } from '#src/features/sessions/index.ts';
import { personOf, signatureOf } from '#src/ground/actor.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { findLatestCut, listConcerned, updateOffboarding } from './queries.ts';

export type Reinstated = { periodId: string; invited: boolean };

/**
 * Back in service after the cut, because it was wrong or because they return: a new employment and a way to sign in, and
 * nothing else. What they held stays ended, what they knew stays known, and the clean-up goes on. Everybody whom the
 * departure touched hears of it. Without mail an administrator hands over the invitation.
 */
export async function reinstate(ctx: Ctx, personId: string, input: { reason: string; startedOn?: string | undefined }): Promise<Reinstated> {
  const because = ensure(ctx, 'offboarding.reinstate', await personFacts(ctx, personId));
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const person = await getPerson(inside, personId);
    const row = await findLatestCut(tx, personId);
    if (person.state !== 'left') throw new Problem('conflict', 'person.still-here');
    const { periodId } = await rehire(inside, personId, { startedOn: input.startedOn ?? null, reason: input.reason, because });
    if (row) await updateOffboarding(tx, row.id, { reinstatedAt: ctx.now(), reinstatedBy: signatureOf(ctx.actor) });
    const invited = await inviteBack(inside, personId);
    await tell(inside, tx, { personId, name: person.displayName, offboardingId: row?.id ?? null });
    return { periodId, invited };
  });
}

export async function mayReinstate(ctx: Ctx, personId: string): Promise<boolean> {
  const { state } = await getPerson(ctx, personId);
  return state === 'left' && allows(ctx, 'offboarding.reinstate', await personFacts(ctx, personId));
}

/** The manager, HR, and whoever looks after an account that the departure touched now; the person has their invitation. */
async function tell(ctx: Ctx, tx: WriteHandle, about: { personId: string; name: string; offboardingId: string | null }): Promise<void> {
  const above = await manager(ctx, about.personId);
  const officers = (await holdersOf(ctx, 'hr')).map(({ id }) => id);
  const concerned = about.offboardingId === null ? [] : await listConcerned(tx, about.offboardingId);
  const own = [about.personId, personOf(ctx.actor)?.id];
  const recipients = new Set([above?.id ?? [], officers, concerned].flat());
  for (const recipientId of recipients) {
    if (own.includes(recipientId)) continue;
    const data = { person: about.name, personId: about.personId, at: ctx.now() };
    await writeNotice(tx, ctx, { template: 'person-reinstated', recipientId, data });
  }
}
