import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { apiTokens, auditEvents, grants, idempotencyKeys, invitations, outbox, secrets, secretVersions, sessions, throttles } from '#db/schema/index.ts';
import { clockJob } from '#src/app/clock.ts';
import { runJob } from '#src/app/schedule.ts';
import { endExpired, giveGrant, keepValue, revealSecret } from '#src/features/access/index.ts';
import { deliverMail } from '#src/features/notifications/index.ts';
import { destroyRetired } from '#src/features/secrets/index.ts';
import { authenticate, completeSignIn, createInvitation, findInvitee, startSignIn } from '#src/features/sessions/index.ts';
import { authenticateToken, createToken, replays } from '#src/features/tokens/index.ts';
import { forgetOldReplays } from '#src/features/tokens/replays.ts';
import { stepUpToken } from '#src/features/tokens/service.ts';
import { acceptClock, clockFacts } from '#src/ground/clock-watch.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { Problem } from '#src/ground/problem.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { newValue, person } from '#tests/helpers/builders.ts';
import { freshPlace } from '#tests/helpers/database.ts';
import { type Cast, furnish, type Installation, openPlace } from './installation.ts';

const address = '127.0.0.1';

/** A furnished company in which Lars holds a login; the clock has been read once. */
async function scene() {
  const h = await openPlace(await freshPlace(), tuesday);
  onTestFinished(h.close);
  const cast = await furnish(h);
  await giveGrant(await h.as(cast.ownerId), { accountId: cast.accountId, kind: 'shared-login', level: 'reveal', personId: cast.leaverId });
  await reads(h);
  return { h, cast };
}

const reads = (h: Installation) => runJob(h.app, clockJob, { isFirst: false });

/** An hour of a running server whose clock is right by the minute. */
async function runsFor(h: Installation, hours: number) {
  for (let passed = 0; passed < hours; passed++) {
    h.clock.advance('59m');
    await reads(h);
    h.clock.advance('1m');
  }
}

async function codeOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (problem: unknown) => (problem instanceof Problem ? problem.code : String(problem)),
  );
}

const reveals = (ctx: Ctx, { secretId }: Cast) => codeOf(revealSecret(ctx, { secretId, how: 'shown' }));

async function asLars(h: Installation, { leaver }: Cast): Promise<Ctx | null> {
  const who = await authenticate(h.stranger, leaver.sessionToken);
  return who && h.ctxFor(who.actor, 'web');
}

async function signsIn(h: Installation, { leaver: { email, password, seed } }: Cast) {
  const { sessionToken } = await startSignIn(h.stranger, { email, password, device: null, address });
  return completeSignIn(h.stranger, { sessionToken, code: codeAt(seed, h.clock.now()), address });
}

async function eventsOf(h: Installation, name: string) {
  return (await h.db.read.select().from(auditEvents).where(eq(auditEvents.event, name))).map(({ body }) => (JSON.parse(body) as { detail: object }).detail);
}

test('a clock set back makes no second factor, no session and no lifted token last longer', async () => {
  const { h, cast } = await scene();
  const { token } = await createToken(await h.as(cast.leaverId), { name: 'script', scopes: ['read', 'secret.reveal'], days: 30 });
  await runsFor(h, 2);
  cast.leaver.sessionToken = (await signsIn(h, cast)).sessionToken;
  h.clock.advance('1m');
  await reads(h);
  const bearer = async () => {
    const actor = await authenticateToken(h.stranger, token);
    return actor && h.ctxFor(actor, 'rest');
  };
  const lifts = await bearer();
  if (!lifts) throw new Error('The token opens nothing.');
  await stepUpToken(lifts, { code: codeAt(cast.leaver.seed, h.clock.now()), address });
  const asked = async () => {
    const [page, rest] = [await asLars(h, cast), await bearer()];
    return [page && (await reveals(page, cast)), rest && (await reveals(rest, cast))];
  };
  expect(await asked()).toEqual(['done', 'done']);

  // As much as the clocks of two nodes may differ changes nothing.
  h.clock.back('4m');
  expect(await asked()).toEqual(['done', 'done']);
  h.clock.advance('4m');
  h.clock.back('1h');
  expect(await asked()).toEqual([null, 'permission.step-up']);
  await reads(h);
  expect(await eventsOf(h, 'clock.stepped')).toEqual([{ direction: 'back', by: 3_600_000 }]);
  expect(await eventsOf(h, 'session.ended')).toEqual([{ because: 'clock-set-back', sessions: 1 }]);

  // The moment at which they were proven comes a second time, and they do not come back with it.
  h.clock.advance('1h');
  expect(await asked()).toEqual([null, 'permission.step-up']);
  expect((await h.db.read.select().from(sessions)).map((row) => row.endedBecause).sort()).toEqual(['clock-set-back', null]);
});

