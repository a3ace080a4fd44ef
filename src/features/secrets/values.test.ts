import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { dataKeys, disclosures, secretVersions } from '#db/schema/index.ts';
import { acceptClock } from '#src/ground/clock-watch.ts';
import { Problem } from '#src/ground/problem.ts';
import { account, company, newValue, person, secret } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';
import {
  abandonValue,
  addCause,
  addSecret,
  adoptValue,
  confirmValue,
  destroyRetired,
  historyOf,
  openCauses,
  prepareValue,
  removeSecret,
  retainedMatch,
  revealVersion,
  secretsOf,
} from './index.ts';

async function scene() {
  const w = await world();
  await company(w);
  const ownerId = await person(w, 'Olga Owner');
  const otherId = await person(w, 'Otto Other');
  const accountId = await account(w, { ownerId });
  const secretId = await secret(w, accountId, ownerId, 'first-value-1');
  return { w, ownerId, otherId, accountId, secretId, owner: await w.as(ownerId) };
}

async function code(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'allowed',
    (problem: unknown) => (problem instanceof Problem ? problem.code : String(problem)),
  );
}

async function opened(w: World, byId: string, secretId: string, versionId: string): Promise<string> {
  const shown = await revealVersion(await w.as(byId), { secretId, versionId, how: 'shown' }, async () => 'test');
  return shown.value;
}

async function states(w: World, secretId: string) {
  return (await historyOf(w.system, secretId)).map((version) => [version.number, version.state, version.origin]);
}

describe('a new value', () => {
  it('stands beside the one in force until it is confirmed; both can be had at every moment', async () => {
    const { w, ownerId, accountId, secretId, owner } = await scene();
    const { versionId } = await prepareValue(owner, secretId, 'second-value-2');
    const [row] = await secretsOf(w.system, accountId);
    expect([row?.current?.number, row?.pending?.number]).toEqual([1, 2]);
    expect(await opened(w, ownerId, secretId, row?.current?.id ?? '')).toBe('first-value-1');
    expect(await opened(w, ownerId, secretId, versionId)).toBe('second-value-2');
    w.clock.advance('1h');
    await confirmValue(owner, secretId, versionId, { people: [ownerId] });
    expect(await states(w, secretId)).toEqual([
      [2, 'current', 'set'],
      [1, 'retired', 'adopted'],
    ]);
    expect(await opened(w, ownerId, secretId, row?.current?.id ?? '')).toBe('first-value-1');
  });

  it('may not be one that the secret has had, given up ones included', async () => {
    const { secretId, owner } = await scene();
    expect(await code(prepareValue(owner, secretId, 'first-value-1'))).toBe('secret.same-value');
    const { versionId } = await prepareValue(owner, secretId, 'given-up');
    expect(await code(prepareValue(owner, secretId, 'impatient'))).toBe('secret.already-prepared');
    await abandonValue(owner, secretId, versionId);
    expect(await code(prepareValue(owner, secretId, 'given-up'))).toBe('secret.same-value');
    expect(await code(adoptValue(owner, secretId, { value: 'first-value-1' }))).toBe('secret.same-value');
    expect([await retainedMatch(owner, secretId, 'given-up'), await retainedMatch(owner, secretId, 'never-had')]).toEqual([true, false]);
    expect(await code(prepareValue(owner, secretId, 'with\0nul'))).toBe('secret.value-nul');
  });

  it('that was given up stays readable: the platform may have taken it', async () => {
    const { w, ownerId, secretId, owner } = await scene();
    const { versionId } = await prepareValue(owner, secretId, 'perhaps-taken');
    await abandonValue(owner, secretId, versionId);
    expect(await opened(w, ownerId, secretId, versionId)).toBe('perhaps-taken');
    expect(await code(confirmValue(owner, secretId, versionId, { people: [ownerId] }))).toBe('secret.not-pending');
  });

  it('confirmed by two at once is confirmed by one', async () => {
    const { w, ownerId, otherId, secretId, owner } = await scene();
    const { versionId } = await prepareValue(owner, secretId, 'second-value-2');
    for (const id of [ownerId, otherId]) await opened(w, id, secretId, versionId);
    const says = async (id: string) => code(confirmValue(await w.as(id), secretId, versionId, { people: [id] }));
    const outcomes = await Promise.all([says(ownerId), says(otherId)]);
    expect(outcomes.sort()).toEqual(['allowed', 'secret.already-confirmed']);
    expect((await states(w, secretId)).filter(([, state]) => state === 'current')).toHaveLength(1);
  });

  it('that nobody has seen is confirmed by nobody’s word, by the word of whoever saw it, and by a machine that set it', async () => {
    const { w, ownerId, otherId, secretId, owner } = await scene();
    const { versionId } = await prepareValue(owner, secretId, 'second-value-2');
    const says = (...people: [string, ...string[]]) => code(confirmValue(owner, secretId, versionId, { people }));
    expect(await says(ownerId)).toBe('secret.not-shown');
    expect(await states(w, secretId)).toMatchObject([
      [2, 'pending', 'set'],
      [1, 'current', 'adopted'],
    ]);
    await opened(w, ownerId, secretId, versionId);
    expect(await says(ownerId, otherId)).toBe('secret.not-shown');
    expect(await says(ownerId)).toBe('allowed');
    const next = await prepareValue(owner, secretId, 'third-value-3');
    expect(await code(confirmValue(w.system, secretId, next.versionId, { connector: 'bluesky' }))).toBe('allowed');
    expect((await historyOf(w.system, secretId)).map(({ setBy }) => setBy)).toEqual([null, ownerId, null]);
  });

  it('is known to whoever typed it and to nobody when it was generated', async () => {
    const { w, ownerId, secretId, owner } = await scene();
    const generated = await prepareValue(owner, secretId, 'generated-value');
    await abandonValue(owner, secretId, generated.versionId);
    const typed = await prepareValue(owner, secretId, 'typed-value', { typed: true });
    const rows = await w.db.read.select().from(disclosures).where(eq(disclosures.secretId, secretId));
    expect(rows.filter((row) => row.versionId === generated.versionId)).toEqual([]);
    expect(rows.filter((row) => row.versionId === typed.versionId)).toMatchObject([{ personId: ownerId, how: 'created' }]);
  });
});

