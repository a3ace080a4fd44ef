import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents, offboardings, outbox } from '#db/schema/index.ts';
import { takeRole } from '#src/features/people/index.ts';
import { person, role } from '#tests/helpers/builders.ts';
import type { World } from '#tests/helpers/world.ts';
import { codeOf, departure } from './departure.test-kit.ts';
import {
  announceOffboarding,
  confirmProposal,
  dismissProposal,
  getOffboarding,
  listOffboardings,
  listProposals,
  proposeOffboarding,
  startOffboarding,
  startOrPropose,
  tellProposed,
} from './index.ts';

const hour = 3_600_000;

const cases = async (w: World) => (await w.db.read.select().from(offboardings)).map(({ id, state, effectiveAt }) => ({ id, state, effectiveAt }));

async function mailsTo(w: World, recipientId: string, template: string) {
  const rows = await w.db.read.select().from(outbox).where(eq(outbox.recipientId, recipientId));
  return rows.filter((row) => row.template === template).map((row) => JSON.parse(row.data));
}

describe('a departure to come that an administrator plans', () => {
  it('is proposed to HR, who sees whose wish it is, and ends nothing', async () => {
    const { w, adminId, hrId, leaverId } = await departure();
    const admin = await w.as(adminId);
    const effectiveAt = w.clock.now() + 5 * hour;
    const plan = { personId: leaverId, effectiveAt, announced: true, reason: 'End of contract.' };
    expect(await startOrPropose(admin, plan)).toEqual({ id: null, existed: false, held: false, proposed: true });
    expect(await startOrPropose(admin, plan)).toEqual({ id: null, existed: false, held: false, proposed: true });
    expect(await codeOf(startOffboarding(admin, plan))).toBe('permission.hr-decides');
    expect(await cases(w)).toEqual([]);
    expect((await listOffboardings(admin)).rows).toEqual([]);
    expect(await mailsTo(w, hrId, 'offboarding-proposed')).toEqual([{ people: 1 }]);
    const [proposal] = await listProposals(await w.as(hrId));
    expect(proposal).toMatchObject({ personId: leaverId, effectiveAt, proposedBy: 'Ada Admin', reason: 'End of contract.', caseId: null });
    const { id } = await confirmProposal(await w.as(hrId), proposal?.id ?? '', { announced: false });
    expect(await cases(w)).toEqual([{ id, state: 'scheduled', effectiveAt }]);
    expect(await codeOf(getOffboarding(admin, id))).toBe('offboarding.missing');
    const bodies = (await w.db.read.select().from(auditEvents)).map((event) => event.body).join();
    expect(bodies).not.toContain('End of contract');
  });

  it('is found to be there once everybody may know of it', async () => {
    const { w, adminId, hrId, leaverId } = await departure();
    const effectiveAt = w.clock.now() + 5 * hour;
    const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt, announced: false });
    await announceOffboarding(await w.as(hrId), id);
    const found = await startOrPropose(await w.as(adminId), { personId: leaverId, effectiveAt: effectiveAt + hour, announced: true });
    expect(found).toEqual({ id, existed: true, held: false, proposed: false });
    expect(await listProposals(await w.as(hrId))).toEqual([]);
  });

  it('shows HR the plan of its own beside it: confirmed, that moves; dismissed, it stays', async () => {
    const { w, adminId, hrId, leaverId } = await departure();
    const hr = await w.as(hrId);
    const effectiveAt = w.clock.now() + 9 * hour;
    const { id } = await startOffboarding(hr, { personId: leaverId, effectiveAt, announced: false });
    const wish = (hours: number) => ({ personId: leaverId, effectiveAt: w.clock.now() + hours * hour, announced: false });
    await startOrPropose(await w.as(adminId), wish(5));
    const [first] = await listProposals(hr);
    expect(first).toMatchObject({ caseId: id, effectiveAt: w.clock.now() + 5 * hour });
    await dismissProposal(hr, first?.id ?? '');
    expect(await cases(w)).toEqual([{ id, state: 'scheduled', effectiveAt }]);
    await startOrPropose(await w.as(adminId), wish(6));
    const [second] = await listProposals(hr);
    expect(await confirmProposal(hr, second?.id ?? '', { announced: false })).toEqual({ id });
    expect(await cases(w)).toEqual([{ id, state: 'scheduled', effectiveAt: w.clock.now() + 6 * hour }]);
    expect(await listProposals(hr)).toEqual([]);
    // The moment that HR has planned anyway leaves it nothing to decide; it hears of the wish all the same.
    await startOrPropose(await w.as(adminId), wish(6));
    expect(await listProposals(hr)).toEqual([]);
    expect(await mailsTo(w, hrId, 'offboarding-proposed')).toHaveLength(3);
  });

  it('is decided by the administrator where nobody else is HR, and the later word counts', async () => {
    const { w, adminId, hrId, leaverId } = await departure();
    const otherId = await person(w, 'Alex Admin');
    await role(w, adminId, otherId, 'admin');
    const plan = (personId: string, hours: number) => ({ personId, effectiveAt: w.clock.now() + hours * hour, announced: false });
    const own = await startOrPropose(await w.as(adminId), plan(hrId, 5));
    expect(own).toMatchObject({ existed: false, proposed: false });
    await takeRole(await w.as(adminId), hrId, 'hr');
    const first = await startOffboarding(await w.as(adminId), plan(leaverId, 5));
    const second = await startOffboarding(await w.as(otherId), plan(leaverId, 7));
    expect(second.existed).toBe(false);
    expect((await cases(w)).filter(({ id }) => id === first.id || id === second.id)).toEqual([
      { id: first.id, state: 'cancelled', effectiveAt: w.clock.now() + 5 * hour },
      { id: second.id, state: 'scheduled', effectiveAt: w.clock.now() + 7 * hour },
    ]);
  });
});

