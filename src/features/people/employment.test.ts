import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents, outbox } from '#db/schema/index.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { record } from '#src/ground/audit.ts';
import { type World, world } from '#tests/helpers/world.ts';
import {
  addOrganisation,
  addPerson,
  addTeam,
  announceLeaving,
  appointFirstAdministrator,
  currentPeriod,
  exclusion,
  findActor,
  getPerson,
  giveRole,
  holdersOf,
  lastAdministrator,
  memberIds,
  periodsOf,
  personFacts,
  recordLeft,
  rehire,
  rolesOf,
  setAbsent,
  setEnd,
  takeRole,
  teamsOf,
} from './index.ts';

type Company = World & { admin: Ctx; ada: string; bob: string };

/** Ada administers; Bob works here. */
async function company(): Promise<Company> {
  const w = await world();
  await addOrganisation(w.system, { name: 'Voorbeeld', kind: 'own' });
  const { id: ada } = await addPerson(w.operator, { givenName: 'Ada', familyName: 'Admin' });
  await appointFirstAdministrator(w.operator, ada);
  const { id: bob } = await addPerson(w.operator, { givenName: 'Bob', familyName: 'Bis' });
  return { ...w, admin: await w.as(ada), ada, bob };
}

/** What an offboarding does around these verbs. */
async function inUnit<T>(ctx: Ctx, personId: string, verb: (ctx: Ctx) => Promise<T>): Promise<T> {
  return ctx.write(async (tx) => {
    const result = await verb(within(ctx, tx));
    await record(tx, ctx, 'offboarding.announced', { kind: 'offboarding', id: personId }, {});
    return result;
  });
}

async function events(w: World, subjectId: string): Promise<string[]> {
  const rows = await w.db.read.select().from(auditEvents).where(eq(auditEvents.subjectId, subjectId)).orderBy(asc(auditEvents.seq));
  return rows.map(({ event }) => event).filter((event) => !event.startsWith('offboarding'));
}

