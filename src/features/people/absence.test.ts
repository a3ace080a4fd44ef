import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents } from '#db/schema/index.ts';
import { revealSecret } from '#src/features/access/index.ts';
import { announceOffboarding, cancelOffboarding, startOffboarding } from '#src/features/offboarding/index.ts';
import { account, company, person, role, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { lifted, machine } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';
import { world } from '#tests/helpers/world.ts';
import { createService } from '#src/features/tokens/index.ts';
import { getPerson, setAbsent } from './index.ts';

async function begun() {
  const w = await world();
  const { adminId } = await company(w);
  const hanaId = await person(w, 'Hana Hr');
  await role(w, adminId, hanaId, 'hr');
  const olgaId = await person(w, 'Olga Owner', { acknowledged: true });
  const bobId = await person(w, 'Bob Baker', { acknowledged: true });
  const accountId = await account(w, { ownerId: olgaId });
  const secretId = await secret(w, accountId, olgaId);
  await sharedLogin(w, olgaId, accountId, bobId);
  const looks = async () => revealSecret(await w.as(bobId), { secretId, how: 'shown' });
  return { w, adminId, hanaId, bobId, looks };
}

describe('somebody who is away for long', () => {
  test('is shown no secret, keeps their access, and is shown it again when they are back', async () => {
    const { w, adminId, hanaId, bobId, looks } = await begun();
    expect(await looks()).toMatchObject({ value: 'first-value-1' });
    await setAbsent(await w.as(hanaId), bobId, true);
    expect(await getPerson(w.system, bobId)).toMatchObject({ state: 'absent', absentSince: w.clock.now() });
    await expect(looks()).rejects.toMatchObject({ kind: 'forbidden', code: 'permission.absent' });
    w.clock.advance('30d');
    await setAbsent(await w.as(hanaId), bobId, true);
    expect((await getPerson(w.system, bobId)).absentSince).toBe(w.clock.now() - 30 * 86_400_000);
    await setAbsent(await w.as(adminId), bobId, false);
    expect(await getPerson(w.system, bobId)).toMatchObject({ state: 'active', absentSince: null });
    expect(await looks()).toMatchObject({ value: 'first-value-1' });
    const rows = await w.db.read.select().from(auditEvents).where(eq(auditEvents.subjectId, bobId)).orderBy(asc(auditEvents.seq));
    expect(rows.map(({ event }) => event).filter((event) => event.startsWith('absence'))).toEqual(['absence.begun', 'absence.ended']);
  });

  test('does not call themselves back', async () => {
    const { w, hanaId, bobId } = await begun();
    await setAbsent(await w.as(hanaId), bobId, true);
    await expect(setAbsent(await w.as(bobId), bobId, false)).rejects.toMatchObject({ code: 'permission.own-absence' });
    await setAbsent(w.operator, hanaId, true);
    await expect(setAbsent(await w.as(hanaId), hanaId, false)).rejects.toMatchObject({ code: 'permission.own-absence' });
  });

  test.each([true, false])('is still away when a departure is cancelled, announced or not: %s', async (announced) => {
    const { w, hanaId, bobId, looks } = await begun();
    const hr = await w.as(hanaId);
    await setAbsent(hr, bobId, true);
    const { id } = await startOffboarding(hr, { personId: bobId, effectiveAt: w.clock.now() + 86_400_000, announced });
    if (!announced) await announceOffboarding(hr, id);
    expect((await getPerson(w.system, bobId)).state).toBe('leaving');
    await expect(looks()).rejects.toMatchObject({ code: 'permission.absent' });
    await cancelOffboarding(hr, id);
    expect((await getPerson(w.system, bobId)).state).toBe('absent');
    await expect(looks()).rejects.toMatchObject({ code: 'permission.absent' });
  });

  test('can come back while they are leaving, and goes on leaving', async () => {
    const { w, hanaId, bobId } = await begun();
    const hr = await w.as(hanaId);
    await startOffboarding(hr, { personId: bobId, effectiveAt: w.clock.now() + 86_400_000, announced: true });
    await setAbsent(hr, bobId, true);
    expect(await getPerson(w.system, bobId)).toMatchObject({ state: 'leaving', absentSince: w.clock.now() });
    await setAbsent(hr, bobId, false);
    expect(await getPerson(w.system, bobId)).toMatchObject({ state: 'leaving', absentSince: null });
    w.clock.advance('2d');
    await expect(setAbsent(hr, bobId, true)).rejects.toMatchObject({ code: 'person.gone' });
  });
});

test('by page and by program: marked, told, and back', async () => {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id });
  const secretId = await secret(s, accountId, olga.id);
  const hr = await s.signIn(hana);
  expect((await hr.get(`/people/${olga.id}`)).text).toContain('Zet op afwezig');
  expect((await hr.post(`/people/${olga.id}/absence`, { absent: 'yes' })).text).toContain('Afwezig sinds');
  expect((await hr.get(`/people/${hana.id}`)).text).not.toContain('Zet op afwezig');

  const own = await s.signIn(olga);
  const page = await own.get(`/accounts/${accountId}`);
  expect(page.text).toContain('Je staat als afwezig genoteerd');
  expect(page.text).not.toContain('/reveals"');
  const owner = await lifted(s, olga, ['read', 'secret.reveal', 'person.absence']);
  const path = `/people/${olga.id}`;
  expect((await owner.get(path)).body).toMatchObject({ state: 'absent', absentSince: expect.any(String) });
  expect(await owner.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, {})).toMatchObject({ status: 403, code: 'permission.absent' });
  expect(await owner.put(`${path}/absence`, { absent: false })).toMatchObject({ status: 403, code: 'permission.own-absence' });

  const { id: serviceId } = await createService(await s.as(s.ada.id), { name: 'HR', purpose: 'who is away' });
  const directory = await machine(s, s.ada, serviceId, ['read', 'person.absence']);
  expect((await directory.put(`${path}/absence`, { absent: false })).status).toBe(204);
  expect(await directory.put(`/people/${hana.id}/absence`, { absent: true })).toMatchObject({ status: 403, code: 'permission.not-by-service' });
  expect((await owner.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, {})).status).toBe(201);
});
