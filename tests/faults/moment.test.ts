import { setImmediate } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { auditEvents, causes, disclosures } from '#db/schema/index.ts';
import { createServer } from '#src/app/server.ts';
import { giveGrant, revealSecret } from '#src/features/access/index.ts';
import { cutDue, startOffboarding } from '#src/features/offboarding/index.ts';
import { authenticate, completeSignIn, startSignIn } from '#src/features/sessions/index.ts';
import { createToken } from '#src/features/tokens/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import type { CommitHooks } from '#src/host/db/writer.ts';
import { freshPlace, type Place } from '#tests/helpers/database.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { type Cast, furnish, type Installation, openPlace } from './installation.ts';
import { broken, inspect } from './invariants.ts';
import { caseOf } from './story.ts';

const minute = 60_000;

async function open(place: Place, now: number, hooks: CommitHooks = {}): Promise<Installation> {
  const h = await openPlace(place, now, hooks);
  onTestFinished(h.close);
  return h;
}

/** Lars holds the login, has a session and a token, and leaves so soon that neither runs out before. */
async function leaving(h: Installation) {
  const cast = await furnish(h);
  const { leaverId: personId, ownerId, hrId, accountId } = cast;
  await giveGrant(await h.as(ownerId), { accountId, kind: 'shared-login', level: 'reveal', personId });
  const { token } = await createToken(await h.as(personId), { name: 'script', scopes: ['read'], days: 30 });
  const moment = h.clock.now() + 4 * minute;
  await startOffboarding(await h.as(hrId), { personId, effectiveAt: moment, announced: false });
  return { cast, token, moment };
}

/** What Lars gets from each of his ways in. */
async function tries(h: Installation, cast: Cast, token: string) {
  const server = createServer(h.app);
  const page = await server.request(`${h.config.publicUrl}/me`, { headers: { cookie: `__Host-kh-session=${cast.leaver.sessionToken}` } });
  const rest = await server.request(`${h.config.publicUrl}/api/v1/accounts`, { headers: { authorization: `Bearer ${token}` } });
  return {
    page: page.status,
    rest: rest.status,
    signIn: await codeOf(signsIn(h, cast)),
    reveal: await codeOf(revealSecret(await h.as(cast.leaverId), { secretId: cast.secretId, how: 'shown' })),
  };
}

async function signsIn(h: Installation, { leaver: { email, password, seed } }: Cast): Promise<void> {
  const address = '127.0.0.1';
  const { sessionToken } = await startSignIn(h.stranger, { email, password, device: null, address });
  await completeSignIn(h.stranger, { sessionToken, code: codeAt(seed, h.clock.now()), address });
}

async function codeOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (problem: unknown) => (problem instanceof Problem ? problem.code : String(problem)),
  );
}

const letIn = { page: 200, rest: 200, signIn: 'done', reveal: 'done' };
const gone = { page: 303, rest: 401, signIn: 'sign-in.refused', reveal: 'permission.sign-in' };

test('a server that was stopped across the moment makes the cut at its start, before it answers anybody', async () => {
  const place = await freshPlace();
  const before = await open(place, tuesday);
  const { cast, token, moment } = await leaving(before);
  expect(await tries(before, cast, token)).toEqual(letIn);
  await before.close();

  const after = await open(place, moment + minute);
  expect(await caseOf(after)).toMatchObject({ state: 'cut', cutBy: 'start-up', effectiveAt: moment, cutAt: moment + minute });
  expect(await tries(after, cast, token)).toEqual(gone);
  expect(await broken(after.system)).toEqual([]);
});

test('a clock set back to before the moment brings nobody back, in the running server and after a restart', async () => {
  const place = await freshPlace();
  const h = await open(place, tuesday);
  const { cast, token, moment } = await leaving(h);
  h.clock.set(moment + minute);
  expect(await cutDue(h.system, 'scheduler')).toBe(1);

  h.clock.back('3m');
  expect(await tries(h, cast, token)).toEqual(gone);
  await h.close();
  const again = await open(place, moment - 2 * minute);
  expect(again.app.state()).toBe('open');
  expect(await tries(again, cast, token)).toEqual(gone);
  expect(await cutDue(again.system, 'scheduler')).toBe(0);
  expect(await caseOf(again)).toMatchObject({ state: 'cut', effectiveAt: moment, cutAt: moment + minute });
});

