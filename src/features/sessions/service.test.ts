import { expect, onTestFinished, test } from 'vitest';
import { codeAt } from '#src/host/crypto/totp.ts';
import { addOrganisation, addPerson, recordLeft, rehire } from '#src/features/people/index.ts';
import { within } from '#src/ground/ctx.ts';
import { openVault } from '#src/features/keys/index.ts';
import { createContexts } from '#src/app/context.ts';
import { readConfig } from '#src/host/config.ts';
import { systemIds } from '#src/host/ids.ts';
import { cheapHasher } from '#tests/helpers/cheap-hasher.ts';
import { heldClock, tuesday } from '#tests/helpers/clock.ts';
import { freshDatabase, silent } from '#tests/helpers/database.ts';
import { type World, world } from '#tests/helpers/world.ts';
import {
  authenticate,
  beginReset,
  completeSignIn,
  confirmEnrolment,
  createInvitation,
  endSessionsOf,
  endSignInOf,
  getEnrolment,
  handOverReset,
  redeemInvitation,
  startSignIn,
  stepUp,
} from './index.ts';

const password = 'een fiets in de regen';
const here = { address: '198.51.100.4', device: 'Firefox' };
const email = 'sofie@voorbeeld.example';

type Place = Pick<World, 'clock' | 'system' | 'operator' | 'stranger'>;

async function invited(w: Place) {
  await addOrganisation(w.system, { name: 'Voorbeeld', kind: 'own' });
  const { id } = await addPerson(w.operator, { givenName: 'Sofie', familyName: 'Lambrecht', email });
  const { token } = await createInvitation(w.operator, id, 'invitation');
  return { id, token };
}

/** Somebody who signs in: invited, enrolled, and a minute later. */
async function enrolled(w: Place) {
  const { id, token } = await invited(w);
  const { sessionToken } = await redeemInvitation(w.stranger, { token, password, device: null });
  const { seed } = await getEnrolment(w.stranger, sessionToken);
  const code = codeAt(seed, w.clock.now());
  const whole = await confirmEnrolment(w.stranger, { sessionToken, code, ...here });
  w.clock.advance('1m');
  return { id, seed, ...whole };
}

const passwordStep = (w: Place, more = {}) => startSignIn(w.stranger, { email, password, ...here, ...more });

async function outcome(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );
}

test('an invitation leads through password and second factor to a whole session', async () => {
  const w = await world();
  const { id, token } = await invited(w);
  const { sessionToken } = await redeemInvitation(w.stranger, { token, password, device: null });
  expect((await authenticate(w.stranger, sessionToken))?.stage).toBe('enrolling');
  const { seed } = await getEnrolment(w.stranger, sessionToken);
  const whole = await confirmEnrolment(w.stranger, { sessionToken, code: codeAt(seed, w.clock.now()), ...here });
  expect(await authenticate(w.stranger, sessionToken)).toBeNull();
  expect(await authenticate(w.stranger, whole.sessionToken)).toMatchObject({ stage: 'complete', actor: { id, factorAt: w.clock.now() } });
  expect(new Set(whole.recoveryCodes).size).toBe(10);
});

test('of twenty parallel redemptions of one link one succeeds', async () => {
  const w = await world();
  const { token } = await invited(w);
  const all = await Promise.all(Array.from({ length: 20 }, () => outcome(redeemInvitation(w.stranger, { token, password, device: null }))));
  expect(all.filter((result) => result === 'done')).toHaveLength(1);
  expect(all.filter((result) => result === 'invitation.gone')).toHaveLength(19);
});

test('a link ends after seven days, and when a newer one is made', async () => {
  const w = await world();
  const { id, token } = await invited(w);
  const newer = await createInvitation(w.operator, id, 'invitation');
  expect(await outcome(redeemInvitation(w.stranger, { token, password, device: null }))).toBe('invitation.gone');
  w.clock.advance('7d');
  expect(await outcome(redeemInvitation(w.stranger, { token: newer.token, password, device: null }))).toBe('invitation.gone');
});

