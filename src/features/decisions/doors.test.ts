import { expect, test } from 'vitest';
import { officeProposals } from '#src/features/access/index.ts';
import { officesOf } from '#src/features/accounts/index.ts';
import { propose } from '#src/features/proposals/index.ts';
import { account, person } from '#tests/helpers/builders.ts';
import { client, lifted } from '#tests/helpers/rest.ts';
import { type Site, site } from '#tests/helpers/site.ts';
import { decisionsCommands } from './cli.ts';

/** An import of the operator found two deputies for an account of Olga. */
async function waiting() {
  const s = await site();
  const accountId = await account(s, { ownerId: await person(s, 'Olga Owner') });
  const deputies = [await person(s, 'Bob Baker'), await person(s, 'Cas Cook')];
  const wanted = deputies.map((personId) => ({ accountId, personId, detail: { office: 'deputy' as const }, why: 'machine' as const, onceKey: personId }));
  const { ids } = await propose(s.operator, officeProposals, wanted, { originId: 'imp_0000000000' });
  return { s, accountId, ids };
}

const deputiesOf = async (s: Site, accountId: string) => (await officesOf(s.system, accountId)).filter(({ office }) => office === 'deputy').length;

test('the start page says that something waits, and one press confirms a whole import after a step-up', async () => {
  const { s, accountId } = await waiting();
  const browser = await s.signIn(s.ada, 'en');
  expect((await browser.get('/')).text).toContain('2 acts wait for you as the second person');
  s.clock.advance('11m');
  const page = await browser.get('/proposals');
  expect(page.text).toContain('Bob Baker as deputy of X · voorbeeld');
  expect(page.text).toContain('A machine asked; a person decides.');
  expect((await browser.post('/proposals/confirmations', { originId: 'imp_0000000000' })).path).toBe('/step-up?next=%2Fproposals');
  await browser.post('/step-up', { code: s.code(s.ada), next: '/proposals' });
  const done = await browser.post('/proposals/confirmations', { originId: 'imp_0000000000' });
  expect(done.text).toContain('2 are done.');
  expect(done.text).toContain('Nothing waits for a second person.');
  expect(await deputiesOf(s, accountId)).toBe(2);
});

test('one is confirmed and one dismissed on the page', async () => {
  const { s, accountId, ids } = await waiting();
  const browser = await s.signIn(s.ada);
  await browser.get('/proposals');
  expect((await browser.post(`/proposals/${ids[0]}/confirmation`)).text).toContain('It is done.');
  expect((await browser.post(`/proposals/${ids[1]}/dismissal`)).text).toContain('It will not be done.');
  expect(await deputiesOf(s, accountId)).toBe(1);
  expect((await browser.post(`/proposals/${ids[1]}/confirmation`)).text).toContain('Somebody decided about this already.');
});

test('a program lists, confirms and dismisses with the scopes for it', async () => {
  const { s, accountId, ids } = await waiting();
  const reader = client(await s.api(s.ada, ['read', 'office.take-up']));
  const listed = (await reader.get('/proposals')).body['proposals'] as { id: string; says: string; mayConfirm: boolean }[];
  expect(listed.map(({ id, says }) => [id, says])).toContainEqual([ids[0], 'Bob Baker as deputy of X · voorbeeld']);
  const ada = await lifted(s, s.ada, ['read', 'office.take-up', 'proposal.decide', 'proposal.dismiss']);
  expect((await ada.post(`/proposals/${ids[0]}/confirmation`)).body).toEqual({ confirmed: 1, overtaken: [] });
  expect((await ada.post(`/proposals/${ids[1]}/dismissal`)).status).toBe(204);
  expect((await ada.get(`/proposals/${ids[1]}`)).body).toMatchObject({ state: 'dismissed', mayConfirm: false, mayDismiss: false });
  expect(await deputiesOf(s, accountId)).toBe(1);
  const narrow = await lifted(s, s.ada, ['read', 'proposal.decide']);
  expect((await narrow.post('/proposals/confirmations', { originId: 'imp_0000000000' })).status).toBe(404);
});

test('the operator sees what waits and decides nothing', async () => {
  const { s } = await waiting();
  const [list] = decisionsCommands;
  const said = await list?.run(s.operator, { arguments: {}, options: {}, files: {} });
  expect(said?.text).toMatch(/prp_\w+ .* Bob Baker as deputy of X · voorbeeld {2}the machine/);
  expect(said?.json).toHaveLength(2);
});
