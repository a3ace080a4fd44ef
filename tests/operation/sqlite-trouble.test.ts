import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { callServer } from '#src/app/socket.ts';
import { installation } from '#src/host/config.ts';
import { freePort } from '#tests/helpers/server.ts';
import { freshFolder } from '#tests/helpers/database.ts';

const keyholder = join(installation, 'keyholder');
const path = process.env.PATH ?? '';
/** An installation that was started once. */
let made: string;

beforeAll(() => {
  made = freshFolder();
  execFileSync(keyholder, ['init'], { env: { PATH: path, KEYHOLDER_CONFIG: 'none', KEYHOLDER_DATA_DIR: join(made, 'data') } });
});

/** In a folder that other users may enter. */
function place() {
  const folder = mkdtempSync(join(tmpdir(), 'keyholder-trouble-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  chmodSync(folder, 0o755);
  cpSync(made, folder, { recursive: true });
  chmodSync(join(folder, 'data'), 0o700);
  return { folder, dataDir: join(folder, 'data'), anchor: join(folder, 'data.anchor') };
}

type How = { env?: Record<string, string>; uid?: number; limit?: string };

function type(dataDir: string, words: readonly string[], { env = {}, uid, limit }: How = {}) {
  const line = [...(limit ? [`ulimit ${limit};`] : []), 'exec', keyholder, ...words].join(' ');
  const all = { PATH: path, KEYHOLDER_CONFIG: 'none', KEYHOLDER_DATA_DIR: dataDir, ...env };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { env: all, encoding: 'utf8', ...(uid === undefined ? {} : { uid, gid: uid }) });
  return { exit: status, said: `${stdout}${stderr}`.trim() };
}

const oneSentence = { exit: 1, said: expect.stringMatching(/^(?!Keyholder stopped)[^\n]+\.$/) };

test.each(['status', 'doctor', 'remind', 'serve'])('%s says in one sentence what is in the way of the data directory', (command) => {
  const { folder, dataDir } = place();
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  expect(type(file, [command])).toEqual(oneSentence);
  writeFileSync(join(dataDir, 'keyholder.db'), 'not a database at all, and longer than a header of one would be'.repeat(20));
  expect(type(dataDir, [command])).toEqual({
    exit: 1,
    said: `The database in ${dataDir} is damaged. Leave it as it is, and put a backup in place: '${keyholder} restore FILE --force'.`,
  });
});

test.each(['status', 'doctor', 'remind', 'backup copy.db', 'serve'])('where no more may be written %s says that the disk is full', (command) => {
  const { dataDir } = place();
  expect(type(dataDir, command.split(' '), { limit: '-f 1' })).toEqual({
    exit: 1,
    said: `The disk of ${dataDir} is full. Nothing was changed. Make room, and type it again; a running server goes on by itself.`,
  });
});

test('an address that is taken ends the start with a sentence, and leaves the database free', async () => {
  const { dataDir } = place();
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const env = { KEYHOLDER_LISTEN: `127.0.0.1:${port}` };
  expect(type(dataDir, ['serve'], { env })).toEqual({ exit: 1, said: expect.stringMatching(/^Another program listens on this address\. [^\n]+$/) });
  expect(type(dataDir, ['status'])).toMatchObject({ exit: 0 });
});

test('a server that hangs is not waited for', async () => {
  const { dataDir } = place();
  const hung = createServer().listen(join(dataDir, 'keyholder.sock'));
  await once(hung, 'listening');
  onTestFinished(() => void hung.close());
  const asked = callServer(dataDir, 'status', { arguments: {}, options: {}, files: {} }, null, 100);
  await expect(asked).rejects.toThrow(`A server holds ${dataDir} and has said nothing for 0.1 seconds. Look at its log, and restart it.`);
});

test('a command makes no installation where a setting points by mistake', () => {
  const folder = freshFolder();
  expect(type(folder, ['status'])).toEqual({ exit: 1, said: expect.stringMatching(/holds no database of Keyholder\./) });
  expect(readdirSync(folder)).toEqual([]);
});

test('a mistyped setting is refused by every entry', () => {
  const { dataDir } = place();
  for (const command of ['status', 'doctor', 'remind', 'serve']) {
    const env = { KEYHOLDER_SMPT_URL: 'smtp://mail.example' };
    expect(type(dataDir, [command], { env })).toEqual({ exit: 1, said: 'KEYHOLDER_SMPT_URL: there is no such setting. Did you mean KEYHOLDER_SMTP_URL?' });
  }
});

test('settings in the data directory hold for every entry, and the environment goes before them', () => {
  const { folder, dataDir } = place();
  writeFileSync(join(dataDir, 'keyholder.conf'), 'KEYHOLDER_PUBLIC_URL=https://kh.example\n');
  const files = { KEYHOLDER_CONFIG: '', KEYHOLDER_AUDIT_ANCHOR: join(folder, 'data.anchor') };
  const { said } = type(dataDir, ['doctor'], { env: files });
  expect(said).toContain(`KEYHOLDER_CONFIG=${join(dataDir, 'keyholder.conf')}`);
  expect(said).toContain('KEYHOLDER_PUBLIC_URL=https://kh.example');
  expect(type(dataDir, ['init'], { env: files }).said).toContain('https://kh.example/setup#');
  expect(type(dataDir, ['doctor'], { env: { ...files, KEYHOLDER_PUBLIC_URL: 'https://other.example' } }).said).toContain(
    'KEYHOLDER_PUBLIC_URL=https://other.example',
  );
});

/** Needs a user who may become others; elsewhere the machine decides by itself, and there is nothing of ours to see. */
const isRoot = process.getuid?.() === 0;
const someone = 54_321;

function give(folder: string, uid: number): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) chownSync(join(folder, name), uid, uid);
  chownSync(folder, uid, uid);
}

