import { expect, it } from 'vitest';
import { appoint, dismiss, endGrant, keepSecret, keepValue, revealSecret } from '#src/features/access/index.ts';
import { saveOrganisation } from '#src/features/settings/index.ts';
import { startOfDay } from '#src/ground/time.ts';
import { account, acknowledges, company, newValue, person, sharedLogin } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { trends } from './history.service.ts';
import { posture } from './service.ts';

const brussels = 'Europe/Brussels';

/** What the figures were at the end of each month is asked then, and again a year later. */
it('tells of each month end what the figures said at that moment', async () => {
  const w = await world({ now: startOfDay({ year: 2026, month: 1, day: 10 }, brussels) });
  const { adminId } = await company(w);
  await saveOrganisation(w.operator, { name: 'Voorbeeld', timeZone: brussels, locale: 'nl' });
  const [olga, dirk, lars] = [await person(w, 'Olga Owner'), await person(w, 'Dirk Deputy'), await person(w, 'Lars Leaver')];
  for (const id of [olga, dirk, lars]) await acknowledges(w, id);
  const byOlga = () => w.as(olga);
  const seen: { at: number; covered: number; total: number; overdue: number; deputyless: number }[] = [];
  const note = async () => {
    const now = await posture(await w.as(adminId));
    seen.push({ at: w.clock.now(), covered: now.passwords.kept, total: now.passwords.total, overdue: now.overdue, deputyless: now.deputyless });
  };
  const until = async (month: number) => {
    w.clock.set(startOfDay({ year: 2026, month, day: 1 }, brussels));
    await note();
    w.clock.advance('3d');
  };

  const critical = await account(w, { ownerId: olga, criticality: 'critical' });
  const { id: first } = await keepSecret(await byOlga(), { accountId: critical, kind: 'password', value: 'the-first-value-1' });
  await until(2);
  const normal = await account(w, { ownerId: olga, handle: 'two' });
  const { id: second } = await keepSecret(await byOlga(), { accountId: normal, kind: 'password' });
  await until(3);
  await appoint(await byOlga(), critical, dirk, 'deputy');
  await keepValue(await byOlga(), { secretId: second, value: 'typed-in-later-1' });
  const grantId = await sharedLogin(w, olga, normal, lars);
  await until(4);
  await revealSecret(await w.as(lars), { secretId: second, how: 'shown', reason: 'a post' });
  await until(5);
  // The first grew too old in April; the second became known to somebody without a right to it.
  await endGrant(await byOlga(), grantId, 'by-hand');
  await until(6);
  await newValue(w, first, dirk, 'the-second-value-2');
  await dismiss(await byOlga(), critical, dirk, 'by-hand');
  await until(7);
  await newValue(w, second, olga, 'another-value-2');
  await until(8);
  await until(9);
  await until(10);

  const admin = await w.as(adminId);
  const now = await posture(admin);
  const told = await trends(admin, now);
  const series = (trend: keyof typeof told) => told[trend]?.points.slice(0, -1).map(({ at, value }) => [at, value]);
  expect(seen.map(({ overdue }) => overdue)).toEqual(expect.arrayContaining([0, 1, 2]));
  expect(series('overdue')).toEqual(seen.map(({ at, overdue }) => [at, overdue]));
  expect(series('covered')).toEqual(seen.map(({ at, covered }) => [at, covered]));
  expect(told.covered?.points.slice(0, -1).map(({ share }) => share)).toEqual(seen.map(({ covered, total }) => covered / total));
  expect(series('deputyless')).toEqual(seen.map(({ at, deputyless }) => [at, deputyless]));
  for (const [name, last] of [
    ['overdue', now.overdue],
    ['ownerless', now.ownerless],
    ['deputyless', now.deputyless],
  ] as const) {
    expect(told[name]?.points.at(-1)?.value).toBe(last);
  }
});

it('has no line while there is no month to look back on', async () => {
  const w = await world();
  const { adminId } = await company(w);
  await account(w, { ownerId: await person(w, 'Olga Owner') });
  const admin = await w.as(adminId);
  expect(await trends(admin, await posture(admin))).toEqual({ covered: null, overdue: null, ownerless: null, deputyless: null });
});
