import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { grants, offboardings, outbox, people } from '#db/schema/index.ts';
import { confirmOrigin, confirmProposal, dismissProposal, listWaiting } from '#src/features/decisions/index.ts';
import { cancelOffboarding, cutDue, listOffboardings, moveOffboarding, startOffboarding } from '#src/features/offboarding/index.ts';
import { createService } from '#src/features/tokens/index.ts';
import { isGone } from '#src/ground/permission.ts';
import type { Problem } from '#src/ground/problem.ts';
import { account, company, person, role, sharedLogin } from '#tests/helpers/builders.ts';
import { client, lifted, machine } from '#tests/helpers/rest.ts';
import { type Member, site } from '#tests/helpers/site.ts';
import { type World, world } from '#tests/helpers/world.ts';

/** Fifteen people: an administrator, two of HR, and twelve whose access somebody could want to end all at once. */
async function fifteen() {
  const w = await world();
  const { adminId: ada } = await company(w);
  const [hana, hilde] = [await person(w, 'Hana Hr'), await person(w, 'Hilde Hr')];
  for (const id of [hana, hilde]) await role(w, ada, id, 'hr');
  const staff: string[] = [];
  for (let at = 0; at < 12; at += 1) staff.push(await person(w, `Staf Lid${at}`, { acknowledged: true }));
  w.clock.advance('1d');
  await w.system.write((tx) => tx.delete(outbox));
  return { w, ada, hana, hilde, staff };
}

const now = (personId: string) => ({ personId, effectiveAt: null, announced: true });
const code = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (problem: Problem) => problem.code,
  );
const states = async (w: World) => {
  const rows = await w.db.read.select({ state: offboardings.state }).from(offboardings);
  const count = (state: string) => rows.filter((row) => row.state === state || (state === 'cut' && row.state === 'completed')).length;
  return { cut: count('cut'), held: count('held'), scheduled: count('scheduled'), cancelled: count('cancelled') };
};
const isAlive = async (w: World, id: string) => {
  const { actor } = await w.as(id);
  return actor.kind === 'person' && !isGone(actor, w.clock.now());
};
const told = async (w: World) =>
  (await w.db.read.select().from(outbox).where(eq(outbox.template, 'departures-held'))).map(({ recipientId }) => recipientId).sort();

test('of twelve whom one officer of HR ends, two are cut and ten are only kept out, until somebody else says so', async () => {
  const { w, ada, hana, hilde, staff } = await fifteen();
  const accountId = await account(w, { ownerId: ada });
  await sharedLogin(w, ada, accountId, staff[11] ?? '');
  const byHana = await w.as(hana);
  const started = [];
  for (const id of staff) started.push(await startOffboarding(byHana, now(id)));
  expect(started.map(({ held }) => held)).toEqual([false, false, ...Array(10).fill(true)]);
  expect(await states(w)).toMatchObject({ cut: 2, held: 10 });
  for (const id of staff) expect(await isAlive(w, id)).toBe(false);
  expect(await w.db.read.select().from(grants).where(eq(grants.state, 'active'))).toHaveLength(1);
  expect(await told(w)).toEqual([ada, hana, hilde].sort());
  // No later look at the clock makes the cut.
  w.clock.advance('2h');
  expect(await cutDue(w.system, 'scheduler')).toBe(0);

  const mine = (await listWaiting(byHana)).rows;
  expect(mine.map(({ mayConfirm }) => mayConfirm)).toEqual(Array(10).fill(false));
  const [first] = mine;
  expect(await code(confirmProposal(await w.as(hana), first?.proposal.id ?? ''))).toBe('permission.own-proposal');
  expect(await code(confirmProposal(w.operator, first?.proposal.id ?? ''))).toBe('permission.not-by-machine');
  expect(await confirmOrigin(await w.as(hilde), first?.proposal.originId ?? '')).toEqual({ confirmed: 10, overtaken: [] });
  expect(await states(w)).toMatchObject({ cut: 12, held: 0 });
  expect(
    await w.db.read
      .select()
      .from(grants)
      .where(and(eq(grants.personId, staff[11] ?? ''), eq(grants.state, 'active'))),
  ).toEqual([]);
});

