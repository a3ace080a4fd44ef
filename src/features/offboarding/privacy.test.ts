import { eq, inArray } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents, offboardings, outbox, people } from '#db/schema/index.ts';
import { takeRole } from '#src/features/people/index.ts';
import { sharedLogin, person, role } from '#tests/helpers/builders.ts';
import { codeOf, departure } from './departure.test-kit.ts';
import {
  announceOffboarding,
  cancelOffboarding,
  cutDue,
  dismissProposal,
  confirmProposal,
  getOffboarding,
  listOffboardings,
  listProposals,
  moveOffboarding,
  previewOffboarding,
  proposeOffboarding,
  startOffboarding,
} from './index.ts';

const hour = 3_600_000;

async function unannounced(more: { confidant?: boolean } = {}) {
  const scene = await departure();
  const { w, adminId, hrId, ownerId, leaverId, accountId } = scene;
  await sharedLogin(w, ownerId, accountId, leaverId);
  const otherAdminId = await person(w, 'Alex Admin');
  await role(w, adminId, otherAdminId, 'admin');
  const { id } = await startOffboarding(await w.as(hrId), {
    personId: leaverId,
    effectiveAt: w.clock.now() + hour,
    announced: false,
    reason: 'Dismissed after a long talk.',
    ...(more.confidant ? { confidantId: adminId } : {}),
  });
  return { ...scene, otherAdminId, id };
}

describe('an unannounced departure', () => {
  it('is there for HR and the administrator they named, and for nobody else', async () => {
    const { w, adminId, otherAdminId, hrId, ownerId, leaverId, id } = await unannounced({ confidant: true });
    const sees = async (personId: string) => (await listOffboardings(await w.as(personId))).rows.map((row) => row.id);
    expect(await sees(hrId)).toEqual([id]);
    expect(await sees(adminId)).toEqual([id]);
    for (const personId of [otherAdminId, ownerId, leaverId]) {
      expect(await sees(personId)).toEqual([]);
      expect(await codeOf(getOffboarding(await w.as(personId), id))).toBe('offboarding.missing');
      expect(await codeOf(announceOffboarding(await w.as(personId), id))).toBe('offboarding.missing');
    }
  });

  it('shows in no mail, no state of the person and no preview of somebody who may not know', async () => {
    const { w, otherAdminId, ownerId, leaverId, id } = await unannounced();
    const [row] = await w.db.read.select().from(people).where(eq(people.id, leaverId));
    expect(row?.state).toBe('active');
    const mails = await w.db.read
      .select()
      .from(outbox)
      .where(inArray(outbox.recipientId, [otherAdminId, ownerId, leaverId]));
    expect(mails.filter((mail) => mail.template.startsWith('offboarding'))).toEqual([]);
    const preview = await previewOffboarding(await w.as(otherAdminId), leaverId, w.clock.now() + hour);
    expect(preview.existing).toBeNull();
    const events = await w.db.read.select().from(auditEvents).where(eq(auditEvents.subjectId, leaverId));
    expect(events.some((event) => event.event.startsWith('offboarding') || event.event === 'person.changed')).toBe(false);
    expect((await w.db.read.select().from(offboardings)).map((one) => one.id)).toEqual([id]);
  });

  it('leaves no trace when it is cancelled before anybody knew', async () => {
    const { w, otherAdminId, hrId, leaverId, id } = await unannounced();
    await cancelOffboarding(await w.as(hrId), id);
    expect(await codeOf(getOffboarding(await w.as(otherAdminId), id))).toBe('offboarding.missing');
    expect((await listOffboardings(await w.as(leaverId))).rows).toEqual([]);
  });

  it('becomes known to owners by its announcement, and never to the leaver through Keyholder', async () => {
    const { w, otherAdminId, hrId, ownerId, leaverId, id } = await unannounced();
    await announceOffboarding(await w.as(hrId), id);
    expect((await listOffboardings(await w.as(otherAdminId))).rows.map((row) => row.id)).toEqual([id]);
    const mails = await w.db.read.select().from(outbox).where(eq(outbox.template, 'offboarding-announced'));
    expect(mails.map((mail) => mail.recipientId)).toContain(ownerId);
    expect(mails.map((mail) => mail.recipientId)).not.toContain(leaverId);
    expect((await listOffboardings(await w.as(leaverId))).rows).toEqual([]);
  });

  it('is known to the administrator who started it where there is no HR', async () => {
    const { w, adminId, hrId, ownerId, leaverId } = await departure();
    await takeRole(await w.as(adminId), hrId, 'hr');
    const { id } = await startOffboarding(await w.as(adminId), { personId: leaverId, effectiveAt: w.clock.now() + hour, announced: false });
    expect((await getOffboarding(await w.as(adminId), id)).state).toBe('scheduled');
    expect(await codeOf(getOffboarding(await w.as(ownerId), id))).toBe('offboarding.missing');
  });

  it('shows owners of the accounts its date and none of its tasks once it is announced', async () => {
    const { w, hrId, ownerId, deputyId, id } = await unannounced();
    await announceOffboarding(await w.as(hrId), id);
    for (const personId of [ownerId, deputyId]) {
      expect(await getOffboarding(await w.as(personId), id)).toMatchObject({ maySeeAll: false, mayChange: false, reason: null, tasks: [], certificates: [] });
    }
    const strangerId = await person(w, 'Stan Stranger');
    expect(await codeOf(getOffboarding(await w.as(strangerId), id))).toBe('offboarding.missing');
  });

  it('keeps its reason for HR, on the case and out of the log', async () => {
    const { w, adminId, hrId, id } = await unannounced({ confidant: true });
    expect((await getOffboarding(await w.as(hrId), id)).reason).toBe('Dismissed after a long talk.');
    expect((await getOffboarding(await w.as(adminId), id)).reason).toBeNull();
    expect(await codeOf(getOffboarding(w.operator, id))).toBe('offboarding.missing');
    await announceOffboarding(await w.as(hrId), id);
    expect((await getOffboarding(w.operator, id)).reason).toBeNull();
    const bodies = (await w.db.read.select().from(auditEvents)).map((event) => event.body).join();
    expect(bodies).not.toContain('long talk');
  });
});

