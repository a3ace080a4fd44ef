import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { auditEvents } from '#db/schema/index.ts';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { createInvitation } from '#src/features/sessions/index.ts';
import { systemClock } from '#src/host/clock.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { readAnchor } from '#src/host/anchor.ts';
import { createBrowser } from '#tests/helpers/browser.ts';
import { type Server, startServer } from '#tests/helpers/server.ts';
import { anchorOf, anotherDirectory, dataDirectory, node, sharedCompany } from './company.ts';

const hour = 3_600_000;
const address = 'https://keyholder.voorbeeld.example';

test('two servers behind one address work as one', async () => {
  let invited = '';
  const shared = await sharedCompany(systemClock.now() - 3 * hour, async (h, { hrId, leaverId, holderId }) => {
    await startOffboarding(await h.as(hrId), { personId: leaverId, effectiveAt: h.clock.now() + hour, announced: true });
    h.clock.set(systemClock.now() - 60_000);
    invited = (await createInvitation(h.operator, holderId, 'invitation')).token;
  });
  const folders = [shared.dataDir, anotherDirectory(shared)];
  const env = { KEYHOLDER_DATABASE_URL: shared.databaseUrl, KEYHOLDER_PUBLIC_URL: address };
  const servers = await Promise.all(folders.map((dataDir) => startServer(dataDir, env)));
  onTestFinished(async () => void (await Promise.all(servers.map((server) => server.kill()))));
  const [a, b] = servers as [Server, Server];

  const h = await node(shared.databaseUrl, anotherDirectory(shared), systemClock.now());
  const told = async (event: string) => (await h.db.read.select().from(auditEvents).where(eq(auditEvents.event, event))).length;
  expect(await told('offboarding.cut')).toBe(1);

  // The balancer: the address is one, and each request goes to the node that it is turned to.
  let turned = a;
  const browser = createBrowser((url, init) => fetch(url.replace(address, turned.url), { ...init, redirect: 'manual' }), address);
  const at = async (server: Server, path: string) => {
    turned = server;
    return browser.get(path);
  };
  await at(a, '/invitation');
  await browser.post('/invitation', { token: invited });
  turned = b;
  const password = 'een olifant met vier sokken';
  await browser.post('/invitation/password', { token: invited, password, again: password });
  const seed = (await at(a, '/enrolment')).textOf('seed').replaceAll(' ', '');
  turned = b;
  await browser.post('/enrolment', { code: codeAt(seed, systemClock.now()) });
  for (const server of [a, b]) expect((await at(server, '/me')).path).toBe('/me');

  const other = new Map(browser.cookies);
  turned = b;
  await browser.post('/sign-out');
  for (const [name, value] of other) browser.cookies.set(name, value);
  for (const server of [a, b]) expect((await at(server, '/me')).path).toMatch(/^\/sign-in/);

  for (const server of servers) expect(await server.keyholder('audit', 'verify')).toMatchObject({ exit: 0, out: expect.stringMatching(/^Yes\./) });
  await Promise.all(servers.map((server) => server.stop()));
  const events = new Map((await h.db.read.select().from(auditEvents)).map((event) => [event.seq, event.hash]));
  for (const folder of folders) {
    const anchor = readAnchor(anchorOf(folder));
    expect(events.get(anchor?.seq ?? 0)).toBe(anchor?.hash);
  }
});

test('a node without the root key starts sealed, says what to do, and makes no other key; one directory serves one node', async () => {
  const shared = await sharedCompany(systemClock.now() - hour);
  const env = { KEYHOLDER_DATABASE_URL: shared.databaseUrl };
  const sealed = await startServer(dataDirectory(), env);
  onTestFinished(sealed.kill);
  expect(sealed.said()).toMatch(/Root key at \S+root\.key: It is not there\..*on another node a copy of it/);
  expect(sealed.said()).toContain('The vault is sealed; the log says why.');
  expect((await fetch(`${sealed.url}/health/ready`)).status).toBe(503);

  const first = await startServer(shared.dataDir, env);
  onTestFinished(first.kill);
  expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
  await expect(startServer(shared.dataDir, env)).rejects.toThrow(/Each node needs one of its own/);
  expect(await first.keyholder('audit', 'verify')).toMatchObject({ exit: 0 });
});