test('what a clock that ran a year ahead let in, made or put off counts for nothing once it is right, nor a year later', async () => {
  const { h, cast } = await scene();
  h.clock.advance('365d');
  await reads(h);
  const ahead = await signsIn(h, cast);
  const made = await createToken(await h.as(cast.leaverId), { name: 'ahead', scopes: ['read'], days: 365 });
  const newId = await person(h, 'Nina Nieuw');
  const { token: link } = await createInvitation(h.operator, newId, 'invitation');
  for (let guess = 0; guess < 8; guess++) {
    h.clock.advance('16m');
    await codeOf(startSignIn(h.stranger, { email: cast.leaver.email, password: 'not this one', device: null, address }));
  }
  const blocked = codeOf(startSignIn(h.stranger, { email: cast.leaver.email, password: cast.leaver.password, device: null, address }));
  expect(await blocked).toBe('sign-in.too-many');

  h.clock.back('365d');
  const opens = async () => [
    await authenticate(h.stranger, ahead.sessionToken),
    await authenticateToken(h.stranger, made.token),
    await codeOf(findInvitee(h.stranger, link)),
  ];
  expect(await opens()).toEqual([null, null, 'invitation.gone']);
  // Nobody is kept out for a year; the failures still count, so the next one waits for as long as the ninth has to.
  const { email, password } = cast.leaver;
  expect(await codeOf(startSignIn(h.stranger, { email, password: 'nor this one', device: null, address }))).toBe('sign-in.refused');
  await expect(startSignIn(h.stranger, { email, password, device: null, address })).rejects.toMatchObject({ params: { seconds: 16 } });

  await reads(h);
  expect((await h.db.read.select().from(throttles)).every((row) => row.blockedUntil <= h.clock.now() + 900_000)).toBe(true);
  expect((await h.db.read.select().from(apiTokens)).map((row) => row.revokedAt)).toEqual([h.clock.now()]);
  expect((await h.db.read.select().from(invitations).where(eq(invitations.personId, newId)))[0]?.revokedAt).toBe(h.clock.now());
  h.clock.advance('365d');
  expect(await opens()).toEqual([null, null, 'invitation.gone']);
});

test('a grant that ran out stays ended when the clock is set back, and one that was given stays given', async () => {
  const { h, cast } = await scene();
  const { accountId, ownerId, leaverId } = cast;
  const visitor = await person(h, 'Vera Visitor', { acknowledged: true });
  const way = { accountId, kind: 'shared-login', level: 'reveal' } as const;
  const short = await giveGrant(await h.as(ownerId), { ...way, personId: visitor, expiresAt: h.clock.now() + 3_600_000 });
  h.clock.advance('2h');
  expect(await reveals(await h.as(visitor), cast)).toBe('secret.missing');
  expect(await endExpired(h.system)).toBe(1);
  h.clock.back('2h');
  expect(await reveals(await h.as(visitor), cast)).toBe('secret.missing');
  const [row] = await h.db.read.select().from(grants).where(eq(grants.id, short.id));
  expect(row?.state).toBe('closed');
  expect(await reveals(await h.as(leaverId), cast)).toBe('done');
});