describe('four eyes', () => {
  it('nobody starts, moves or cancels their own departure', async () => {
    const { w, adminId, hrId } = await departure();
    const hr2Id = await person(w, 'Hanne Human');
    await role(w, adminId, hr2Id, 'hr');
    const own = { personId: hrId, effectiveAt: w.clock.now() + hour, announced: false };
    expect(await codeOf(startOffboarding(await w.as(hrId), own))).toBe('permission.own-offboarding');
    const { id } = await startOffboarding(await w.as(hr2Id), own);
    expect(await codeOf(getOffboarding(await w.as(hrId), id))).toBe('offboarding.missing');
    expect(await codeOf(moveOffboarding(await w.as(hrId), id, w.clock.now() + 9 * hour))).toBe('offboarding.missing');
    w.clock.advance('2h');
    expect(await cutDue(w.system, 'scheduler')).toBe(1);
  });

  it('the last administrator leaves only when there is another', async () => {
    const { w, adminId, hrId } = await departure();
    const start = async () => codeOf(startOffboarding(await w.as(hrId), { personId: adminId, effectiveAt: w.clock.now() + hour, announced: true }));
    expect(await start()).toBe('offboarding.last-administrator');
    const otherId = await person(w, 'Alex Admin');
    await role(w, adminId, otherId, 'admin');
    expect(await start()).toBe('done');
    const back = await startOffboarding(await w.as(hrId), { personId: otherId, effectiveAt: w.clock.now() + 2 * hour, announced: true }).catch((e) => e.code);
    expect(back).toBe('offboarding.last-administrator');
  });

  it('two administrators who leave one after the other, in whatever order, leave somebody who stays', async () => {
    const { w, adminId, hrId } = await departure();
    const otherId = await person(w, 'Alex Admin');
    await role(w, adminId, otherId, 'admin');
    const hr = await w.as(hrId);
    const leaves = (personId: string, hours: number) => startOffboarding(hr, { personId, effectiveAt: w.clock.now() + hours * hour, announced: false });
    const { id } = await leaves(adminId, 10);
    expect(await codeOf(leaves(otherId, 5))).toBe('offboarding.last-administrator');
    expect(await codeOf(leaves(otherId, 15))).toBe('offboarding.last-administrator');
    expect((await previewOffboarding(hr, otherId, w.clock.now() + 5 * hour)).refusal?.code).toBe('offboarding.last-administrator');
    await cancelOffboarding(hr, id);
    const { id: second } = await leaves(otherId, 5);
    expect(await codeOf(leaves(adminId, 10))).toBe('offboarding.last-administrator');
    // Somebody without a role more makes it possible, and nothing else does.
    const thirdId = await person(w, 'Theo Third');
    await role(w, adminId, thirdId, 'admin');
    expect(await codeOf(leaves(adminId, 10))).toBe('done');
    await takeRole(await w.as(adminId), thirdId, 'admin');
    expect(await codeOf(moveOffboarding(hr, second, w.clock.now() + 2 * hour))).toBe('offboarding.last-administrator');
    expect(await codeOf(moveOffboarding(hr, second, w.clock.now() + 20 * hour))).toBe('done');
  });

  it('somebody without the role starts nothing', async () => {
    const { w, ownerId, leaverId } = await departure();
    expect(await codeOf(startOffboarding(await w.as(ownerId), { personId: leaverId, effectiveAt: null, announced: true }))).toBe('permission.no-role');
    expect(await codeOf(previewOffboarding(await w.as(ownerId), leaverId, w.clock.now()))).toBe('permission.no-role');
  });
});

