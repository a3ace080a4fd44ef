import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eq } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { auditEvents, disclosures, grants, jobRuns, organisations } from '#db/schema/index.ts';
import { endGrant, giveGrant, keepSecret, revealSecret } from '#src/features/access/index.ts';
import { walkChain } from '#src/features/audit/index.ts';
import { cutDue, startOffboarding } from '#src/features/offboarding/index.ts';
import { saveRevealAlarm } from '#src/features/settings/index.ts';
import { authenticate, createInvitation, endSessionsOf } from '#src/features/sessions/index.ts';
import { runJob } from '#src/app/schedule.ts';
import { runCommand } from '#src/app/socket.ts';
import { readAnchor } from '#src/host/anchor.ts';
import type { Installation } from '#tests/faults/installation.ts';
import { createPostgres, onServer } from '#tests/helpers/database.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { anchorOf, anotherDirectory, dataDirectory, node, type Shared, sharedCompany, twoNodes } from './company.ts';
import { effectOf } from './job.ts';

const minute = 60_000;

test('of two nodes that start at once on an empty database one makes the root key, and the other waits for a copy of it', async () => {
  const { databaseUrl } = await createPostgres('template0');
  const folders = [dataDirectory(), dataDirectory()];
  const nodes = await Promise.all(folders.map((dataDir) => node(databaseUrl, dataDir, tuesday)));
  expect(nodes.map((h) => h.app.state()).sort()).toEqual(['open', 'sealed']);
  const keys = folders.map((dataDir) => join(dataDir, 'root.key'));
  const sealed = nodes.findIndex((h) => h.app.state() === 'sealed');
  expect(keys.map((key) => existsSync(key))).toEqual(sealed === 0 ? [false, true] : [true, false]);
  copyFileSync(keys[1 - sealed] ?? '', keys[sealed] ?? '');
  expect((await node(databaseUrl, folders[sealed] ?? '', tuesday)).app.state()).toBe('open');
});

test('reveals and grants on both nodes at once are each written once, in one chain that verifies on both', async () => {
  const shared = await sharedCompany();
  const { cast } = shared;
  const [a, b] = await twoNodes(shared);
  const works = async (h: Installation, name: string) => {
    for (let n = 0; n < 10; n++) {
      await Promise.all([
        revealSecret(await h.as(cast.holderId), { secretId: cast.secretId, how: 'shown', reason: `${name}-${n}` }),
        revealSecret(await h.as(cast.ownerId), { secretId: cast.secretId, how: 'shown', reason: `${name}-o${n}` }),
      ]);
    }
  };
  const given = async (h: Installation) =>
    giveGrant(await h.as(cast.ownerId), { accountId: cast.accountId, kind: 'shared-login', level: 'reveal', personId: cast.leaverId }).then(
      ({ id }) => id,
      () => null,
    );
  const [, , ...ids] = await Promise.all([works(a, 'a'), works(b, 'b'), given(a), given(b)]);
  expect(ids.filter((id) => id !== null)).toHaveLength(1);
  expect(await a.db.read.select().from(grants).where(eq(grants.personId, cast.leaverId))).toHaveLength(1);
  const reasons = (await b.db.read.select().from(disclosures)).map((row) => row.reason);
  expect(reasons.filter((reason) => /^[ab]-/.test(reason ?? ''))).toHaveLength(40);
  const [ofA, ofB] = [await walkChain(a.system), await walkChain(b.system)];
  expect(ofA).toMatchObject({ finding: null });
  expect(ofB).toEqual(ofA);
});

test('looks on both nodes count together, and one of them alarms', async () => {
  const shared = await sharedCompany();
  const { holderId, ownerId, accountId, secretId } = shared.cast;
  const [a, b] = await twoNodes(shared);
  await saveRevealAlarm(a.system, { secrets: 2 });
  const { id: another } = await keepSecret(await a.as(ownerId), { accountId, kind: 'note', value: 'een tweede geheim om te bekijken' });
  await revealSecret(await a.as(holderId), { secretId, how: 'shown', reason: 'werk' });
  const raised = () => b.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'alarm.raised'));
  expect(await raised()).toEqual([]);
  await Promise.all([a, b].map(async (h) => revealSecret(await h.as(holderId), { secretId: another, how: 'shown', reason: 'werk' })));
  expect(await raised()).toMatchObject([{ subjectId: holderId }]);
});