test('dismissed or called off, they are back as if nothing had been', async () => {
  const { w, ada, hana, staff } = await fifteen();
  const byHana = await w.as(hana);
  const held = [];
  for (const id of staff.slice(0, 4)) held.push(await startOffboarding(byHana, now(id)));
  const before = await w.db.read
    .select()
    .from(people)
    .where(eq(people.id, staff[4] ?? ''));
  expect(await code(moveOffboarding(byHana, held[2]?.id ?? '', w.clock.now() + 1000))).toBe('offboarding.held');
  const [one] = (await listWaiting(await w.as(ada))).rows;
  await dismissProposal(await w.as(ada), one?.proposal.id ?? '');
  await cancelOffboarding(byHana, held[3]?.id ?? '');
  expect(await states(w)).toEqual({ cut: 2, held: 0, scheduled: 0, cancelled: 2 });
  for (const id of staff.slice(2, 4)) {
    expect(await isAlive(w, id)).toBe(true);
    const [row] = await w.db.read.select().from(people).where(eq(people.id, id));
    expect([row?.state, row?.endsAt, row?.securityStamp]).toEqual([before[0]?.state, null, before[0]?.securityStamp]);
  }
  expect((await listWaiting(await w.as(ada))).rows).toEqual([]);
});

test('two who begin at once do not get more through than one', async () => {
  const { w, ada, hana, hilde, staff } = await fifteen();
  const doors = [await w.as(hana), await w.as(hilde), await w.as(ada), w.operator];
  await Promise.all(staff.map((id, at) => startOffboarding(doors[at % doors.length] ?? w.operator, now(id))));
  expect(await states(w)).toMatchObject({ cut: 2, held: 10 });
});

test('what was planned long ago and is brought forward counts as begun now, and dismissed it is planned again', async () => {
  const { w, ada, hana, hilde, staff } = await fifteen();
  const later = w.clock.now() + 30 * 86_400_000;
  const cases = [];
  for (const personId of staff.slice(0, 5)) {
    cases.push(await startOffboarding(await w.as(hana), { personId, effectiveAt: later, announced: false }));
    w.clock.advance('1d');
  }
  for (const { id } of cases) await moveOffboarding(await w.as(hilde), id, w.clock.now());
  expect(await states(w)).toMatchObject({ cut: 2, held: 3 });
  // Both brought it about: neither is the second person.
  const decides = async (id: string) => (await listWaiting(await w.as(id))).rows.filter(({ mayConfirm }) => mayConfirm);
  expect([await decides(hana), await decides(hilde)]).toEqual([[], []]);
  const waiting = await decides(ada);
  expect(waiting).toHaveLength(3);
  await dismissProposal(await w.as(ada), waiting[0]?.proposal.id ?? '');
  const [row] = await w.db.read.select().from(offboardings).where(eq(offboardings.state, 'scheduled'));
  expect([row?.effectiveAt, row?.announcedAt]).toEqual([later, null]);
  expect((await listOffboardings(await w.as(ada))).rows.map(({ id }) => id)).not.toContain(row?.id);
});

test('many whose departure nobody announced stay hidden until their moment, and are held then', async () => {
  const { w, ada, hana, staff } = await fifteen();
  const at = w.clock.now() + 3 * 3_600_000;
  for (const personId of staff) await startOffboarding(await w.as(hana), { personId, effectiveAt: at, announced: false });
  expect(await states(w)).toMatchObject({ scheduled: 12 });
  expect((await listOffboardings(await w.as(ada))).rows).toEqual([]);
  // Nor does the count of others give them away.
  expect(await startOffboarding(await w.as(ada), now(await person(w, 'Nora Nieuw')))).toMatchObject({ held: false });
  expect(await told(w)).toEqual([]);
  w.clock.set(at);
  await cutDue(w.system, 'scheduler');
  expect(await states(w)).toMatchObject({ held: 11, cut: 2 });
  expect((await listWaiting(await w.as(ada))).rows.filter(({ mayConfirm }) => mayConfirm)).toHaveLength(11);
});