test('root works in the data directory of somebody else as this somebody, and leaves nothing of its own there', () => {
  const { folder, dataDir } = place();
  if (isRoot) give(folder, someone);
  expect(type(dataDir, ['remind'])).toMatchObject({ exit: 0 });
  expect(type(dataDir, ['audit', 'export', join(folder, 'log.jsonl')])).toMatchObject({ exit: 0 });
  const owners = new Set(['data', 'data.anchor', 'data/keyholder.db', 'data/lock.db'].map((name) => statSync(join(folder, name)).uid));
  expect([...owners]).toEqual([isRoot ? someone : process.getuid?.()]);
});

test('whoever may not is told who may, and what belongs to the wrong user is named', () => {
  const { dataDir, folder, anchor } = place();
  if (!isRoot) return expect(type(dataDir, ['status'])).toMatchObject({ exit: 0 });
  give(folder, someone);
  const stranger = type(dataDir, ['status'], { uid: someone + 1 });
  expect(stranger).toEqual({
    exit: 1,
    said: `${dataDir} belongs to #${someone}, and this runs as #${someone + 1}. Run it as #${someone}: 'sudo -u #${someone} …'.`,
  });
  chownSync(anchor, 0, 0);
  chmodSync(anchor, 0o600);
  for (const command of ['status', 'doctor', 'serve']) {
    const said = `${anchor} belongs to root, and this runs as #${someone}. Give it back: 'sudo chown ${someone} ${anchor}'.`;
    expect(type(dataDir, [command], { uid: someone })).toEqual({ exit: 1, said });
  }
});

test('an installation built under a narrow umask says who may not read what', () => {
  const { folder } = place();
  cpSync(keyholder, join(folder, 'keyholder'));
  const dist = join(folder, 'dist');
  mkdirSync(dist, { mode: 0o700 });
  if (!isRoot) chmodSync(dist, 0);
  const { status, stderr } = spawnSync(join(folder, 'keyholder'), ['status'], { encoding: 'utf8', ...(isRoot ? { uid: someone, gid: someone } : {}) });
  chmodSync(dist, 0o700);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/dist may not be read by .+\. Run 'chmod -R go\+rX .+' as whoever built it\.\n$/),
  });
});