test('a request that came in before the moment and is decided after it is refused', async () => {
  const { hooks, hold } = gate();
  const h = await open(await freshPlace(), tuesday, hooks);
  const { cast, moment } = await leaving(h);
  h.clock.set(moment - 1);
  const ctx = await requestOf(h, cast);
  const writer = hold();
  const other = revealSecret(await h.as(cast.ownerId), { secretId: cast.secretId, how: 'shown' });
  await writer.isHeld;
  const running = codeOf(revealSecret(ctx, { secretId: cast.secretId, how: 'shown' }));
  while (h.db.waiting() === 0) await setImmediate();
  h.clock.set(moment);
  writer.release();
  await other;
  expect(await running).toBe('permission.sign-in');
  expect(await shownTo(h, cast.leaverId)).toEqual([]);
});

test('a reveal that was decided before the moment and reaches the disk after it is known to the cut', async () => {
  const { hooks, hold } = gate();
  const h = await open(await freshPlace(), tuesday, hooks);
  const { cast, moment } = await leaving(h);
  h.clock.set(moment - 1);
  const ctx = await requestOf(h, cast);
  const writer = hold();
  const running = revealSecret(ctx, { secretId: cast.secretId, how: 'shown' });
  await writer.isHeld;
  h.clock.set(moment);
  const cut = cutDue(h.system, 'scheduler');
  writer.release();
  expect(await running).toMatchObject({ value: 'correct horse' });
  expect(await cut).toBe(1);
  expect(await shownTo(h, cast.leaverId)).toEqual([moment - 1]);
  expect(await h.db.read.select().from(causes)).toMatchObject([{ kind: 'holder-left', subjectId: cast.leaverId, secretId: cast.secretId }]);
});

test('of many reveals that run into the moment, none is answered from it on and none follows the cut', async () => {
  const hooks: CommitHooks = {};
  const place = await freshPlace();
  const h = await open(place, tuesday, hooks);
  const { cast, moment } = await leaving(h);
  h.clock.set(moment - 4);
  const ctx = await requestOf(h, cast);
  // Every commit takes a millisecond, so the moment comes in the middle of the work.
  hooks.afterCommit = async () => h.clock.set(h.clock.now() + 1);
  const reveals = async () => {
    const answers: string[] = [];
    for (let n = 0; n < 8; n++) answers.push(await codeOf(revealSecret(ctx, { secretId: cast.secretId, how: 'shown' })));
    return answers;
  };
  const cuts = async () => {
    let made = 0;
    while (made === 0) {
      made = await cutDue(h.system, 'scheduler');
      await revealSecret(await h.as(cast.ownerId), { secretId: cast.secretId, how: 'shown' });
    }
    return made;
  };
  const [made, ...answers] = await Promise.all([cuts(), ...Array.from({ length: 8 }, reveals)]);
  const answered = answers.flat().filter((code) => code === 'done').length;
  const shown = await shownTo(h, cast.leaverId);
  expect(made).toBe(1);
  expect([...new Set(answers.flat())].sort()).toEqual(['done', 'permission.sign-in']);
  expect(shown).toHaveLength(answered);
  expect(Math.max(...shown)).toBeLessThan(moment);
  const events = await h.db.read.select().from(auditEvents);
  const cut = events.find((event) => event.event === 'offboarding.cut')?.seq ?? 0;
  expect(events.filter((event) => event.event === 'secret.shown' && event.actorId === cast.leaverId && event.seq > cut)).toEqual([]);
  await h.close();
  expect(await inspect(place, moment, broken)).toEqual([]);
});

/** A request of Lars that has been let in by its cookie. */
async function requestOf(h: Installation, { leaver }: Cast): Promise<Ctx> {
  const who = await authenticate(h.stranger, leaver.sessionToken);
  if (!who) throw new Error('Lars is not signed in.');
  return h.ctxFor(who.actor, 'web');
}

async function shownTo(h: Installation, personId: string): Promise<number[]> {
  return (await h.db.read.select().from(disclosures).where(eq(disclosures.personId, personId))).map((row) => row.at);
}

/** Holds the writer just before its next commit, until released. */
function gate() {
  const hooks: CommitHooks = {};
  const hold = () => {
    const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    hooks.beforeCommit = async () => {
      delete hooks.beforeCommit;
      held.resolve();
      await released.promise;
    };
    return { isHeld: held.promise, release: () => released.resolve() };
  };
  return { hooks, hold };
}
