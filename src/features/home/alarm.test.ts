import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { apiTokens, auditEvents, outbox } from '#db/schema/index.ts';
import { giveServiceGrant, revealSecret, showOneTimeCode } from '#src/features/access/index.ts';
import { makeServiceToken } from '#src/features/services/index.ts';
import { saveRevealAlarm } from '#src/features/settings/index.ts';
import { needsOf } from '#src/features/needs/index.ts';
import { createService, createToken } from '#src/features/tokens/index.ts';
import type { PersonActor } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import type { NoticeData } from '#src/ground/notice.ts';
import { account, announced, company, ends, person, role, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';

const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** Fourteen logins that Bob may see: seven of Olga's, with Dirk as deputy, and seven of Otto's. */
async function scene() {
  const w = await world();
  const { adminId } = await company(w);
  const named = (name: string) => person(w, name, { acknowledged: true });
  const [olga, otto, dirk, bob] = [await named('Olga Owner'), await named('Otto Owner'), await named('Dirk Deputy'), await named('Bob Baker')];
  const secretIds: string[] = [];
  for (const [ownerId, deputyIds] of [
    [olga, [dirk]],
    [otto, []],
  ] as const) {
    for (let n = 0; n < 7; n++) {
      const accountId = await account(w, { ownerId, deputyIds: [...deputyIds], handle: `${ownerId}${n}` });
      secretIds.push(await secret(w, accountId, ownerId, `een waarde van ${ownerId} ${n}`));
      await sharedLogin(w, ownerId, accountId, bob);
    }
  }
  w.clock.advance('1m');
  const looks = async (from: number, to: number, personId = bob) => {
    const ctx = await w.as(personId);
    for (const secretId of secretIds.slice(from, to)) await revealSecret(ctx, { secretId, how: 'shown', reason: 'werk' });
  };
  return { w, adminId, olga, otto, dirk, bob, secretIds, looks };
}

async function mails(w: World): Promise<(NoticeData['many-looks'] & { to: string })[]> {
  const rows = await w.db.read.select().from(outbox).where(eq(outbox.template, 'many-looks'));
  return rows.map(({ recipientId, data }) => ({ to: recipientId, ...(JSON.parse(data) as NoticeData['many-looks']) }));
}

const raised = (w: World) => w.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'alarm.raised'));
const onStart = async (w: World, personId: string) => (await needsOf(await w.as(personId))).flatMap((need) => (need.kind === 'alarm' ? [need.alarm] : []));

it('tells whoever answers for what was looked at, and administrators, once: at the tenth secret within ten minutes', async () => {
  const { w, adminId, olga, otto, dirk, bob, looks } = await scene();
  const hugo = await person(w, 'Hugo Human');
  await role(w, adminId, hugo, 'hr');
  await looks(0, 7);
  await looks(0, 7);
  await looks(7, 9);
  expect(await mails(w)).toEqual([]);
  await looks(9, 10);
  const told = await mails(w);
  expect(told.map(({ to }) => to).toSorted()).toEqual([adminId, olga, otto, dirk].toSorted());
  expect(told.find(({ to }) => to === olga)).toMatchObject({ who: 'Bob Baker', secrets: 10, others: 6 });
  expect(told.find(({ to }) => to === adminId)).toMatchObject({ account: null });
  expect(await raised(w)).toMatchObject([{ subjectKind: 'person', subjectId: bob }]);
  await looks(10, 12);
  expect(await mails(w)).toHaveLength(4);
  expect(await raised(w)).toHaveLength(1);
  for (const reader of [adminId, olga, otto, dirk]) expect(await onStart(w, reader)).toMatchObject([{ who: 'Bob Baker', secrets: 12 }]);
  for (const reader of [bob, hugo]) expect(await onStart(w, reader)).toEqual([]);
});

