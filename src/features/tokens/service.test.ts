import { expect, test } from 'vitest';
import { addOrganisation, addPerson, raiseSecurityStamp, setEnd } from '#src/features/people/index.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { allows } from '#src/ground/permission.ts';
import { DiskFull } from '#src/host/db/database.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { authenticateToken, createToken, listOwnTokens, revokeToken, revokeTokensOf } from './index.ts';

const input = { name: 'backup script', scopes: ['read' as const], days: 30 };

async function owner(w: World) {
  await addOrganisation(w.system, { name: 'Voorbeeld', kind: 'own' });
  const { id } = await addPerson(w.operator, { givenName: 'Sofie', familyName: 'Lambrecht' });
  return { id, ctx: await w.as(id) };
}

test('a token acts as its person, in its scopes only, and its text is kept nowhere', async () => {
  const w = await world();
  const { id, ctx } = await owner(w);
  const { token } = await createToken(ctx, input);
  const actor = await authenticateToken(w.stranger, token);
  expect(actor).toMatchObject({ kind: 'token', owner: { id, factorAt: null }, scopes: ['read'] });
  if (!actor) return;
  const bearer = w.ctxFor(actor, 'rest');
  expect([allows(bearer, 'person.list', null), allows(bearer, 'token.create', null)]).toEqual([true, false]);
  expect(JSON.stringify(await listOwnTokens(ctx))).not.toContain(token);
  expect((await listOwnTokens(ctx))[0]?.hint).toBe(token.slice(-4));
});

test('making one needs a fresh second factor and a whole session', async () => {
  const w = await world();
  const { id } = await owner(w);
  await expect(createToken(await w.as(id, { factorAt: w.clock.now() - 601_000 }), input)).rejects.toMatchObject({ kind: 'step-up' });
  await expect(createToken(w.operator, input)).rejects.toMatchObject({ kind: 'forbidden' });
});

test.each([
  ['its last day', async (w: World) => w.clock.advance('30d')],
  ['the effective moment of its person', (w: World, id: string) => inUnit(w, id, (unit) => setEnd(unit, id, w.clock.now()))],
  ['a newer security stamp', (w: World, id: string) => inUnit(w, id, (unit) => raiseSecurityStamp(unit, id))],
  ['its person revoking it', async (w: World, id: string, tokenId: string) => revokeToken(await w.as(id), tokenId)],
  ['the cut', async (w: World, id: string) => revokeTokensOf(w.system, id, 'left')],
])('a token ends with %s', async (_, end) => {
  const w = await world();
  const { id, ctx } = await owner(w);
  const made = await createToken(ctx, input);
  expect(await authenticateToken(w.stranger, made.token)).not.toBeNull();
  await end(w, id, made.id);
  expect(await authenticateToken(w.stranger, made.token)).toBeNull();
});

/** In a unit of a feature that says why. */
async function inUnit(w: World, id: string, act: (unit: Ctx) => Promise<unknown>) {
  await w.system.write(async (tx) => {
    await act(within(w.system, tx));
    await record(tx, w.system, 'person.changed', { kind: 'person', id }, { fields: 'test' });
  });
}

test('nobody revokes somebody else’s token', async () => {
  const w = await world();
  const { ctx } = await owner(w);
  const { id, token } = await createToken(ctx, input);
  const other = await addPerson(w.operator, { givenName: 'Daan', familyName: 'Peeters' });
  await expect(revokeToken(await w.as(other.id), id)).rejects.toMatchObject({ kind: 'missing' });
  expect(await authenticateToken(w.stranger, token)).not.toBeNull();
});

test('a disk without room keeps nobody from being known: only the last use is not noted', async () => {
  const w = await world();
  const { id, ctx } = await owner(w);
  const { token } = await createToken(ctx, input);
  const full = { ...w.stranger, write: () => Promise.reject(new DiskFull('SQLITE_FULL', 'full')) };
  expect(await authenticateToken(full, token)).toMatchObject({ owner: { id } });
  const broken = { ...w.stranger, write: () => Promise.reject(new Error('anything else')) };
  await expect(authenticateToken(broken, token)).rejects.toThrow('anything else');
});
