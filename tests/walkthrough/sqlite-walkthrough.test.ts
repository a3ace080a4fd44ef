import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { installation } from '#src/host/config.ts';
import { freshFolder } from '#tests/helpers/database.ts';
import { startServer } from '#tests/helpers/server.ts';

/** Every command of the page, in its order, as one script. */
function commandsOf(page: string): string {
  return [...page.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block).join('\n');
}

async function run(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd, env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const [exit] = await once(child, 'close');
  return { exit, ...said };
}

test('the walkthrough leads from an account to the certificate, without a browser', async () => {
  const folder = freshFolder();
  const demo = join(folder, 'demo');
  symlinkSync(join(installation, 'keyholder'), join(folder, 'keyholder'));
  const server = await startServer(demo, {}, ['demo', '--folder', demo]);
  try {
    const script = commandsOf(readFileSync(join(installation, 'docs', 'walkthrough.md'), 'utf8'));
    const path = [join(installation, 'tests', 'walkthrough', 'bin'), dirname(process.execPath), process.env.PATH].join(':');
    const { exit, out, err } = await run(script, folder, { PATH: path, KEYHOLDER_DATA_DIR: demo, KEYHOLDER_PUBLIC_URL: server.url });
    expect([exit, err]).toEqual([0, expect.any(String)]);
    expect(out).toContain('ends   2 ways in on 1 account, 0 sessions, 0 tokens');
    expect(out).toContain('rotate and remove-role');
    expect(out).toMatch(/^Fits\./m);
    expect(out).toContain('is the one that was issued here');
    expect(out).toContain('knew, and is safe since it was replaced: the password');
  } finally {
    await server.stop();
  }
});
