import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { offboardings } from '#db/schema/index.ts';
import { giveGrant, keepSecret } from '#src/features/access/index.ts';
import { stageImport } from '#src/features/directory/index.ts';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { openRotation, prepareRotation } from '#src/features/rotation/index.ts';
import { beginReset, handOverReset } from '#src/features/sessions/index.ts';
import { account } from '#tests/helpers/builders.ts';
import { site } from '#tests/helpers/site.ts';

/** Lars has every door open when his moment comes: signed in twice, a token, a rotation half done. No job ever runs here. */
async function everythingOpen() {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const lars = await s.person('Lars Leaver', { roles: ['admin'], acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id, deputyIds: [lars.id] });
  const { id: secretId } = await keepSecret(await s.as(olga.id), { accountId, kind: 'password', value: 'first-value-1' });
  await giveGrant(await s.as(olga.id), { accountId, kind: 'platform-role', platformRole: 'Editor', personId: lars.id });
  await beginReset(s.system, lars.id, { askedBy: 'operator' });
  s.clock.advance('1d');
  const reset = await handOverReset(s.operator, lars.id);
  const browser = await s.signIn(lars);
  const ask = await s.api(lars);
  const during = await s.as(lars.id);
  const { id: rotationId } = await openRotation(during, secretId);
  await prepareRotation(during, rotationId);
  const staged = await stageImport(during, 'people', { name: 'p.csv', bytes: Buffer.from('Given name;Family name;Email\nKees;Klik;kees@voorbeeld.example\n') });
  const half = s.browser();
  await half.get('/sign-in');
  await half.post('/sign-in', { email: lars.email, password: lars.password });
  await half.get('/sign-in/second-factor');
  await browser.get(`/accounts/${accountId}`);
  const end = async () => {
    await startOffboarding(await s.as(hana.id), { personId: lars.id, effectiveAt: s.clock.now() + 60_000, announced: false });
    s.clock.advance('59s');
    expect((await browser.get('/me')).status).toBe(200);
    s.clock.advance('1s');
  };
  return { s, lars, accountId, secretId, rotationId, staged, reset, half, browser, ask, end };
}

describe('from the effective moment on', () => {
  test('a page that is still open, a piece of it and a form on it lead to the sign-in, and the cut is made', async () => {
    const { s, browser, accountId, secretId, rotationId, staged, end, lars } = await everythingOpen();
    await end();
    const open = await browser.post(`/accounts/${accountId}/secrets/${secretId}/reveals`, { how: 'shown' });
    expect(open.text).not.toContain('first-value-1');
    expect(open.path).toMatch(/^\/sign-in/);
    const [offboarding] = await s.db.read.select().from(offboardings).where(eq(offboardings.personId, lars.id));
    expect(offboarding).toMatchObject({ state: 'cut', cutBy: 'request' });
    for (const path of ['/', '/me', `/accounts/${accountId}`, `/rotations/${rotationId}`, '/step-up'])
      expect((await browser.get(path)).path).toMatch(/^\/sign-in/);
    expect((await browser.post(`/import/${staged.id}`)).path).toMatch(/^\/sign-in/);
    expect((await browser.post(`/rotations/${rotationId}/reveals`, { how: 'shown' })).path).toMatch(/^\/sign-in/);
    expect((await browser.fragment('/tasks')).path).toMatch(/^\/sign-in/);
  });

  test('a token is not valid', async () => {
    const { ask, end } = await everythingOpen();
    expect((await ask('/status')).status).toBe(200);
    await end();
    expect((await ask('/status')).status).toBe(401);
  });

  test('a sign-in that was half done does not finish, and none begins', async () => {
    const { s, half, lars, end } = await everythingOpen();
    await end();
    const finished = await half.post('/sign-in/second-factor', { code: s.code(lars) });
    expect(finished.path).not.toBe('/');
    expect((await half.get('/me')).path).toMatch(/^\/sign-in/);
    const again = s.browser();
    await again.get('/sign-in');
    const refused = await again.post('/sign-in', { email: lars.email, password: lars.password });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('That did not match.');
  });

  test('a link in the mailbox opens nothing', async () => {
    const { s, reset, end } = await everythingOpen();
    await end();
    const at = s.browser();
    await at.get('/invitation');
    const page = await at.post('/invitation', { token: reset.token });
    const done = await at.post('/invitation/password', { token: reset.token, password: 'nog een fiets in de regen', again: 'nog een fiets in de regen' });
    expect([page.status, done.status]).toEqual([422, 422]);
    expect((await at.get('/enrolment')).path).toMatch(/^\/sign-in/);
  });
});