test('a weak password does not use the link up', async () => {
  const w = await world();
  const { token } = await invited(w);
  expect(await outcome(redeemInvitation(w.stranger, { token, password: 'sofie.lambrecht', device: null }))).toBe('sign-in.weak-password');
  expect(await outcome(redeemInvitation(w.stranger, { token, password, device: null }))).toBe('done');
});

test('neither half of a sign-in is a session', async () => {
  const w = await world();
  const { seed } = await enrolled(w);
  const half = await passwordStep(w);
  expect((await authenticate(w.stranger, half.sessionToken))?.stage).toBe('password');
  expect(await outcome(stepUp(w.stranger, { sessionToken: half.sessionToken, code: codeAt(seed, w.clock.now()), ...here }))).toBe('permission.sign-in');
  expect(await outcome(getEnrolment(w.stranger, half.sessionToken))).toBe('permission.sign-in');
});

test('signing in gives a new token and kills the one that was there before', async () => {
  const w = await world();
  const { seed, id } = await enrolled(w);
  const { sessionToken: planted } = await passwordStep(w);
  const { sessionToken } = await completeSignIn(w.stranger, { sessionToken: planted, code: codeAt(seed, w.clock.now()), ...here });
  expect(sessionToken).not.toBe(planted);
  expect(await authenticate(w.stranger, planted)).toBeNull();
  expect((await authenticate(w.stranger, sessionToken))?.actor.id).toBe(id);
});

test('of twenty parallel uses of one code one makes a session, and it is spent for a step-up too', async () => {
  const w = await world();
  const { seed } = await enrolled(w);
  const code = codeAt(seed, w.clock.now());
  const halves = [];
  for (let half = 0; half < 20; half++) halves.push(await passwordStep(w));
  const all = await Promise.allSettled(halves.map((half) => completeSignIn(w.stranger, { sessionToken: half.sessionToken, code, ...here })));
  const whole = all.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(whole).toHaveLength(1);
  const [first] = whole;
  expect(await outcome(stepUp(w.stranger, { sessionToken: first?.sessionToken ?? '', code, ...here, deviceToken: first?.deviceToken }))).toBe(
    'sign-in.code-used',
  );
});

test.each([
  ['behind', -30_000],
  ['ahead', 30_000],
])('a phone that is half a minute %s signs in, with each code once', async (_, off) => {
  const w = await world();
  const { seed, deviceToken } = await enrolled(w);
  w.clock.advance('1m');
  const code = codeAt(seed, w.clock.now() + off);
  const use = async () => {
    const { sessionToken } = await passwordStep(w, { deviceToken });
    return outcome(completeSignIn(w.stranger, { sessionToken, code, ...here, deviceToken }));
  };
  expect([await use(), await use()]).toEqual(['done', 'sign-in.code-used']);
  w.clock.advance('1m');
  expect(await use()).toMatch(/^sign-in\.(wrong-code|code-used)$/);
});

test('a code is refused again after the clock went back', async () => {
  const w = await world();
  const { seed, deviceToken } = await enrolled(w);
  const code = codeAt(seed, w.clock.now());
  const first = await passwordStep(w, { deviceToken });
  await completeSignIn(w.stranger, { sessionToken: first.sessionToken, code, ...here, deviceToken });
  w.clock.back('1m');
  const second = await passwordStep(w, { deviceToken });
  const older = codeAt(seed, w.clock.now());
  expect(await outcome(completeSignIn(w.stranger, { sessionToken: second.sessionToken, code: older, ...here, deviceToken }))).toBe('sign-in.code-used');
});

test('a recovery code works once', async () => {
  const w = await world();
  const { recoveryCodes, deviceToken } = await enrolled(w);
  const [code = ''] = recoveryCodes;
  const use = async () => {
    const { sessionToken } = await passwordStep(w, { deviceToken });
    return outcome(completeSignIn(w.stranger, { sessionToken, code: code.toLowerCase(), ...here, deviceToken }));
  };
  expect(await use()).toBe('done');
  expect(await use()).toBe('sign-in.code-used');
});