describe('a role', () => {
  test('is given once, recorded, and told to the other administrators', async () => {
    const w = await company();
    await giveRole(w.admin, w.bob, 'admin');
    await giveRole(w.admin, w.bob, 'admin');
    expect(await rolesOf(w.admin, w.bob)).toEqual(['admin']);
    expect(await personFacts(w.admin, w.bob)).toEqual({ id: w.bob, isHr: false, isAdmin: true });
    expect(await events(w, w.bob)).toEqual(['person.added', 'role.given']);
    const mails = await w.db.read.select().from(outbox);
    expect(mails.map(({ template, recipientId }) => [template, recipientId])).toEqual([
      ['role-changed', w.bob],
      ['administrator-appointed', w.ada],
    ]);
  });

  test("is nobody's own to give or take", async () => {
    const w = await company();
    await expect(giveRole(w.admin, w.ada, 'auditor')).rejects.toMatchObject({ code: 'permission.own-role' });
    await expect(takeRole(w.admin, w.ada, 'admin')).rejects.toMatchObject({ code: 'permission.own-role' });
    await expect(giveRole(await w.as(w.bob), w.ada, 'hr')).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('of HR excludes administration, and secrets that somebody holds', async () => {
    const w = await company();
    await giveRole(w.admin, w.bob, 'hr');
    expect(await exclusion(w.admin, w.bob, 'admin')).toBe('hr-and-admin');
    await expect(giveRole(w.admin, w.bob, 'admin')).rejects.toMatchObject({ code: 'role.hr-and-admin' });
    await takeRole(w.admin, w.bob, 'hr');
    await expect(giveRole(w.admin, w.bob, 'hr', { sharedLogins: 1, offices: 0 })).rejects.toMatchObject({ code: 'role.hr-and-secrets' });
    expect(await rolesOf(w.admin, w.bob)).toEqual([]);
  });

  test('of administrator cannot be taken from the last one who is known to stay', async () => {
    const w = await company();
    await giveRole(w.admin, w.bob, 'admin');
    expect(await lastAdministrator(w.admin, w.ada)).toBe(false);
    await inUnit(w.system, w.ada, async (ctx) => {
      await setEnd(ctx, w.ada, w.clock.now() + 1000);
      await announceLeaving(ctx, w.ada);
    });
    expect(await lastAdministrator(w.admin, w.bob)).toBe(true);
    await expect(takeRole(w.admin, w.bob, 'admin')).rejects.toMatchObject({ code: 'role.last-administrator' });
    expect(await rolesOf(w.admin, w.bob)).toEqual(['admin']);
  });

  test.each([true, false])('of administrator is taken without telling who leaves unannounced (%s), and HR hears whether anybody stays', async (leaves) => {
    const w = await company();
    await giveRole(w.admin, w.bob, 'admin');
    const hana = (await addPerson(w.admin, { givenName: 'Hana', familyName: 'Hr' })).id;
    await giveRole(w.admin, hana, 'hr');
    const until = w.clock.now() + 1000;
    if (leaves) await inUnit(w.system, w.ada, (ctx) => setEnd(ctx, w.ada, until));
    expect(await lastAdministrator(w.admin, w.bob)).toBe(false);
    expect(await lastAdministrator(w.admin, w.bob, new Set([w.ada]))).toBe(leaves);
    await takeRole(w.admin, w.bob, 'admin');
    const mails = await w.db.read.select().from(outbox).where(eq(outbox.template, 'administrator-gone'));
    expect(mails.map(({ recipientId, data }) => [recipientId, JSON.parse(data)])).toEqual([
      [hana, { person: 'Bob Bis', here: 1, ...(leaves ? { staying: 0, until } : { staying: 1, until: null }) }],
    ]);
  });

  test('goes to nobody whose moment has come', async () => {
    const w = await company();
    await inUnit(w.system, w.bob, (ctx) => setEnd(ctx, w.bob, w.clock.now()));
    await expect(giveRole(w.admin, w.bob, 'hr')).rejects.toMatchObject({ code: 'person.gone' });
  });

  test('of first administrator exists once', async () => {
    const w = await company();
    await expect(appointFirstAdministrator(w.operator, w.bob)).rejects.toMatchObject({ kind: 'conflict' });
    expect((await holdersOf(w.admin, 'admin')).map(({ id }) => id)).toEqual([w.ada]);
  });
});

describe('a departure', () => {
  test('that is scheduled and not announced leaves no trace but the moment', async () => {
    const w = await company();
    const before = await getPerson(w.admin, w.bob);
    await inUnit(w.system, w.bob, (ctx) => setEnd(ctx, w.bob, 9e12));
    expect(await getPerson(w.admin, w.bob)).toEqual({ ...before, endsAt: 9e12 });
    expect(await events(w, w.bob)).toEqual(['person.added']);
  });

  test('announced shows, and cancelled shows no more', async () => {
    const w = await company();
    await inUnit(w.system, w.bob, async (ctx) => {
      await setEnd(ctx, w.bob, 9e12);
      await announceLeaving(ctx, w.bob);
    });
    expect((await getPerson(w.admin, w.bob)).state).toBe('leaving');
    await inUnit(w.system, w.bob, (ctx) => setEnd(ctx, w.bob, null));
    expect(await getPerson(w.admin, w.bob)).toMatchObject({ state: 'active', endsAt: null });
  });

  test('recorded ends employment, roles and teams at its moment, and kills what was issued', async () => {
    const w = await company();
    await giveRole(w.admin, w.bob, 'auditor');
    const { id: team } = await addTeam(w.admin, { name: 'Webcare', memberIds: [w.ada, w.bob, w.bob] });
    const from = w.clock.now();
    w.clock.advance('2h');
    const at = w.clock.now() - 1000;
    expect(await inUnit(w.system, w.bob, (ctx) => recordLeft(ctx, w.bob, at))).toBe(true);
    expect(await getPerson(w.admin, w.bob)).toMatchObject({ state: 'left', endsAt: at, securityStamp: 2 });
    expect(await rolesOf(w.admin, w.bob)).toEqual([]);
    expect(await currentPeriod(w.admin, w.bob)).toBeNull();
    expect((await periodsOf(w.admin, w.bob)).map(({ endedAt }) => endedAt)).toEqual([at]);
    expect((await teamsOf(w.admin, w.bob, from)).map(({ id }) => id)).toEqual([team]);
    expect((await teamsOf(w.admin, w.bob, at - 1)).map(({ id }) => id)).toEqual([team]);
    expect(await teamsOf(w.admin, w.bob, at)).toEqual([]);
    expect(await memberIds(w.admin, team, w.clock.now())).toEqual([w.ada]);
    expect(await events(w, w.bob)).toEqual(['person.added', 'role.given', 'role.taken', 'person.left']);
    expect(await findActor(w.admin, w.bob, { sessionId: null, factorAt: null })).toMatchObject({ alive: false, roles: [] });
  });

  test('recorded twice happens once', async () => {
    const w = await company();
    const at = w.clock.now();
    await inUnit(w.system, w.bob, (ctx) => recordLeft(ctx, w.bob, at));
    expect(await inUnit(w.system, w.bob, (ctx) => recordLeft(ctx, w.bob, at + 5000))).toBe(false);
    expect(await getPerson(w.admin, w.bob)).toMatchObject({ endsAt: at, securityStamp: 2 });
    expect((await events(w, w.bob)).filter((event) => event === 'person.left')).toHaveLength(1);
  });

  test('is not made outside the unit that decides it', async () => {
    const w = await company();
    await expect(recordLeft(w.system, w.bob, w.clock.now())).rejects.toThrow('within');
    await expect(setEnd(w.system, w.bob, null)).rejects.toThrow('within');
    await expect(announceLeaving(w.system, w.bob)).rejects.toThrow('within');
  });

  test('cannot be taken back once it is recorded', async () => {
    const w = await company();
    await inUnit(w.system, w.bob, (ctx) => recordLeft(ctx, w.bob, w.clock.now()));
    await expect(setAbsent(w.admin, w.bob, false)).rejects.toMatchObject({ code: 'person.gone' });
    await expect(inUnit(w.system, w.bob, (ctx) => setEnd(ctx, w.bob, null))).rejects.toMatchObject({ code: 'person.gone' });
  });
});

describe('a rehire', () => {
  const again = { startedOn: null, reason: 'back', because: 'test' };

  test('on the day of leaving opens a new period and brings nothing back', async () => {
    const w = await company();
    await giveRole(w.admin, w.bob, 'hr');
    await addTeam(w.admin, { name: 'Webcare', memberIds: [w.bob] });
    w.clock.advance('1h');
    await inUnit(w.system, w.bob, (ctx) => recordLeft(ctx, w.bob, w.clock.now()));
    const { periodId } = await w.admin.write((tx) => rehire(within(w.admin, tx), w.bob, again));
    expect(await getPerson(w.admin, w.bob)).toMatchObject({ state: 'active', endsAt: null, securityStamp: 2 });
    expect((await currentPeriod(w.admin, w.bob))?.id).toBe(periodId);
    expect(await periodsOf(w.admin, w.bob)).toHaveLength(2);
    expect(await rolesOf(w.admin, w.bob)).toEqual([]);
    expect(await teamsOf(w.admin, w.bob, w.clock.now())).toEqual([]);
  });

  test('is for somebody who left', async () => {
    const w = await company();
    await expect(w.admin.write((tx) => rehire(within(w.admin, tx), w.bob, again))).rejects.toMatchObject({ code: 'person.still-here' });
    expect(await periodsOf(w.admin, w.bob)).toHaveLength(1);
  });
});