test('a session that one node let in is let in by the other, and ended on both at once', async () => {
  const shared = await sharedCompany();
  const [a, b] = await twoNodes(shared);
  const { sessionToken } = shared.cast.leaver;
  for (const h of [a, b]) expect(await authenticate(h.stranger, sessionToken)).toMatchObject({ actor: { id: shared.cast.leaverId } });
  expect(await endSessionsOf(a.system, shared.cast.leaverId, 'test')).toBe(1);
  for (const h of [a, b]) expect(await authenticate(h.stranger, sessionToken)).toBeNull();
});

test('a departure is cut once, whichever node gets there first', async () => {
  const shared = await sharedCompany();
  const [a, b] = await twoNodes(shared);
  const moment = a.clock.now() + minute;
  await startOffboarding(await a.as(shared.cast.hrId), { personId: shared.cast.leaverId, effectiveAt: moment, announced: true });
  for (const h of [a, b]) h.clock.set(moment);
  const cuts = await Promise.all([cutDue(a.system, 'scheduler'), cutDue(b.system, 'scheduler'), cutDue(a.system, 'scheduler'), cutDue(b.system, 'scheduler')]);
  expect(cuts.sort()).toEqual([0, 0, 0, 1]);
  expect(await b.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'offboarding.cut'))).toHaveLength(1);
});

test('a job runs on one node at a time; one that was stopped for longer than its lease and goes on writes nothing more', async () => {
  const shared = await sharedCompany();
  const [, b] = await twoNodes(shared);
  const child = work('holds', shared, b.clock.now());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('holds');
  const before = await studios(b);
  expect(
    await runJob(
      b.app,
      effectOf(async () => undefined),
    ),
  ).toBe('busy');
  b.clock.back('10s');
  expect(
    await runJob(
      b.app,
      effectOf(async () => undefined),
    ),
  ).toBe('busy');
  child.kill('SIGSTOP');
  b.clock.advance('6m');
  expect(
    await runJob(
      b.app,
      effectOf(async () => undefined),
    ),
  ).toBe('done');
  expect(await studios(b)).toBe(before + 1);

  child.kill('SIGCONT');
  child.stdin.write('go on\n');
  expect((await lines.next()).value).toBe('failed');
  expect(await studios(b)).toBe(before + 1);
  const runs = await b.db.read.select().from(jobRuns).where(eq(jobRuns.name, 'effect'));
  expect(runs.map((run) => `${run.outcome} ${run.detail}`).sort()).toEqual(['done one effect', 'failed LeaseLost']);
  expect(
    await runJob(
      b.app,
      effectOf(async () => undefined),
    ),
  ).toBe('done');
});

async function studios(h: Installation): Promise<number> {
  return (await h.db.read.select().from(organisations).where(eq(organisations.kind, 'agency'))).length;
}

test('a node that is killed while it writes takes nothing with it that it answered, and keeps nobody from writing', async () => {
  const shared = await sharedCompany();
  const h = await node(shared.databaseUrl, anotherDirectory(shared), shared.now + minute);
  for (const deadAfter of [7, 40]) {
    const child = work('works', shared, shared.now + minute);
    const answered: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      answered.push(line);
      if (answered.length === deadAfter) child.kill('SIGKILL');
    });
    await once(child, 'close');
    expect(child.signalCode).toBe('SIGKILL');
    await revealSecret(await h.as(shared.cast.holderId), { secretId: shared.cast.secretId, how: 'shown', reason: `after ${deadAfter}` });
    expect(await lost(h, answered)).toEqual([]);
    expect((await walkChain(h.system)).finding).toBeNull();
    const left = (await h.db.read.select().from(grants).where(eq(grants.state, 'active'))).filter((row) => row.personId === shared.cast.leaverId);
    for (const { id } of left) await endGrant(await h.as(shared.cast.ownerId), id, 'not needed');
  }
});