test('a wrong password, an unknown address and somebody who left get one answer', async () => {
  const w = await world();
  const { id } = await enrolled(w);
  expect(await outcome(passwordStep(w, { password: 'not this one at all' }))).toBe('sign-in.refused');
  expect(await outcome(passwordStep(w, { email: 'nobody@voorbeeld.example' }))).toBe('sign-in.refused');
  await w.system.write((tx) => recordLeft(within(w.system, tx), id, w.clock.now()));
  expect(await outcome(passwordStep(w))).toBe('sign-in.refused');
});

test('spellings of one address share one counter', async () => {
  const w = await world();
  await enrolled(w);
  for (const spelling of ['Sofie@voorbeeld.example', ' sofie@voorbeeld.example', 'SOFIE@VOORBEELD.EXAMPLE', 'ｓofie@voorbeeld.example', email]) {
    expect(await outcome(passwordStep(w, { email: spelling, password: 'guess guess guess' }))).toBe('sign-in.refused');
  }
  expect(await outcome(passwordStep(w))).toBe('sign-in.too-many');
});

test('two hundred guesses from one place are answered at most twenty times', async () => {
  const w = await world();
  await enrolled(w);
  const results: string[] = [];
  for (let guess = 0; guess < 200; guess++) {
    results.push(await outcome(passwordStep(w, { email: `person${guess}@voorbeeld.example`, password: 'guess guess guess' })));
  }
  expect(results.filter((result) => result === 'sign-in.refused')).toHaveLength(20);
});

test('whoever hammers an address does not lock out its owner, who has been here before', async () => {
  const w = await world();
  const { deviceToken, seed } = await enrolled(w);
  for (let stranger = 0; stranger < 50; stranger++) {
    await outcome(passwordStep(w, { password: 'guess guess guess', address: `203.0.${stranger}.9` }));
  }
  expect(await outcome(passwordStep(w))).toBe('sign-in.too-many');
  const { sessionToken } = await passwordStep(w, { deviceToken });
  const code = codeAt(seed, w.clock.now());
  expect(await outcome(completeSignIn(w.stranger, { sessionToken, code, ...here, deviceToken }))).toBe('done');
});

test('guesses at the code are counted across restarts of the sign-in', async () => {
  const w = await world();
  const { seed } = await enrolled(w);
  for (let guess = 0; guess < 5; guess++) {
    const { sessionToken } = await passwordStep(w);
    expect(await outcome(completeSignIn(w.stranger, { sessionToken, code: '000000', ...here }))).toBe('sign-in.wrong-code');
  }
  const { sessionToken } = await passwordStep(w);
  expect(await outcome(completeSignIn(w.stranger, { sessionToken, code: codeAt(seed, w.clock.now()), ...here }))).toBe('sign-in.too-many');
});

test.each([
  ['half an hour of silence', ['30m']],
  ['twelve hours of use', Array.from({ length: 25 }, () => '29m' as const)],
] as const)('a session ends after %s', async (_, steps) => {
  const w = await world();
  const { sessionToken } = await enrolled(w);
  for (const step of steps) {
    expect(await authenticate(w.stranger, sessionToken)).not.toBeNull();
    w.clock.advance(step);
  }
  expect(await authenticate(w.stranger, sessionToken)).toBeNull();
});

test('stepping up renews the token and the proof', async () => {
  const w = await world();
  const { sessionToken, seed, deviceToken } = await enrolled(w);
  w.clock.advance('20m');
  const renewed = await stepUp(w.stranger, { sessionToken, code: codeAt(seed, w.clock.now()), ...here, deviceToken });
  expect(await authenticate(w.stranger, sessionToken)).toBeNull();
  expect((await authenticate(w.stranger, renewed.sessionToken))?.actor.factorAt).toBe(w.clock.now());
});

