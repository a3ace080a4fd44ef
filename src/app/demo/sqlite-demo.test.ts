import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { codeAt } from '#src/host/crypto/totp.ts';
import { readDemoConfig } from '#src/host/config.ts';
import { createBrowser } from '#tests/helpers/browser.ts';
import { freshFolder } from '#tests/helpers/database.ts';
import { runCommand, startServer } from '#tests/helpers/server.ts';
import { systemWindows } from '../windows.ts';
import { findKey } from './code.ts';
import { type DemoFile, readDemoFile } from './demo-file.ts';
import { ensureDemo } from './ensure.ts';

const env = { PATH: process.env.PATH ?? '' };
const folder = join(freshFolder(), 'demo');
const windows = systemWindows(readDemoConfig(folder, {}));
let file: DemoFile;

beforeAll(async () => {
  expect(await ensureDemo(folder, windows)).toBe('made');
  file = readDemoFile(folder);
});

describe('the sample company in its directory', () => {
  it('is kept by the next start, with everything that was done in it', async () => {
    expect(await ensureDemo(folder, windows)).toBe('kept');
    expect(readDemoFile(folder)).toEqual(file);
  });

  it('is never made over something else, not even when asked to make it anew', async () => {
    const other = freshFolder();
    writeFileSync(join(other, 'keyholder.db'), 'a company that exists');
    for (const again of [false, true]) await expect(ensureDemo(other, windows, { again })).rejects.toThrow(/holds something else/);
    expect(readFileSync(join(other, 'keyholder.db'), 'utf8')).toBe('a company that exists');
  });

  it('is not thrown away while somebody looks around in it', async () => {
    const server = await startServer(folder, { KEYHOLDER_AUDIT_ANCHOR: join(folder, 'audit.anchor') });
    onTestFinished(server.stop);
    await expect(ensureDemo(folder, windows, { again: true })).rejects.toThrow(/has this database open/);
    expect(readDemoFile(folder)).toEqual(file);
  });

  it('keeps how people sign in where only its owner reads it, and no password of it in the database', () => {
    expect(statSync(join(folder, 'demo.json')).mode & 0o777).toBe(0o600);
    const stored = readFileSync(join(folder, 'keyholder.db'));
    for (const secret of [file.password, ...file.keys.map(({ seed }) => seed)]) expect(stored.includes(secret)).toBe(false);
  });

  it('listens on this machine only, and lives in no other database', () => {
    expect(() => readDemoConfig(folder, { KEYHOLDER_LISTEN: '0.0.0.0:8080' })).toThrow(/on this machine only/);
    expect(() => readDemoConfig(folder, { KEYHOLDER_LISTEN: '192.168.1.10:8080' })).toThrow(/on this machine only/);
    expect(() => readDemoConfig(folder, { KEYHOLDER_DATABASE_URL: 'postgres://localhost/company' })).toThrow(/KEYHOLDER_DATABASE_URL/);
    const config = readDemoConfig(folder, { KEYHOLDER_LISTEN: '127.0.0.1:8081', KEYHOLDER_DATA_DIR: '/elsewhere', KEYHOLDER_SMTP_URL: 'smtp://mail.example' });
    expect(config).toMatchObject({ dataDir: folder, publicUrl: 'http://localhost:8081', smtpUrl: undefined });
  });

  it('finds people by part, key, name and address, and says whom there is', () => {
    const found = ['it', 'ilse', 'Ilse Deprez', 'Ilse', 'ilse.deprez@voorbeeld.example'].map((asked) => findKey(file, asked).key);
    expect(new Set(found)).toEqual(new Set(['ilse']));
    expect(() => findKey(file, 'nobody')).toThrow(/There are: ilse, /);
  });
});

describe('./keyholder demo', () => {
  it('lets its people sign in with the password it prints and the code it tells', async () => {
    const server = await startServer(folder, {}, ['demo', '--folder', folder]);
    onTestFinished(server.stop);
    expect(server.said()).toContain('griet.coppens@voorbeeld.example');
    expect(server.said()).toContain(file.password);
    const told = await runCommand(['demo', 'code', 'hr', '--folder', folder, '--json'], env);
    const { code, email } = JSON.parse(told.out);
    const at = createBrowser(fetchLoopback, server.url, 'en');
    await at.get('/sign-in');
    await at.post('/sign-in', { email, password: file.password });
    expect(await at.post('/sign-in/second-factor', { code })).toMatchObject({ status: 200, path: '/' });
  });

  it('tells a code of a sample company only', async () => {
    const other = join(freshFolder(), 'company');
    mkdirSync(other);
    const told = await runCommand(['demo', 'code', 'hr', '--folder', other], env);
    expect(told).toMatchObject({ exit: 1, out: '' });
    expect(told.err).toContain(`There is no sample company in ${other}.`);
    const seeds = file.keys.map(({ seed }) => codeAt(seed, Date.now()));
    expect(seeds.filter((code) => told.err.includes(code))).toEqual([]);
  });

  it('says so when its address is not this machine’s', async () => {
    const told = await runCommand(['demo', '--folder', folder], { ...env, KEYHOLDER_LISTEN: '0.0.0.0:8080' });
    expect(told.exit).toBe(1);
    expect(told.err).toContain('the sample company is shown on this machine only');
  });
});

const fetchLoopback = (url: string, init: RequestInit) => fetch(url, { ...init, redirect: 'manual' });
