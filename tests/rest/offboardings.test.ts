import { describe, expect, test } from 'vitest';
import { revealSecret } from '#src/features/access/index.ts';
import { proposeOffboarding } from '#src/features/offboarding/index.ts';
import { account, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { type Client, lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

const reason = 'Dismissed after a long talk.';
const scopes = ['read', 'offboarding.preview', 'offboarding.start', 'offboarding.change', 'task.complete', 'task.except', 'task.assign'] as const;

async function begun() {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const alex = await s.person('Alex Admin', { roles: ['admin'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const lars = await s.person('Lars Leaver', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id });
  const secretId = await secret(s, accountId, olga.id);
  await sharedLogin(s, olga.id, accountId, lars.id);
  await revealSecret(await s.as(lars.id), { secretId, how: 'shown' });
  const of = async (member: typeof hana) => await lifted(s, member, [...scopes]);
  return { s, hana, alex, olga, lars, accountId, of };
}

const seen = async (by: Client) => ((await by.get('/offboardings')).body['offboardings'] as { id: string }[]).map((each) => each.id);

describe('a departure that nobody has announced', () => {
  test('is there for HR and whom they took into confidence, and no trace of it for anybody else', async () => {
    const { s, hana, alex, olga, lars, of } = await begun();
    const hr = await of(hana);
    const tomorrow = '2099-01-01';
    const plan = { personId: lars.id, effectiveAt: tomorrow, announced: false, confidantId: s.ada.id, reason };
    const { id } = (await hr.post('/offboardings', plan)).body;
    expect(await seen(hr)).toEqual([id]);
    expect((await hr.post('/offboardings', plan)).body).toEqual({ id, existed: true, held: false, proposed: false });
    expect(await seen(await of(s.ada))).toEqual([id]);
    for (const member of [alex, olga, lars]) {
      const asker = await of(member);
      expect(await seen(asker)).toEqual([]);
      expect((await asker.get(`/offboardings/${id}`)).status).toBe(404);
      expect((await asker.get(`/offboardings/${id}/certificate`)).status).toBe(404);
      for (const act of ['announcement', 'cancellation']) expect((await asker.post(`/offboardings/${id}/${act}`)).status).toBe(404);
      expect((await asker.post(`/offboardings/${id}/moves`, { effectiveAt: 'now' })).status).toBe(404);
    }
    const other = await of(alex);
    expect(await other.post('/offboardings', plan)).toMatchObject({ status: 201, body: { id: null, existed: false, proposed: true } });
    expect((await other.post(`/people/${lars.id}/offboarding-previews`, { effectiveAt: 'now' })).body).toMatchObject({ existing: null });
    expect((await other.get(`/people/${lars.id}`)).body).toMatchObject({ state: 'active', endsAt: null });
    expect((await (await of(lars)).get(`/people/${lars.id}`)).body).toMatchObject({ state: 'active', endsAt: null });
  });

  test('is moved, announced and cancelled; its reason comes out nowhere', async () => {
    const { hana, alex, lars, of } = await begun();
    const hr = await of(hana);
    const { id } = (await hr.post('/offboardings', { personId: lars.id, effectiveAt: '2099-01-01T10:00:00+01:00', announced: false, reason })).body;
    expect((await hr.get(`/offboardings/${id}`)).body).toMatchObject({ effectiveAt: '2099-01-01T09:00:00.000Z', cleanUp: 'unannounced' });
    expect(await hr.post(`/offboardings/${id}/moves`, { effectiveAt: '2020-01-01' })).toMatchObject({
      status: 422,
      body: { fields: [{ field: 'effectiveAt' }] },
    });
    expect((await hr.post(`/offboardings/${id}/moves`, { effectiveAt: '2098-06-30' })).body).toEqual({ effectiveAt: '2098-06-30T21:59:59.000Z' });
    expect((await hr.post(`/offboardings/${id}/announcement`)).status).toBe(204);
    const admin = await of(alex);
    expect((await admin.get(`/people/${lars.id}`)).body).toMatchObject({ state: 'leaving' });
    for (const by of [hr, admin]) {
      const texts = [await by.get('/offboardings'), await by.get(`/offboardings/${id}`)].map((answer) => answer.text).join();
      expect(texts).toContain(String(id));
      expect(texts).not.toContain(reason);
    }
    expect((await hr.post(`/offboardings/${id}/cancellation`)).status).toBe(204);
    expect((await hr.get(`/offboardings/${id}`)).body).toMatchObject({ state: 'cancelled' });
    expect((await admin.get(`/people/${lars.id}`)).body).toMatchObject({ state: 'active', endsAt: null });
  });

  test('that a file proposed is decided on by HR', async () => {
    const { s, hana, alex, lars, olga, of } = await begun();
    const effectiveAt = s.clock.now() + 86_400_000;
    for (const personId of [lars.id, olga.id]) await proposeOffboarding(await s.as(s.ada.id), { personId, effectiveAt });
    expect((await (await of(alex)).get('/offboarding-proposals')).body).toEqual({ proposals: [] });
    const hr = await of(hana);
    const proposals = (await hr.get('/offboarding-proposals')).body['proposals'] as { id: string; personId: string }[];
    const idOf = (personId: string) => proposals.find((each) => each.personId === personId)?.id;
    expect((await (await of(alex)).post(`/offboarding-proposals/${idOf(lars.id)}/dismissal`)).status).toBe(404);
    expect((await hr.post(`/offboarding-proposals/${idOf(olga.id)}/dismissal`)).status).toBe(204);
    const confirmed = await hr.post(`/offboarding-proposals/${idOf(lars.id)}/confirmation`, { announced: false });
    expect(confirmed.status).toBe(201);
    expect(await seen(hr)).toEqual([confirmed.body['id']]);
    expect((await hr.get('/offboarding-proposals')).body).toEqual({ proposals: [] });
  });
});

test('nobody starts, changes or follows their own', async () => {
  const { s, hana, alex, of } = await begun();
  const own = await of(alex);
  expect(await own.post('/offboardings', { personId: alex.id, effectiveAt: 'now', announced: true })).toMatchObject({ status: 403 });
  expect(await own.post(`/people/${alex.id}/offboarding-previews`, { effectiveAt: 'now' })).toMatchObject({ status: 403 });
  const { id } = (await (await of(hana)).post('/offboardings', { personId: alex.id, effectiveAt: '2099-01-01', announced: true })).body;
  expect((await own.get(`/offboardings/${id}`)).status).toBe(404);
  expect((await (await of(s.ada)).get(`/offboardings/${id}`)).status).toBe(200);
});

test('a task is given to somebody else, excepted by who may, and closes its departure with the last', async () => {
  const { s, hana, olga, lars, of } = await begun();
  const bob = await s.person('Bob Baker', { acknowledged: true });
  const hr = await of(hana);
  const { id } = (await hr.post('/offboardings', { personId: lars.id, effectiveAt: 'now', announced: true })).body;
  const owner = await lifted(s, olga, [...scopes]);
  const [task] = (await owner.get(`/tasks?subjectId=${lars.id}&state=unfinished`)).body['tasks'] as { id: string }[];
  const path = `/tasks/${task?.id}`;
  expect((await owner.post(`${path}/assignment`, { assigneeId: lars.id })).status).toBe(409);
  expect((await owner.post(`${path}/assignment`, { assigneeId: hana.id })).status).toBe(403);
  expect((await owner.post(`${path}/assignment`, { assigneeId: bob.id })).status).toBe(204);
  expect((await owner.get(path)).body).toMatchObject({ assigneeId: bob.id, subjectId: lars.id, originId: id });
  const bobs = await of(bob);
  expect(await bobs.post(`${path}/exceptions`, { reason: 'No time.', until: '2026-12-10' })).toMatchObject({ status: 403, code: 'permission.own-task' });
  expect((await bobs.get(`/offboardings/${id}`)).body['tasks']).toHaveLength(1);
  expect((await bobs.get(`/offboardings/${id}/certificate`)).status).toBe(403);
  expect(await owner.post(`${path}/exceptions`, { reason: 'The account closes.', until: 'soon' })).toMatchObject({ status: 422 });
  const late = { reason: 'The account closes.', until: '2099-01-01' };
  expect(await owner.post(`${path}/exceptions`, { ...late, until: '2026-12-10' })).toMatchObject({ status: 403, code: 'permission.own-task' });
  const admin = await lifted(s, s.ada, [...scopes]);
  expect(await admin.post(`${path}/exceptions`, late)).toMatchObject({ status: 422, code: 'task.exception-too-long' });
  expect((await admin.post(`${path}/exceptions`, { ...late, until: '2026-12-10' })).body).toEqual({ completed: true });
  expect((await hr.get('/offboardings?state=finished')).body).toMatchObject({ offboardings: [{ id, state: 'completed' }], next: null });
  const certificate = await hr.get(`/offboardings/${id}/certificate`);
  const { number } = JSON.parse(certificate.text).certificate;
  expect((await hr.get(`/offboardings/${id}/certificate?number=${number}`)).text).toBe(certificate.text);

  const accountId = String((await owner.get(path)).body['accountId']);
  expect((await hr.post(`/offboardings/${id}/reopening`, { accountId, kind: 'remove-role', reason: 'Still there.' })).status).toBe(204);
  expect((await hr.get(`/offboardings/${id}`)).body).toMatchObject({ state: 'reopened', certificates: [{ number, supersededAt: expect.any(String) }] });
});