describe('a seed of one-time codes', () => {
  it('is kept in one spelling with its parameters, and refused where it is none', async () => {
    const { w, ownerId, accountId, owner } = await scene();
    const { id } = await addSecret(w.system, accountId, { kind: 'totp' });
    const uri = 'otpauth://totp/X:voorbeeld?secret=jbsw%20y3dp%20ehpk%203pxp&digits=8&period=60&algorithm=SHA256';
    const { versionId } = await adoptValue(owner, id, { value: uri });
    const [row] = await w.db.read.select().from(secretVersions).where(eq(secretVersions.id, versionId));
    expect(JSON.parse(row?.parameters ?? '')).toEqual({ digits: 8, period: 60, algorithm: 'sha256' });
    expect(await opened(w, ownerId, id, versionId)).toBe('JBSWY3DPEHPK3PXP');
    expect(await code(prepareValue(owner, id, 'jbswy3dpehpk3pxp'))).toBe('secret.same-value');
    expect(await code(prepareValue(owner, id, 'not a seed 1890'))).toBe('secret.seed-not-base32');
  });
});

describe('a cause', () => {
  it('ends by a value of somebody else and not by an existing one typed in', async () => {
    const { w, ownerId, otherId, secretId, owner } = await scene();
    await addCause(w.system, { secretId, kind: 'holder-left', subjectId: ownerId, originId: null });
    w.clock.advance('1h');
    await adoptValue(owner, secretId, { value: 'typed-in-later' });
    expect(await openCauses(w.system, [secretId])).toHaveLength(1);
    expect(await newValue(w, secretId, ownerId, 'by-the-subject')).toMatchObject({ answered: 0, open: 1 });
    w.clock.advance('1h');
    expect(await newValue(w, secretId, otherId, 'by-another')).toMatchObject({ answered: 1, open: 0 });
  });

  it('is never written for a note, and keeps a secret from being taken off the page', async () => {
    const { w, ownerId, accountId, secretId } = await scene();
    const noteId = await secret(w, accountId, ownerId, 'remember', 'note');
    expect(await addCause(w.system, { secretId: noteId, kind: 'asked', subjectId: null, originId: null })).toBeNull();
    await addCause(w.system, { secretId, kind: 'breach', subjectId: null, originId: null });
    expect(await code(removeSecret(w.system, secretId))).toBe('secret.must-change-first');
    await removeSecret(w.system, noteId);
    expect((await secretsOf(w.system, accountId)).map((row) => row.id)).toEqual([secretId]);
  });
});

it('a retired value is destroyed after thirty days by shredding its key, and not before', async () => {
  const { w, ownerId, secretId, owner } = await scene();
  const first = (await historyOf(w.system, secretId))[0]?.id ?? '';
  w.clock.advance('1h');
  await newValue(w, secretId, ownerId, 'second-value-2');
  w.clock.advance('29d');
  await acceptClock(w.operator);
  expect(await destroyRetired(w.system)).toBe(0);
  w.clock.advance('1d');
  await acceptClock(w.operator);
  expect(await destroyRetired(w.system)).toBe(1);
  const [row] = await w.db.read.select().from(secretVersions).where(eq(secretVersions.id, first));
  expect([row?.state, row?.sealed]).toEqual(['destroyed', null]);
  const [key] = await w.db.read
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.id, row?.dataKeyId ?? ''));
  expect(key?.wrapped).toBeNull();
  const asked = revealVersion(owner, { secretId, versionId: first, how: 'shown' }, async () => 'test');
  expect(await code(asked)).toBe('secret.destroyed');
});