test('a mail that was put off by a clock that ran ahead leaves once it is right', async () => {
  const { h, cast } = await scene();
  await h.system.write((tx) => tx.update(outbox).set({ state: 'dropped' }));
  await h.system.write((tx) =>
    writeNotice(tx, h.system, { template: 'secret-changed', recipientId: cast.leaverId, data: { account: 'X', accountId: cast.accountId } }),
  );
  h.clock.advance('365d');
  const refuses = { send: async () => ({ kind: 'later' as const, because: '450' }), close: () => undefined };
  const takes = { send: async () => null, close: () => undefined };
  expect(await deliverMail(h.system, refuses)).toMatchObject({ waiting: 1 });
  expect(await deliverMail(h.system, takes)).toMatchObject({ sent: 0, waiting: 1 });
  h.clock.back('365d');
  expect(await deliverMail(h.system, takes)).toMatchObject({ sent: 1, waiting: 0 });
});

test('a clock that jumps ahead destroys no old value and forgets no request, until it has run evenly for a day', async () => {
  const { h, cast } = await scene();
  await newValue(h, cast.secretId, cast.ownerId, 'second-value-2');
  await h.system.write((tx) => replays.claim(h.system, tx, 'tok', 'key', 'print'));
  const kept = async () => [
    (await h.db.read.select().from(secretVersions)).map((row) => row.state).sort(),
    (await h.db.read.select().from(idempotencyKeys)).length,
  ];
  const cleans = async () => {
    await forgetOldReplays(h.system);
    return destroyRetired(h.system);
  };
  h.clock.advance('365d');
  expect(await cleans()).toBe(0);
  await reads(h);
  expect(await cleans()).toBe(0);
  await runsFor(h, 23);
  expect(await cleans()).toBe(0);
  expect(await clockFacts(h.system)).toEqual({ state: 'stepped', by: 365 * 86_400_000 });
  expect(await kept()).toEqual([['current', 'retired'], 1]);

  // Set right in time: all of it is still there, and what was set by the wrong clock grows old by the right one.
  await keepValue(await h.as(cast.ownerId), { secretId: cast.secretId, value: 'what it is', valueSetAt: h.clock.now() });
  h.clock.back('366d');
  await reads(h);
  expect(await kept()).toEqual([['current', 'retired', 'retired'], 1]);
  expect((await h.db.read.select().from(secrets)).map((row) => row.valueSetAt)).toEqual([h.clock.now()]);

  // Not set right, because it was right: it goes on after a day.
  h.clock.advance('366d');
  await reads(h);
  await runsFor(h, 25);
  expect(await cleans()).toBe(1);
  expect(await clockFacts(h.system)).toEqual({ state: 'even', by: 0 });
  expect((await kept())[1]).toBe(0);
});

test('the operator may say that the clock is right, which is written down', async () => {
  const { h, cast } = await scene();
  expect(await acceptClock(h.operator)).toBeNull();
  await newValue(h, cast.secretId, cast.ownerId, 'second-value-2');
  h.clock.advance('60d');
  await reads(h);
  expect(await destroyRetired(h.system)).toBe(0);
  await expect(acceptClock(await h.as(cast.ownerId))).rejects.toMatchObject({ kind: 'forbidden' });
  expect(await acceptClock(h.operator)).toBe(60 * 86_400_000);
  expect(await destroyRetired(h.system)).toBe(1);
  expect(await eventsOf(h, 'clock.accepted')).toEqual([{}]);
});

test('a night in which nobody ran is no step; two nodes whose clocks differ by minutes are none either', async () => {
  const { h } = await scene();
  h.clock.advance('14h');
  expect(await runJob(h.app, clockJob, { isFirst: true })).toBe('done');
  for (let turn = 0; turn < 6; turn++) {
    h.clock.advance('5m');
    await reads(h);
    h.clock.back('4m');
    await reads(h);
  }
  expect(await clockFacts(h.system)).toEqual({ state: 'even', by: 0 });
  expect(await eventsOf(h, 'clock.stepped')).toEqual([]);
});
