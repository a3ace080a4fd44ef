import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type App, boot } from '#src/app/boot.ts';
import { runCommand } from '#src/app/socket.ts';
import { addOrganisation, addPerson } from '#src/features/people/index.ts';
import { createInvitation } from '#src/features/sessions/index.ts';
import { readConfig } from '#src/host/config.ts';
import { systemIds } from '#src/host/ids.ts';
import { createLog } from '#src/host/log.ts';
import { cheapHasher } from '#tests/helpers/cheap-hasher.ts';
import { heldClock, tuesday } from '#tests/helpers/clock.ts';
import { freshFolder } from '#tests/helpers/database.ts';

/** An installation with something in its log, and what a person with its files may do to them between two starts. */
async function installation() {
  const folder = freshFolder();
  const config = readConfig({ KEYHOLDER_DATA_DIR: join(folder, 'data'), KEYHOLDER_DATABASE_URL: 'sqlite:' });
  mkdirSync(config.dataDir, { mode: 0o700 });
  const clock = heldClock(tuesday);
  const windows = { clock, ids: systemIds(clock), log: createLog('silent'), hasher: cheapHasher() };
  const file = join(config.dataDir, 'keyholder.db');
  const running = async <T>(act: (app: App) => Promise<T>): Promise<T> => {
    const app = await boot(config, windows);
    try {
      return await act(app);
    } finally {
      await app.close();
    }
  };
  return {
    config,
    running,
    start: () => running(async (app) => app.state()),
    work: () => running(addSomebody),
    command: (name: string, words: Readonly<Record<string, string>> = {}) =>
      running((app) => runCommand(app, name, { arguments: words, options: {}, files: {} }, null)),
    /** As somebody with the file and a database program: triggers do not stop them. */
    tamper(sql: string) {
      const db = new BetterSqlite(file);
      for (const { name } of db.prepare("select name from sqlite_schema where type = 'trigger'").all() as { name: string }[]) db.exec(`drop trigger ${name}`);
      db.pragma('foreign_keys = off');
      db.exec(sql);
      db.close();
    },
    putBack(backup: string) {
      for (const tail of ['-wal', '-shm']) rmSync(file + tail, { force: true });
      copyFileSync(backup, file);
    },
  };
}

/** Two or three events: an agency and somebody who works there. */
async function addSomebody(app: App): Promise<void> {
  const ctx = app.ctxFor({ kind: 'operator', claimed: null }, 'cli');
  const { id: organisationId } = await addOrganisation(ctx, { name: `Studio ${ctx.newId('organisation')}`, kind: 'agency' });
  await addPerson(ctx, { givenName: 'Noor', familyName: 'Aerts', organisationId });
}

describe('a log that was changed between two starts', () => {
  it.each([
    ['an edited event', "update audit_events set body = replace(body, 'operator', 'person') where seq = 2"],
    ['an edited column', "update audit_events set actor_id = 'per_else' where seq = 2"],
    ['a deleted event', 'delete from audit_details where event_id = (select id from audit_events where seq = 2); delete from audit_events where seq = 2'],
    [
      'two events that changed places',
      'update audit_events set seq = -1 where seq = 2; update audit_events set seq = 2 where seq = 3; update audit_events set seq = 3 where seq = -1',
    ],
    [
      'an inserted event',
      "insert into audit_events select seq + 1, 'evt_forged', at, event, actor_kind, actor_id, via, subject_kind, subject_id, body, hash from audit_events order by seq desc limit 1",
    ],
    ['a cut tail', 'delete from audit_events where seq > 2'],
  ])('is found by the start and by audit verify: %s', async (_, sql) => {
    const { work, tamper, start, command } = await installation();
    await work();
    await work();
    expect(await start()).toBe('open');
    tamper(sql);
    expect(await start()).toBe('recovery');
    const verdict = await command('audit verify');
    expect(verdict.exit).toBe(3);
    expect(verdict.text).toMatch(/^No\./);
  });
});

describe('a restored backup', () => {
  it('holds nothing of the root key, opens read-only, and goes on once an operator accepts it', async () => {
    const { config, running, work, command, putBack, start } = await installation();
    await work();
    const backup = join(config.dataDir, 'copy.db');
    expect((await command('backup', { FILE: backup })).exit).toBe(0);
    await work();
    await running(async (app) => createInvitation(app.ctxFor({ kind: 'system', job: 'test' }, 'job'), null, 'setup'));
    putBack(backup);
    expect(await start()).toBe('recovery');
    await expect(work()).rejects.toMatchObject({ kind: 'unavailable', code: 'audit.recovery' });
    expect((await command('audit accept')).exit).toBe(0);
    expect(await start()).toBe('open');
    expect((await command('audit verify')).exit).toBe(0);
    await work();
  });

  it('is never written over something that is there', async () => {
    const { config, work, command } = await installation();
    await work();
    const backup = join(config.dataDir, 'copy.db');
    await command('backup', { FILE: backup });
    await expect(command('backup', { FILE: backup })).rejects.toThrow(/exists/i);
  });
});

describe('the root key', () => {
  it('seals the vault when it is missing or another one, and is never made anew beside data', async () => {
    const { config, work, start } = await installation();
    await work();
    const aside = `${config.rootKeyFile}.aside`;
    renameSync(config.rootKeyFile, aside);
    expect(await start()).toBe('sealed');
    expect(existsSync(config.rootKeyFile)).toBe(false);
    await expect(work()).rejects.toMatchObject({ kind: 'unavailable', code: 'vault.sealed' });

    const other = await installation();
    await other.work();
    copyFileSync(other.config.rootKeyFile, config.rootKeyFile);
    expect(await start()).toBe('sealed');

    rmSync(config.rootKeyFile);
    renameSync(aside, config.rootKeyFile);
    expect(await start()).toBe('open');
  });
});
