import { appendFileSync, copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createInvitation } from '#src/features/sessions/index.ts';
import type { Config } from '#src/host/config.ts';
import { installation } from './installation.ts';

function putBack({ dataDir }: Config, backup: string): void {
  const file = join(dataDir, 'keyholder.db');
  for (const tail of ['-wal', '-shm']) rmSync(file + tail, { force: true });
  copyFileSync(backup, file);
}

describe('a restored backup', () => {
  it('holds nothing of the root key, opens read-only, and goes on once an operator accepts it', async () => {
    const { config, running, work, command, start } = await installation();
    await work();
    const backup = join(config.dataDir, 'copy.db');
    expect((await command('backup', { arguments: { FILE: backup }, write: async (part) => appendFileSync(backup, part) })).exit).toBe(0);
    expect(readdirSync(config.dataDir).filter((name) => name.endsWith('.making'))).toEqual([]);
    await work();
    await running(async (app) => createInvitation(app.ctxFor({ kind: 'system', job: 'test' }, 'job'), null, 'setup'));
    putBack(config, backup);
    expect(await start()).toBe('recovery');
    await expect(work()).rejects.toMatchObject({ kind: 'unavailable', code: 'audit.recovery' });
    expect((await command('audit accept')).exit).toBe(0);
    expect(await start()).toBe('open');
    expect((await command('audit verify')).exit).toBe(0);
    await work();
  });
});