it('tells an owner whose account comes later in the same burst, and begins anew after it', async () => {
  const { w, adminId, olga, otto, looks } = await scene();
  await saveRevealAlarm(await w.as(adminId), { secrets: 5 });
  await looks(0, 6);
  expect((await mails(w)).map(({ to }) => to)).not.toContain(otto);
  w.clock.advance('2m');
  await looks(7, 8);
  const told = await mails(w);
  expect(told.filter(({ to }) => to === otto)).toMatchObject([{ others: 0 }]);
  expect(told.filter(({ to }) => to === olga)).toHaveLength(1);
  w.clock.advance('10m');
  await looks(0, 4);
  expect(await raised(w)).toHaveLength(1);
  await looks(4, 5);
  expect(await raised(w)).toHaveLength(2);
  w.clock.advance('4d');
  expect(await onStart(w, adminId)).toEqual([]);
});

it('counts somebody in notice like anybody, announced or not', async () => {
  for (const notice of ['announced', 'hidden'] as const) {
    const { w, bob, looks } = await scene();
    await (notice === 'announced' ? announced(w, bob) : ends(w, bob, w.clock.now() + 86_400_000));
    await looks(0, 12);
    expect(await raised(w)).toHaveLength(1);
  }
});

it('counts codes, and tokens and sessions of one person together', async () => {
  const { w, olga, bob, looks } = await scene();
  await looks(0, 8);
  const { id } = await createToken(await w.as(bob), { name: 'script', scopes: ['secret.code'], days: 1 });
  const byToken = await token(w, id, { owner: bob });
  for (const n of [0, 1]) {
    const accountId = await account(w, { ownerId: olga, handle: `code${n}` });
    const secretId = await secret(w, accountId, olga, seed, 'totp');
    await sharedLogin(w, olga, accountId, bob, 'code');
    expect(await raised(w)).toHaveLength(0);
    await showOneTimeCode(byToken, { secretId });
  }
  expect(await raised(w)).toMatchObject([{ subjectId: bob, actorKind: 'token' }]);
});

it('names the service that looked, whichever of its tokens it used', async () => {
  const { w, adminId, olga, dirk } = await scene();
  await saveRevealAlarm(await w.as(adminId), { secrets: 4 });
  const { id: serviceId } = await createService(await w.as(adminId), { name: 'Planner', purpose: 'Plans posts' });
  const made = async () => (await makeServiceToken(await w.as(adminId), serviceId, { name: 'deploy', scopes: ['secret.reveal'], days: 1 })).id;
  const tokenIds = [await made(), await made()];
  for (let n = 0; n < 4; n++) {
    const accountId = await account(w, { ownerId: olga, deputyIds: [dirk], handle: `planned${n}` });
    const secretId = await secret(w, accountId, olga, `gepland en bewaard ${n}`);
    await giveServiceGrant(await w.as(olga), { serviceId, accountId, level: 'reveal', reason: 'posts' });
    const tokenId = tokenIds[n % 2] ?? '';
    expect(await raised(w)).toEqual([]);
    await revealSecret(await token(w, tokenId, { service: serviceId }), { secretId, how: 'shown' });
  }
  expect(await raised(w)).toMatchObject([{ subjectKind: 'service', subjectId: serviceId }]);
  expect((await mails(w)).map(({ to, who }) => [to, who])).toEqual(expect.arrayContaining([adminId, olga, dirk].map((to) => [to, 'Planner'])));
  expect(await onStart(w, dirk)).toMatchObject([{ who: 'Planner', serviceId }]);
});

/** As the door makes it of a token: of a person, lifted, or of a service that Ada made one for. */
async function token(w: World, id: string, of: { owner: string } | { service: string }): Promise<Ctx> {
  const owner = 'owner' in of ? ((await w.as(of.owner)).actor as PersonActor) : null;
  const service = 'service' in of ? { id: of.service, name: 'Planner' } : null;
  const [made] = await w.db.read.select().from(apiTokens).where(eq(apiTokens.id, id));
  const maker = { id: made?.createdBy ?? '', name: 'Ada Admin' };
  return w.ctxFor({ kind: 'token', id, maker, owner, service, scopes: ['read', 'secret.reveal', 'secret.code'], factorAt: w.clock.now() }, 'rest');
}
