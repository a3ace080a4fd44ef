import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { mailServer } from '#tests/helpers/mail-server.ts';
import { installation } from './config.ts';
import { createMailTransport } from './mail.ts';

const mail = {
  from: 'Keyholder <keyholder@voorbeeld.example>',
  to: { name: 'Ana, de Eerste', address: 'ana@voorbeeld.example' },
  subject: 'Déjà vu',
  text: 'één',
  html: '<p>één</p>',
  messageId: '<out_1@keyholder>',
};

test('a mail arrives as it was written, under its own id, marked as automatic', async () => {
  const server = await mailServer();
  expect(await createMailTransport(server.url).send(mail)).toBeNull();
  const [received] = server.received;
  expect(received?.to).toBe('ana@voorbeeld.example');
  expect(received?.mail).toMatchObject({ subject: 'Déjà vu', messageId: '<out_1@keyholder>', text: expect.stringContaining('één') });
  expect(received?.mail.to?.[0]).toMatchObject({ name: 'Ana, de Eerste', address: 'ana@voorbeeld.example' });
  expect(received?.mail.headers.find((header) => header.key === 'auto-submitted')?.value).toBe('auto-generated');
});

test('the server is greeted by the name we are known by', async () => {
  const names: unknown[] = [];
  const server = await mailServer({
    onMailFrom(_address, session, answer) {
      names.push(session.hostNameAppearsAs);
      answer();
    },
  });
  expect(await createMailTransport(server.url, { greetAs: 'keyholder.voorbeeld.example', replyTo: 'it@voorbeeld.example' }).send(mail)).toBeNull();
  expect(names).toEqual(['keyholder.voorbeeld.example']);
  const [received] = server.received;
  expect(received?.mail.replyTo).toMatchObject([{ address: 'it@voorbeeld.example' }]);
  expect(received?.mail.headers.find((header) => header.key === 'list-id')?.value).toBe('Keyholder <keyholder.keyholder.voorbeeld.example>');
});

test('off the loopback nothing is sent to a server that offers no TLS', async () => {
  const server = await mailServer();
  expect(await createMailTransport(`smtp://127.0.0.2:${server.port}`).send(mail)).toMatchObject({ kind: 'unreachable' });
  expect(server.received).toEqual([]);
});

test('nor to one whose certificate is not trusted, whatever the address asks for', async () => {
  const server = await mailServer({ disabledCommands: ['AUTH'] });
  const url = `smtp://127.0.0.2:${server.port}?tls.rejectUnauthorized=false&requireTLS=false`;
  expect(await createMailTransport(url).send(mail)).toMatchObject({ kind: 'unreachable' });
  const secure = await mailServer({ secure: true });
  expect(await createMailTransport(`smtps://127.0.0.1:${secure.port}`).send(mail)).toMatchObject({ kind: 'unreachable' });
  expect([...server.received, ...secure.received]).toEqual([]);
});

test.each([
  [450, 'later'],
  [452, 'later'],
  [550, 'never'],
  [553, 'never'],
])('an answer of %i to a recipient means: %s', async (code, kind) => {
  const server = await mailServer();
  server.refuse(code);
  expect(await createMailTransport(server.url).send(mail)).toMatchObject({ kind, because: `EENVELOPE ${code}` });
});

test('nobody listening, and somebody who hangs up, mean that no mail leaves now', async () => {
  const rude = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void rude.close());
  const address = rude.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  expect(await createMailTransport(`smtp://127.0.0.1:${port}`).send(mail)).toMatchObject({ kind: 'unreachable' });
  const server = await mailServer();
  await server.down();
  expect(await createMailTransport(server.url).send(mail)).toMatchObject({ kind: 'unreachable' });
});

test('a refusal names codes and no address', async () => {
  const server = await mailServer({
    onMailFrom: (_address, _session, answer) => answer(Object.assign(new Error('ana@voorbeeld.example'), { responseCode: 530 })),
  });
  expect(await createMailTransport(server.url).send(mail)).toMatchObject({ kind: 'unreachable', because: 'EENVELOPE 530' });
});

const tls = (name: string) => readFileSync(join(installation, 'tests/samples/tls', name), 'utf8');
const encrypted = { key: tls('server.key'), cert: tls('server.pem'), disabledCommands: ['AUTH'] };

test('on the loopback TLS is used when it is asked for, by an authority of one’s own, and by no other', async () => {
  const server = await mailServer(encrypted);
  const url = `smtp://localhost:${server.port}?tls=required`;
  const stranger = await createMailTransport(url, { ca: tls('other-ca.pem') }).send(mail);
  expect(stranger).toMatchObject({ kind: 'unreachable', because: expect.stringContaining('certificate not trusted') });
  expect(await createMailTransport(url).send(mail)).toMatchObject({ because: expect.stringContaining('certificate not trusted') });
  expect(server.received).toEqual([]);
  expect(await createMailTransport(url, { ca: tls('ca.pem') }).send(mail)).toBeNull();
  const secure = await mailServer({ ...encrypted, secure: true });
  expect(await createMailTransport(`smtps://localhost:${secure.port}`, { ca: tls('ca.pem') }).send(mail)).toBeNull();
  const plain = await mailServer();
  expect(await createMailTransport(`smtp://localhost:${plain.port}?tls=required`).send(mail)).toMatchObject({ kind: 'unreachable' });
});
