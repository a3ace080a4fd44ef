import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installation } from '#src/host/config.ts';
import { DatabaseUnavailable, UnsafeDatabase } from '#src/host/db/errors.ts';
import { openPostgres } from '#src/host/db/postgres.ts';
import { createPostgres, onServer, silent } from '#tests/helpers/database.ts';
import { type PostgresServer, startPostgres } from '#tests/helpers/postgres.ts';
import { freePort } from '#tests/helpers/server.ts';
import { wireTo } from './proxy.ts';

const file = (name: string) => join(installation, 'tests/samples/tls', name);
const ours = `&sslrootcert=${file('ca.pem')}`;
let server: PostgresServer;
let port: number;
beforeAll(async () => {
  port = await freePort();
  server = await startPostgres({ tls: { port, certificate: file('server.pem'), key: file('server.key') } });
});
afterAll(() => server?.stop());

const urlOf = (host: string, authority: string) => `postgres://postgres@${host}:${port}/postgres?sslmode=verify-full${authority}`;

test('a server whose certificate our authority signed for this name is let in, and all that is said to it is encrypted', async () => {
  const driver = await openPostgres(urlOf('localhost', ours), silent);
  expect(await driver.conditions()).toContainEqual({ what: 'database connection', must: false, ok: true, say: 'encrypted, server verified' });
  await driver.close();
});

test.each([
  ['of an authority nobody knows', () => urlOf('localhost', ''), /certificate/],
  ['of another authority than ours', () => urlOf('localhost', `&sslrootcert=${file('other-ca.pem')}`), /certificate/],
  ['for another name', () => urlOf('127.0.0.1', ours), /127\.0\.0\.1/],
])('a certificate %s is refused', async (_, url, because) => {
  const opened = openPostgres(url(), silent);
  await expect(opened).rejects.toThrow(DatabaseUnavailable);
  await expect(opened).rejects.toThrow(because);
});

test('a server that does not encrypt is refused, and told nothing', async () => {
  const { databaseUrl } = await createPostgres('template0');
  const wire = await wireTo(databaseUrl);
  await expect(openPostgres(`${wire.url}?sslmode=verify-full`, silent)).rejects.toThrow(/does not support SSL/);
});

test('a server default that would lose commits is overruled, and a database that cannot hold our text is refused', async () => {
  const { databaseUrl, name } = await createPostgres('template0');
  await onServer(`alter database ${name} set synchronous_commit = off`);
  const driver = await openPostgres(databaseUrl, silent);
  expect(await driver.conditions()).toContainEqual(expect.objectContaining({ what: 'durable commits', ok: true }));
  await driver.close();

  const ascii = `${name}_ascii`;
  await onServer(`create database ${ascii} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`);
  await expect(openPostgres(databaseUrl.replace(name, ascii), silent)).rejects.toThrow(UnsafeDatabase);
});
