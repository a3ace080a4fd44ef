import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { installation } from '#src/host/config.ts';
import { freshFolder } from '#tests/helpers/database.ts';

type Ended = { code: number; stdout: string; stderr: string };

/** A process of its own, as somebody starts it. */
async function run(program: string, words: readonly string[], cwd = '/'): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', KEYHOLDER_DATA_DIR: '/nowhere/at-all' };
  return promisify(execFile)(program, [...words], { cwd, env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}

describe('./keyholder', () => {
  test('works from any folder, by its path and by a link, with spaces in either', async () => {
    const folder = join(freshFolder(), 'a folder with spaces');
    mkdirSync(folder);
    const link = join(folder, 'my keyholder');
    symlinkSync(join(installation, 'keyholder'), link);
    const version = { code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' };
    expect(await run(link, ['--version'], folder)).toEqual(version);
    expect(await run(join(installation, 'keyholder'), ['--version'])).toEqual(version);
  });

  test('tells of its commands by the path it was called by', async () => {
    const folder = join(freshFolder(), 'a folder');
    mkdirSync(folder);
    symlinkSync(join(installation, 'keyholder'), join(folder, 'keyholder'));
    const said = async (program: string, cwd?: string) => /run '?(.+keyholder'?) init/.exec((await run(program, ['status'], cwd)).stderr)?.[1];
    expect(await said(join(installation, 'keyholder'))).toBe(join(installation, 'keyholder'));
    expect(await said(join(folder, 'keyholder'), folder)).toContain(`'${join(folder, 'keyholder')}'`);
    expect(await said('./keyholder', installation)).toBe('./keyholder');
  });

  test('says in one sentence what to do before the product is built', async () => {
    const folder = freshFolder();
    copyFileSync(join(installation, 'keyholder'), join(folder, 'keyholder'));
    const { code, stderr } = await run(join(folder, 'keyholder'), ['status']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^Keyholder is not built yet\. Run 'npm start' in .+\n$/) });
  });

  test('says in one sentence that there is no data directory, to people and to programs', async () => {
    const plain = await run(join(installation, 'keyholder'), ['status']);
    expect(plain).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^There is no data directory at \/nowhere\/at-all\..+\n$/) });
    const { code, stdout, stderr } = await run(join(installation, 'keyholder'), ['status', '--json']);
    expect({ code, stderr, said: JSON.parse(stdout) }).toMatchObject({ code: 1, stderr: '', said: { error: { code: 'no-data-directory' } } });
  });
});

describe('under an older Node', () => {
  /** The checks read what the process says of itself. */
  const older = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})';

  test.each(['cli', 'main'])('%s says in one sentence what it needs, before it loads anything', async (entry) => {
    const { code, stdout, stderr } = await run(process.execPath, ['--import', older, join(installation, `dist/src/${entry}.js`), 'status']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Keyholder needs Node 24; .+\n$/);
  });
});
