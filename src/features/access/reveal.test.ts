import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents, disclosures } from '#db/schema/index.ts';
import { Problem } from '#src/ground/problem.ts';
import { account, acknowledges, announced, company, ends, person, role, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { giveGrant, revealSecret, showOneTimeCode } from './index.ts';

const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

async function scene(criticality: 'critical' | 'normal' = 'normal') {
  const w = await world();
  const { adminId } = await company(w);
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const holderId = await person(w, 'Hanna Holder', { acknowledged: true });
  const accountId = await account(w, { ownerId, criticality });
  const secretId = await secret(w, accountId, ownerId, 'correct horse');
  w.clock.advance('1m');
  return { w, adminId, ownerId, holderId, accountId, secretId };
}

async function eventsNamed(w: World, event: string) {
  return (await w.db.read.select().from(auditEvents).where(eq(auditEvents.event, event))).length;
}

async function code(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'allowed',
    (problem: unknown) => (problem instanceof Problem ? problem.code : String(problem)),
  );
}

describe('a reveal', () => {
  it('gives the value to a holder, and leaves an event and a disclosure', async () => {
    const { w, ownerId, holderId, accountId, secretId } = await scene();
    await sharedLogin(w, ownerId, accountId, holderId);
    const shown = await revealSecret(await w.as(holderId), { secretId, how: 'copied' });
    expect(shown.value).toBe('correct horse');
    const [row] = await w.db.read.select().from(disclosures).where(eq(disclosures.personId, holderId));
    expect(row).toMatchObject({ secretId, how: 'copied', versionId: shown.versionId });
    expect(await eventsNamed(w, 'secret.shown')).toBe(1);
  });

  it('bears one moment, from the decision to the last row, however long it takes', async () => {
    const { w, ownerId, holderId, accountId, secretId } = await scene();
    await sharedLogin(w, ownerId, accountId, holderId);
    const now = () => {
      w.clock.advance('1s');
      return w.clock.now();
    };
    await revealSecret({ ...(await w.as(holderId)), now }, { secretId, how: 'shown' });
    const [disclosure] = await w.db.read.select().from(disclosures).where(eq(disclosures.personId, holderId));
    const [event] = await w.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'secret.shown'));
    expect(disclosure?.at).toBe(event?.at);
  });

  it('names each condition that is missing, and writes the refusal down', async () => {
    const { w, ownerId, accountId, secretId } = await scene('critical');
    const newcomerId = await person(w, 'Nico New');
    const ask = { secretId, how: 'shown' } as const;
    expect(await code(revealSecret(await w.as(newcomerId), ask))).toBe('secret.missing');
    await sharedLogin(w, ownerId, accountId, newcomerId, 'code');
    expect(await code(revealSecret(await w.as(newcomerId), ask))).toBe('permission.no-grant');
    const grant = await giveGrant(await w.as(ownerId), { accountId, kind: 'shared-login', level: 'reveal', personId: newcomerId }).catch((e) => e.code);
    expect(grant).toBe('grant.already-there');
    const insider = await person(w, 'Ines Insider');
    await sharedLogin(w, ownerId, accountId, insider);
    expect(await code(revealSecret(await w.as(insider), ask))).toBe('permission.acknowledgement');
    await acknowledges(w, insider);
    expect(await code(revealSecret(await w.as(insider, { factorAt: w.clock.now() - 11 * 60_000 }), ask))).toBe('permission.step-up');
    expect(await code(revealSecret(await w.as(insider), ask))).toBe('permission.reason');
    expect(await code(revealSecret(await w.as(insider), { ...ask, reason: 'posting' }))).toBe('allowed');
    expect(await eventsNamed(w, 'secret.refused')).toBe(5);
    expect(await w.db.read.select().from(disclosures).where(eq(disclosures.personId, newcomerId))).toEqual([]);
  });

  it('is refused to an administrator without a grant and to HR through any door', async () => {
    const { w, adminId, secretId } = await scene();
    const hrId = await person(w, 'Hugo Human', { acknowledged: true });
    await role(w, adminId, hrId, 'hr');
    await acknowledges(w, adminId);
    const ask = { secretId, how: 'shown' } as const;
    expect(await code(revealSecret(await w.as(adminId), ask))).toBe('permission.no-grant');
    expect(await code(revealSecret(await w.as(hrId), ask))).toBe('secret.missing');
    expect(await code(revealSecret(w.operator, ask))).toBe('permission.no-grant');
  });

  it('stops at the effective moment and at the expiry of a grant, whether or not a job has run', async () => {
    const { w, ownerId, holderId, accountId, secretId } = await scene();
    const ask = { secretId, how: 'shown' } as const;
    await giveGrant(await w.as(ownerId), {
      accountId,
      kind: 'shared-login',
      level: 'reveal',
      personId: holderId,
      startsAt: w.clock.now() + 60_000,
      expiresAt: w.clock.now() + 120_000,
    });
    expect(await code(revealSecret(await w.as(holderId), ask))).toBe('secret.missing');
    w.clock.advance('1m');
    expect(await code(revealSecret(await w.as(holderId), ask))).toBe('allowed');
    w.clock.advance('1m');
    expect(await code(revealSecret(await w.as(holderId), ask))).toBe('secret.missing');

    const before = await w.as(ownerId);
    await ends(w, ownerId, w.clock.now() + 1000);
    expect(await code(revealSecret(await w.as(ownerId), ask))).toBe('allowed');
    w.clock.advance('1s');
    expect(await code(revealSecret(await w.as(ownerId), ask))).toBe('permission.sign-in');
    // A request that was already running when the moment was set.
    expect(await code(revealSecret(before, ask))).toBe('permission.sign-in');
  });

  it('asks for a reason during an announced notice period', async () => {
    const { w, ownerId, holderId, accountId, secretId } = await scene();
    await sharedLogin(w, ownerId, accountId, holderId);
    await announced(w, holderId);
    expect(await code(revealSecret(await w.as(holderId), { secretId, how: 'shown' }))).toBe('permission.reason');
    expect(await code(revealSecret(await w.as(holderId), { secretId, how: 'shown', reason: 'handover' }))).toBe('allowed');
  });

  it('gives codes at level code without a disclosure, and the seed only at level manage', async () => {
    const { w, ownerId, holderId, accountId } = await scene();
    const totpId = await secret(w, accountId, ownerId, seed, 'totp');
    await sharedLogin(w, ownerId, accountId, holderId, 'code');
    const shown = await showOneTimeCode(await w.as(holderId), { secretId: totpId });
    expect(shown.code).toMatch(/^\d{6}$/);
    expect(shown.seconds).toBeGreaterThan(0);
    expect(await w.db.read.select().from(disclosures).where(eq(disclosures.personId, holderId))).toEqual([]);
    const readerId = await person(w, 'Rob Reader', { acknowledged: true });
    await sharedLogin(w, ownerId, accountId, readerId, 'reveal');
    expect(await code(revealSecret(await w.as(readerId), { secretId: totpId, how: 'shown' }))).toBe('permission.no-grant');
    expect((await revealSecret(await w.as(ownerId), { secretId: totpId, how: 'shown' })).value).toBe(seed);
  });
});
