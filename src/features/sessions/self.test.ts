import { expect, test } from 'vitest';
import { codeAt } from '#src/host/crypto/totp.ts';
import { addOrganisation, addPerson } from '#src/features/people/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type World, world } from '#tests/helpers/world.ts';
import {
  authenticate,
  changePassword,
  completeSignIn,
  confirmEnrolment,
  createInvitation,
  endOtherSessions,
  endSession,
  getEnrolment,
  newRecoveryCodes,
  offerFactor,
  ownSignIn,
  redeemInvitation,
  replaceFactor,
  sessionsOf,
  startSignIn,
} from './index.ts';

const email = 'sofie@voorbeeld.example';
const password = 'een fiets in de regen';
const here = { address: '198.51.100.4' };

/** Somebody signed in on two devices; `ctx` is the first of them. */
async function twice(w: World) {
  await addOrganisation(w.system, { name: 'Voorbeeld', kind: 'own' });
  const { id } = await addPerson(w.operator, { givenName: 'Sofie', familyName: 'Lambrecht', email });
  const { token } = await createInvitation(w.operator, id, 'invitation');
  const { sessionToken: enrolling } = await redeemInvitation(w.stranger, { token, password, device: 'Firefox' });
  const { seed } = await getEnrolment(w.stranger, enrolling);
  const first = await confirmEnrolment(w.stranger, { sessionToken: enrolling, code: codeAt(seed, w.clock.now()), ...here });
  w.clock.advance('1m');
  const second = await signIn(w, codeAt(seed, w.clock.now()), password);
  return { id, seed, first, second, ctx: await ctxOf(w, first.sessionToken) };
}

async function signIn(w: World, code: string, withPassword: string) {
  const { sessionToken } = await startSignIn(w.stranger, { email, password: withPassword, device: 'Safari', ...here });
  return completeSignIn(w.stranger, { sessionToken, code, ...here });
}

async function ctxOf(w: World, sessionToken: string): Promise<Ctx> {
  const known = await authenticate(w.stranger, sessionToken);
  if (!known) throw new Error('This session is over.');
  return w.ctxFor(known.actor, 'web');
}

test('a new password needs the present one, ends every other session and opens the door alone', async () => {
  const w = await world();
  const { ctx, first, second, seed } = await twice(w);
  const next = 'drie egels onder een hek';
  await expect(changePassword(ctx, { current: 'not my password', password: next, ...here })).rejects.toMatchObject({ fields: [{ code: 'wrong-password' }] });
  await changePassword(ctx, { current: password, password: next, ...here });
  expect(await authenticate(w.stranger, second.sessionToken)).toBeNull();
  expect(await authenticate(w.stranger, first.sessionToken)).not.toBeNull();
  w.clock.advance('1m');
  await expect(signIn(w, codeAt(seed, w.clock.now()), password)).rejects.toMatchObject({ code: 'sign-in.refused' });
  expect(await signIn(w, codeAt(seed, w.clock.now()), next)).toMatchObject({ personId: first.personId });
});

test('the old app works until the new one is proven, then no more', async () => {
  const w = await world();
  const { ctx, seed, second } = await twice(w);
  const offered = await offerFactor(ctx);
  expect(await offerFactor(ctx)).toEqual(offered);
  expect(offered.seed).not.toBe(seed);
  w.clock.advance('1m');
  await signIn(w, codeAt(seed, w.clock.now()), password);
  w.clock.advance('1m');
  await expect(replaceFactor(ctx, { code: codeAt(seed, w.clock.now()), ...here })).rejects.toMatchObject({ code: 'sign-in.wrong-code' });
  const { recoveryCodes } = await replaceFactor(ctx, { code: codeAt(offered.seed, w.clock.now()), ...here });
  expect(recoveryCodes).toHaveLength(10);
  expect(await authenticate(w.stranger, second.sessionToken)).toBeNull();
  w.clock.advance('1m');
  await expect(signIn(w, codeAt(seed, w.clock.now()), password)).rejects.toMatchObject({ code: 'sign-in.wrong-code' });
  expect(await signIn(w, codeAt(offered.seed, w.clock.now()), password)).toBeDefined();
});

test('new recovery codes end the old ones', async () => {
  const w = await world();
  const { ctx, first } = await twice(w);
  const [fresh = ''] = await newRecoveryCodes(ctx);
  const [old = ''] = first.recoveryCodes;
  await expect(signIn(w, old, password)).rejects.toMatchObject({ code: 'sign-in.wrong-code' });
  await signIn(w, fresh, password);
  expect((await ownSignIn(ctx)).recoveryCodesLeft).toBe(9);
});

test.each([
  ['a new password', (ctx: Ctx) => changePassword(ctx, { current: password, password: 'drie egels onder een hek', ...here })],
  ['another app', (ctx: Ctx) => offerFactor(ctx)],
  ['new recovery codes', (ctx: Ctx) => newRecoveryCodes(ctx)],
])('eleven minutes after the last code, %s asks for one', async (_, act) => {
  const w = await world();
  const { first } = await twice(w);
  w.clock.advance('11m');
  await expect(act(await ctxOf(w, first.sessionToken))).rejects.toMatchObject({ kind: 'step-up' });
});

test('one sees and ends one’s own sessions, and nobody else’s', async () => {
  const w = await world();
  const { ctx, id, second } = await twice(w);
  const listed = await sessionsOf(ctx, id);
  expect(listed.map(({ device, isThis }) => [device, isThis])).toEqual(
    expect.arrayContaining([
      ['Firefox', true],
      ['Safari', false],
    ]),
  );
  const other = listed.find(({ isThis }) => !isThis);
  const stranger = await addPerson(w.operator, { givenName: 'Daan', familyName: 'Peeters' });
  await expect(sessionsOf(await w.as(stranger.id), id)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(endSession(await w.as(stranger.id), other?.id ?? '')).rejects.toMatchObject({ code: 'session.missing' });
  expect(await authenticate(w.stranger, second.sessionToken)).not.toBeNull();
  expect(await endOtherSessions(ctx)).toBe(1);
  expect(await authenticate(w.stranger, second.sessionToken)).toBeNull();
});