test('many that HR plans in one sitting, each for a day of its own, are nothing unusual', async () => {
  const { w, hana, staff } = await fifteen();
  const first = w.clock.now() + 86_400_000;
  for (const [at, personId] of staff.entries()) {
    await startOffboarding(await w.as(hana), { personId, effectiveAt: first + at * 7 * 86_400_000, announced: at % 2 === 0 });
  }
  w.clock.set(first + 20 * 7 * 86_400_000);
  await cutDue(w.system, 'start-up');
  expect(await states(w)).toMatchObject({ cut: 12, held: 0 });
});

test('an hour apart, nothing is held', async () => {
  const { w, hana, staff } = await fifteen();
  for (const id of staff.slice(0, 5)) {
    await startOffboarding(await w.as(hana), now(id));
    w.clock.advance('1h');
  }
  expect(await states(w)).toMatchObject({ cut: 5, held: 0 });
});

test('by REST: a service that names twelve of fifteen ends nobody’s access, and HR, who believes it, no more than two', async () => {
  const s = await site();
  const [hana, hilde] = [await s.person('Hana Hr', { roles: ['hr'] }), await s.person('Hilde Hr', { roles: ['hr'] })];
  const staff: Member[] = [];
  for (let at = 0; at < 4; at += 1) staff.push(await s.person(`Staf Lid${at}`));
  const more: string[] = [];
  for (let at = 0; at < 8; at += 1) more.push(await person(s, `Meer Lid${at}`));
  const { id: serviceId } = await createService(await s.as(s.ada.id), { name: 'Directory', purpose: 'keeps people as HR has them' });
  const bot = await machine(s, s.ada, serviceId, ['read', 'offboarding.start']);
  for (const personId of [...staff.map(({ id }) => id), ...more]) {
    expect((await bot.post('/offboardings', { personId, effectiveAt: 'now', announced: true })).body).toMatchObject({ id: null, proposed: true, held: false });
  }
  expect(await states(s)).toEqual({ cut: 0, held: 0, scheduled: 0, cancelled: 0 });
  const hr = client(await s.api(hana, ['read', 'offboarding.start']));
  const asked = (await hr.get('/offboarding-proposals')).body.proposals as { id: string; personId: string }[];
  expect(asked).toHaveLength(12);
  for (const { id } of asked) expect((await hr.post(`/offboarding-proposals/${id}/confirmation`, { announced: true })).status).toBe(201);
  expect(await states(s)).toMatchObject({ cut: 2, held: 10 });
  const listed = (await hr.get('/offboardings')).body.offboardings as { state: string; access: string; cleanUp: string }[];
  expect(listed.filter(({ state }) => state === 'held')).toHaveLength(10);
  expect(listed.find(({ state }) => state === 'held')).toMatchObject({ access: 'held', cleanUp: 'held' });

  const [kept] = await s.db.read.select().from(offboardings).where(eq(offboardings.state, 'held'));
  const page = await (await s.signIn(hilde)).get(`/offboardings/${kept?.id}`);
  expect(page.text).toContain('wacht op een tweede persoon');
  const second = await lifted(s, hilde, ['read', 'offboarding.start', 'proposal.decide', 'proposal.dismiss']);
  const [waiting] = (await second.get('/proposals')).body.proposals as { id: string; originId: string; kind: string }[];
  expect(waiting?.kind).toBe('departure');
  expect((await second.post('/proposals/confirmations', { originId: waiting?.originId })).body).toMatchObject({ confirmed: 10 });
  expect(await states(s)).toMatchObject({ cut: 12, held: 0 });
});
