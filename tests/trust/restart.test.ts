import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createInvitation } from '#src/features/sessions/index.ts';
import { tamper } from '#tests/faults/tamper.ts';
import { copyOf } from '#tests/helpers/database.ts';
import { installation } from './installation.ts';

describe('a log that was changed between two starts', () => {
  it.each([
    ['an edited event', "update audit_events set body = replace(body, 'operator', 'person') where seq = 3"],
    ['an edited column', "update audit_events set actor_id = 'per_else' where seq = 3"],
    ['a deleted event', 'delete from audit_details where event_id = (select id from audit_events where seq = 3); delete from audit_events where seq = 3'],
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
    const { place, work, start, command } = await installation();
    await work();
    await work();
    expect(await start()).toBe('open');
    await tamper(place, sql);
    expect(await start()).toBe('recovery');
    const verdict = await command('audit verify');
    expect(verdict.exit).toBe(3);
    expect(verdict.text).toMatch(/^No\./);
  });
});

describe('a database of an earlier day', () => {
  it('opens read-only, and goes on once an operator accepts it', async () => {
    const { place, config, running, work } = await installation();
    await work();
    const earlier = await installation(await copyOf(place));
    await work();
    await running(async (app) => createInvitation(app.ctxFor({ kind: 'system', job: 'test' }, 'job'), null, 'setup'));
    copyFileSync(config.auditAnchor, earlier.config.auditAnchor);
    expect(await earlier.start()).toBe('recovery');
    await expect(earlier.work()).rejects.toMatchObject({ kind: 'unavailable', code: 'audit.recovery' });
    expect((await earlier.command('audit accept')).exit).toBe(0);
    expect(await earlier.start()).toBe('open');
    expect((await earlier.command('audit verify')).exit).toBe(0);
    await earlier.work();
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
