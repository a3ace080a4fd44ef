import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { inspectBackup } from '#src/host/db/restore.ts';
import { installation } from '#src/host/config.ts';
import { keepNewest, nameOfMoment } from '#src/app/typed-paths.ts';
import { freshFolder } from '#tests/helpers/database.ts';
import { type Server, startServer } from '#tests/helpers/server.ts';

let dataDir: string;
let server: Server;

beforeAll(async () => {
  dataDir = join(freshFolder(), 'data');
  server = await startServer(dataDir);
});
afterAll(() => server.stop());

const script = (words: readonly string[]) =>
  spawnSync(join(installation, 'scripts/backup'), words, {
    env: { PATH: process.env.PATH, KEYHOLDER_CONFIG: 'none', KEYHOLDER_DATA_DIR: dataDir },
    encoding: 'utf8',
  });

test('the command writes what the server hands it, whole, for its owner, and nothing is left over', async () => {
  const folder = freshFolder();
  const file = join(folder, 'copy.db');
  expect(await server.keyholder('backup', file)).toMatchObject({ exit: 0, out: expect.stringMatching(/copy\.db: \d+ bytes, checked\.\n/) });
  expect(inspectBackup(file).seq).toBeGreaterThan(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect([readdirSync(folder), readdirSync(dataDir).filter((name) => name.includes('.making'))]).toEqual([['copy.db'], []]);
  expect(await server.keyholder('backup', file)).toMatchObject({ exit: 1, err: `${file} exists already, and no file is overwritten.\n` });
});

test('standard output gets the copy and nothing else', () => {
  const copy = execFileSync(join(installation, 'keyholder'), ['backup', '-'], { env: { PATH: process.env.PATH, KEYHOLDER_DATA_DIR: dataDir }, maxBuffer: 1e8 });
  const file = join(freshFolder(), 'copy.db');
  writeFileSync(file, copy);
  expect(inspectBackup(file).bytes).toBe(copy.length);
});

test('a folder that takes nothing is refused with the reason, and the log tells of no backup', async () => {
  const before = (await server.keyholder('audit', 'export', '-')).out;
  expect(await server.keyholder('backup', '/proc/copy.db')).toMatchObject({ exit: 1, err: expect.stringMatching(/^\/proc\/copy\.db [^\n]+\.\n$/) });
  const small = spawnSync('sh', ['-c', `ulimit -f 8; exec ${join(installation, 'keyholder')} backup ${join(freshFolder(), 'copy.db')}`], {
    env: { PATH: process.env.PATH, KEYHOLDER_DATA_DIR: dataDir },
    encoding: 'utf8',
  });
  expect(small).toMatchObject({ status: 1, stderr: expect.stringMatching(/^The disk of .+copy\.db is full\. [^\n]+\n$/) });
  const after = (await server.keyholder('audit', 'export', '-')).out;
  const made = (text: string) => text.split('backup.made').length;
  expect(made(after)).toBe(made(before));
});

test('every night one more is made, the newest are kept, and a command of one’s own gets the path', () => {
  const folder = join(freshFolder(), 'backups');
  mkdirSync(folder);
  const old = ['2026-01-01', '2026-01-02', '2026-01-03'].map((day) => `keyholder-${day}T023000Z.db`);
  for (const name of [...old, 'keyholder.db', 'mine-2026-01-01.db']) writeFileSync(join(folder, name), '');
  const list = join(folder, 'list');
  expect(script(['--into', folder, '--keep', '2', '--then', `echo "$BACKUP" >> ${list}; printf %s "$BACKUP" > ${list}`])).toMatchObject({
    status: 0,
    stdout: '',
    stderr: '',
  });
  const kept = readdirSync(folder).filter((name) => /^keyholder-/.test(name));
  expect(kept).toEqual([old[2], expect.stringMatching(/^keyholder-20\d\d-\d\d-\d\dT\d{6}Z\.db$/)]);
  expect(readFileSync(list, 'utf8')).toBe(join(folder, kept[1] ?? ''));
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['keyholder.db', 'mine-2026-01-01.db']));
});

test('what fails is told, with a code for cron', () => {
  const folder = freshFolder();
  expect(script(['--into', folder, '--keep', 'all'])).toMatchObject({ status: 2, stdout: expect.stringMatching(/--keep/) });
  expect(script([])).toMatchObject({ status: 2 });
  expect(script(['--into', folder, '--keep', '3', '--then', 'exit 7'])).toMatchObject({
    status: 7,
    stderr: expect.stringMatching(/^The backup is made, and the command after it failed \(7\): exit 7\n$/),
  });
});

test('names of the moment sort by time, and nothing else is taken for one', () => {
  expect(nameOfMoment('2026-12-01T02:30:00.123Z')).toBe('keyholder-2026-12-01T023000Z.db');
  const folder = freshFolder();
  expect(keepNewest(folder, 1)).toEqual([]);
});