test('the cut ends sessions and sign-in; a rehire needs a new invitation', async () => {
  const w = await world();
  const { id, sessionToken, deviceToken } = await enrolled(w);
  const ended = await w.system.write(async (tx) => {
    const unit = within(w.system, tx);
    await recordLeft(unit, id, w.clock.now());
    await endSignInOf(unit, id);
    return endSessionsOf(unit, id, 'left');
  });
  expect(ended).toBe(1);
  expect(await authenticate(w.stranger, sessionToken)).toBeNull();
  await w.operator.write((tx) => rehire(within(w.operator, tx), id, { startedOn: null, reason: 'back', because: 'test' }));
  expect(await authenticate(w.stranger, sessionToken)).toBeNull();
  expect(await outcome(passwordStep(w, { deviceToken }))).toBe('sign-in.refused');
  const { token } = await createInvitation(w.operator, id, 'invitation');
  expect(await outcome(redeemInvitation(w.stranger, { token, password, device: null }))).toBe('done');
});

test('a restart forgets neither a used code nor a failure', async () => {
  const clock = heldClock(tuesday);
  const fresh = await freshDatabase({ now: clock.now });
  onTestFinished(fresh.dispose);
  const config = readConfig({ KEYHOLDER_DATA_DIR: fresh.config.dataDir, KEYHOLDER_DATABASE_URL: fresh.config.databaseUrl });
  const start = async (): Promise<Place> => {
    const ctxFor = createContexts(config, { clock, ids: systemIds(clock), log: silent, hasher: cheapHasher() }, fresh.database);
    const system = ctxFor({ kind: 'system', job: 'test' }, 'job');
    await openVault(system);
    return { clock, system, operator: ctxFor({ kind: 'operator', claimed: null }, 'cli'), stranger: ctxFor({ kind: 'stranger' }, 'web') };
  };
  const before = await start();
  const { seed, deviceToken } = await enrolled(before);
  const code = codeAt(seed, clock.now());
  const first = await passwordStep(before, { deviceToken });
  await completeSignIn(before.stranger, { sessionToken: first.sessionToken, code, ...here, deviceToken });
  for (let guess = 0; guess < 5; guess++) await outcome(passwordStep(before, { password: 'guess guess guess' }));

  await fresh.reopen();
  const after = await start();
  const second = await passwordStep(after, { deviceToken });
  expect(await outcome(completeSignIn(after.stranger, { sessionToken: second.sessionToken, code, ...here, deviceToken }))).toBe('sign-in.code-used');
  expect(await outcome(passwordStep(after))).toBe('sign-in.too-many');
});

test('a reset leaves the old way alone until its link is used, and ends all of it then', async () => {
  const w = await world();
  const { id, sessionToken } = await enrolled(w);
  expect(await outcome(createInvitation(w.operator, id, 'invitation'))).toBe('invitation.signs-in-already');
  await beginReset(w.system, id, { askedBy: 'operator' });
  expect(await outcome(beginReset(w.system, id, { askedBy: 'operator' }))).toBe('reset.waits-already');
  expect(await outcome(handOverReset(w.operator, id))).toBe('reset.too-early');
  w.clock.advance('1d');
  const { token } = await handOverReset(w.operator, id);
  const again = await passwordStep(w);
  expect(await authenticate(w.stranger, again.sessionToken)).not.toBeNull();
  await redeemInvitation(w.stranger, { token, password: 'drie egels onder een hek', device: null });
  for (const old of [again.sessionToken, sessionToken]) expect(await authenticate(w.stranger, old)).toBeNull();
  expect(await outcome(passwordStep(w))).toBe('sign-in.refused');
  expect(await outcome(redeemInvitation(w.stranger, { token, password, device: null }))).toBe('invitation.gone');
});

test('ending the sessions of somebody counts those that are alive, and not those that ran out', async () => {
  const w = await world();
  const { id } = await enrolled(w);
  expect(await endSessionsOf(w.system, id, 'offboarding')).toBe(1);
  await passwordStep(w);
  w.clock.advance('31m');
  expect(await endSessionsOf(w.system, id, 'offboarding')).toBe(0);
});