describe('all access now', () => {
  it('ends it by the departure that nobody knew of, and says what it would have said without', async () => {
    const { w, adminId, hrId, leaverId } = await departure();
    const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: w.clock.now() + 9 * hour, announced: false });
    const now = { personId: leaverId, effectiveAt: null, announced: true };
    expect(await startOrPropose(await w.as(adminId), now)).toEqual({ id, existed: false, held: false, proposed: false });
    expect(await cases(w)).toEqual([{ id, state: 'cut', effectiveAt: w.clock.now() }]);
    expect((await getOffboarding(await w.as(adminId), id)).state).toBe('cut');
    expect(await startOrPropose(await w.as(adminId), now)).toEqual({ id, existed: true, held: false, proposed: false });
  });

  it('ends it also for whoever knew of the plan', async () => {
    const { w, hrId, leaverId } = await departure();
    const hr = await w.as(hrId);
    const { id } = await startOffboarding(hr, { personId: leaverId, effectiveAt: w.clock.now() + 9 * hour, announced: false });
    expect(await startOffboarding(hr, { personId: leaverId, effectiveAt: null, announced: true })).toEqual({ id, existed: true, held: false });
    expect(await cases(w)).toMatchObject([{ id, state: 'cut' }]);
  });
});

describe('an officer of HR', () => {
  it('hears of no proposal about themselves', async () => {
    const { w, adminId, hrId, leaverId } = await departure();
    const otherId = await person(w, 'Hanne Human');
    await role(w, adminId, otherId, 'hr');
    await proposeOffboarding(w.operator, { personId: hrId, effectiveAt: w.clock.now() + hour });
    await proposeOffboarding(w.operator, { personId: leaverId, effectiveAt: w.clock.now() + hour });
    await tellProposed(w.operator, 'imp_1', [hrId]);
    await tellProposed(w.operator, 'imp_2', [hrId, leaverId]);
    expect(await mailsTo(w, hrId, 'offboarding-proposed')).toEqual([{ people: 1 }]);
    expect(await mailsTo(w, otherId, 'offboarding-proposed')).toEqual([{ people: 1 }, { people: 2 }]);
    expect((await listProposals(await w.as(hrId))).map((row) => row.personId)).toEqual([leaverId]);
  });
});