describe('a proposal from an import', () => {
  it('cuts nobody, is made once, and waits for HR', async () => {
    const { w, adminId, hrId, ownerId, leaverId } = await departure();
    const found = { personId: leaverId, effectiveAt: w.clock.now() + hour };
    const first = await proposeOffboarding(w.operator, found);
    expect(await proposeOffboarding(w.operator, found)).toBeNull();
    w.clock.advance('2h');
    expect(await cutDue(w.system, 'scheduler')).toBe(0);
    expect((await w.as(leaverId)).actor).toMatchObject({ alive: true, endsAt: null });
    expect(await listProposals(await w.as(adminId))).toEqual([]);
    expect(await listProposals(await w.as(ownerId))).toEqual([]);
    expect(await listProposals(await w.as(hrId))).toMatchObject([{ id: first?.id, name: 'Lars Leaver' }]);
    const { id } = await confirmProposal(await w.as(hrId), first?.id ?? '', { announced: false });
    expect(await getOffboarding(await w.as(hrId), id)).toMatchObject({ state: 'cut' });
    expect(await listProposals(await w.as(hrId))).toEqual([]);
  });

  it('that HR dismissed does not come back with the same file, and a new date asks again', async () => {
    const { w, hrId, leaverId } = await departure();
    const found = { personId: leaverId, effectiveAt: w.clock.now() + hour };
    const first = await proposeOffboarding(w.operator, found);
    await dismissProposal(await w.as(hrId), first?.id ?? '');
    expect(await proposeOffboarding(w.operator, found)).toBeNull();
    const second = await proposeOffboarding(w.operator, { ...found, effectiveAt: found.effectiveAt + hour });
    const third = await proposeOffboarding(w.operator, { ...found, effectiveAt: found.effectiveAt + 2 * hour });
    expect(third).toEqual(second);
    expect(await listProposals(await w.as(hrId))).toHaveLength(1);
  });
});
