import { expect, test } from 'vitest';
import { client, lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

test('a new way in is asked for, confirmed, looked at and stopped over REST, each with its scope and a step-up where it opens something', async () => {
  const s = await site();
  const alex = await s.person('Alex Admin', { roles: ['admin'] });
  const bob = await s.person('Bob Baker');
  const path = `/people/${bob.id}/sign-in-reset`;
  const unlifted = client(await s.api(s.ada, ['read', 'sign-in-reset.ask']));
  expect((await unlifted.post(path, { lost: 'factor' })).code).toBe('permission.step-up');
  expect((await (await lifted(s, s.ada, ['read'])).post(path, { lost: 'factor' })).code).toBe('rest.scope');
  const ada = await lifted(s, s.ada, ['read', 'sign-in-reset.ask']);
  expect((await ada.post(path, { lost: 'nothing' })).status).toBe(422);
  const asked = await ada.post(path, { lost: 'factor' });
  expect(asked).toMatchObject({ status: 201, body: { proposalId: expect.stringMatching(/^prp_/) } });
  expect((await ada.get(path)).body).toEqual({ reset: null });
  const other = await lifted(s, alex, ['read', 'proposal.decide', 'sign-in-reset.ask', 'sign-in-reset.stop']);
  expect((await other.get(`/proposals/${asked.body['proposalId']}`)).body).toMatchObject({
    says: 'A new way to sign in for Bob Baker, who lost their phone',
    mayConfirm: true,
  });
  expect((await other.post(`/proposals/${asked.body['proposalId']}/confirmation`)).body).toMatchObject({ confirmed: 1 });
  expect((await ada.get(path)).body['reset']).toMatchObject({ state: 'waiting', askedBy: s.ada.id, confirmedBy: alex.id });
  expect((await ada.post(`${path}/ending`)).code).toBe('rest.scope');
  const own = client(await s.api(bob, ['read', 'sign-in-reset.stop']));
  expect((await own.get(path)).body['reset']).toMatchObject({ state: 'waiting' });
  expect((await own.post(`${path}/ending`)).status).toBe(204);
  expect((await other.post(`${path}/ending`)).code).toBe('reset.missing');
});