async function lost(h: Installation, answered: readonly string[]): Promise<string[]> {
  const reasons = new Set((await h.db.read.select().from(disclosures)).map((row) => row.reason));
  const states = new Map((await h.db.read.select().from(grants)).map((row) => [row.id, row.state]));
  return answered.filter((line) => {
    const [act, what = ''] = line.split('\t');
    return !(act === 'shown' ? reasons.has(what) : act === 'given' ? states.has(what) : states.get(what) === 'closed');
  });
}

function work(act: string, { databaseUrl, dataDir, cast }: Shared, now: number) {
  const words = ['tests/nodes/work-child.ts', act, databaseUrl, dataDir, now, JSON.stringify(cast)].map(String);
  const env = { ...process.env, NODE_COMPILE_CACHE: join(inject('runFolder'), 'compiled') };
  return spawn(process.execPath, words, { env, stdio: ['pipe', 'pipe', 'inherit'] });
}

test('each node keeps an anchor of its own: an older one is in order, one from a lost future is not', async () => {
  const shared = await sharedCompany();
  const [dataDirA, dataDirB] = [shared.dataDir, anotherDirectory(shared)];
  const open = (dataDir: string, databaseUrl = shared.databaseUrl) => node(databaseUrl, dataDir, shared.now + minute);
  const b = await open(dataDirB);
  await b.close();
  const older = readAnchor(anchorOf(dataDirB));

  const standby = `${shared.database}_standby`;
  await onServer(`create database ${standby} template ${shared.database} strategy file_copy`);
  const a = await open(dataDirA);
  await createInvitation(a.system, null, 'setup');
  const head = (await walkChain(a.system)).head;
  await a.close();
  expect(readAnchor(anchorOf(dataDirA))).toMatchObject(head);
  expect(older?.seq).toBeLessThan(head.seq);

  expect((await open(dataDirB)).app.state()).toBe('open');
  const lagging = shared.databaseUrl.replace(shared.database, standby);
  expect((await open(dataDirA, lagging)).app.state()).toBe('recovery');
});

test('a node under which a standby that lagged became the primary stops writing until an operator accepts it, whatever other nodes write meanwhile', async () => {
  const shared = await sharedCompany();
  const [lagging, primary] = [`${shared.database}_lagging`, `${shared.database}_gone`];
  await onServer(`create database ${lagging} template ${shared.database} strategy file_copy`);
  const h = await node(shared.databaseUrl, shared.dataDir, shared.now + minute);
  await createInvitation(h.system, null, 'setup');
  await h.app.chain.close();
  const seen = readAnchor(anchorOf(shared.dataDir));

  await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${shared.database}'`);
  await onServer(`alter database ${shared.database} rename to ${primary}`);
  await onServer(`alter database ${lagging} rename to ${shared.database}`);
  for (let n = 0; n < 3; n++) await createInvitation(h.system, null, 'setup');
  await h.app.chain.close();
  expect(h.app.state()).toBe('recovery');
  await expect(createInvitation(h.ctxFor({ kind: 'operator', claimed: null }, 'cli'), null, 'setup')).rejects.toMatchObject({ code: 'audit.recovery' });
  await h.close();
  expect(readAnchor(anchorOf(shared.dataDir))).toEqual(seen);

  const again = await node(shared.databaseUrl, shared.dataDir, shared.now + minute);
  expect(again.app.state()).toBe('recovery');
  expect((await runCommand(again.app, 'audit accept', { arguments: {}, options: {}, files: {} }, null)).exit).toBe(0);
  await again.close();
  const other = await node(shared.databaseUrl, anotherDirectory(shared), shared.now + minute);
  await createInvitation(other.system, null, 'setup');
  expect((await node(shared.databaseUrl, shared.dataDir, shared.now + minute)).app.state()).toBe('open');
});
