import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { auditEvents } from '#db/schema/index.ts';
import { startSchedule } from '#src/app/schedule.ts';
import { createServer } from '#src/app/server.ts';
import { runCommand } from '#src/app/socket.ts';
import { giveGrant, revealSecret } from '#src/features/access/index.ts';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { Problem } from '#src/ground/problem.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { freshPlace, type Place } from '#tests/helpers/database.ts';
import { furnish, type Installation, openPlace } from '../faults/installation.ts';
import { caseOf } from '../faults/story.ts';

async function open(place: Place, now: number): Promise<Installation> {
  const h = await openPlace(place, now);
  onTestFinished(h.close);
  return h;
}

const types = (h: Installation, name: string, words: Record<string, string> = {}) =>
  runCommand(h.app, name, { arguments: words, options: {}, files: {} }, null);

async function codeOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (problem: unknown) => (problem instanceof Problem ? problem.code : String(problem)),
  );
}

async function eventsOf(h: Installation, name: string) {
  return (await h.db.read.select().from(auditEvents).where(eq(auditEvents.event, name))).map(({ body }) => (JSON.parse(body) as { detail: object }).detail);
}

test('a key file that may be read again opens the running server by itself, and what fell due is cut before anybody is let in', async () => {
  const place = await freshPlace();
  const before = await open(place, tuesday);
  const { leaverId, hrId, ownerId, accountId, secretId, leaver } = await furnish(before);
  await giveGrant(await before.as(ownerId), { accountId, kind: 'shared-login', level: 'reveal', personId: leaverId });
  const effectiveAt = before.clock.now() + 60_000;
  await startOffboarding(await before.as(hrId), { personId: leaverId, effectiveAt, announced: false });
  await before.close();

  chmodSync(before.config.rootKeyFile, 0o644);
  const h = await open(place, effectiveAt + 60_000);
  expect(h.app.state()).toBe('sealed');
  const page = () => createServer(h.app).request(`${h.config.publicUrl}/me`, { headers: { cookie: `__Host-kh-session=${leaver.sessionToken}` } });
  expect((await createServer(h.app).request('/health/ready')).status).toBe(503);
  expect(await codeOf(revealSecret(await h.as(ownerId), { secretId, how: 'shown' }))).toBe('vault.sealed');
  expect((await types(h, 'unseal')).text).toContain('chmod 600');
  expect((await caseOf(h)).state).toBe('scheduled');

  const stop = startSchedule(h.app);
  chmodSync(h.config.rootKeyFile, 0o600);
  while (h.app.state() !== 'open') await setImmediate();
  expect(await caseOf(h)).toMatchObject({ state: 'cut', cutBy: 'start-up' });
  expect((await page()).status).toBe(303);
  expect(await codeOf(revealSecret(await h.as(ownerId), { secretId, how: 'shown' }))).toBe('done');
  expect(await eventsOf(h, 'vault.unsealed')).toEqual([{ by: 'itself' }]);
  await stop(3000);
});

test('what an operator sealed shows and changes nothing, also for whoever began before, until an operator unseals it', async () => {
  const h = await open(await freshPlace(), tuesday);
  const { ownerId, secretId } = await furnish(h);
  const owner = await h.as(ownerId);
  expect((await types(h, 'seal')).text).toContain('Sealed.');
  expect([h.app.state(), h.system.vault.isOpen()]).toEqual(['sealed', false]);
  expect(await codeOf(revealSecret(owner, { secretId, how: 'shown' }))).toBe('vault.sealed');
  expect(await h.app.unseal('itself')).toBeNull();
  expect(h.app.state()).toBe('sealed');
  expect((await types(h, 'seal')).text).toBe('It was sealed already.');
  const doctor = await types(h, 'doctor');
  expect(doctor.text).toMatch(/NO +vault +sealed: '.\/keyholder unseal' opens it/);
  expect(doctor.text).toMatch(/ok +root key +/);

  expect((await types(h, 'unseal')).exit).toBe(0);
  expect(await codeOf(revealSecret(owner, { secretId, how: 'shown' }))).toBe('done');
  expect([await eventsOf(h, 'vault.sealed'), await eventsOf(h, 'vault.unsealed')]).toEqual([[{}], [{ by: 'operator' }]]);
});

test('doctor says one thing of a root key that opens nothing, and a sealed backup is refused and not made', async () => {
  const place = await freshPlace();
  const before = await open(place, tuesday);
  await furnish(before);
  await before.close();
  chmodSync(before.config.rootKeyFile, 0o644);
  const h = await open(place, tuesday);
  const doctor = await types(h, 'doctor');
  expect(doctor.exit).toBe(3);
  expect(doctor.text).toMatch(/NO +vault +sealed, because of its root key/);
  expect(doctor.text).toMatch(/NO +root key +.*chmod 600/);
  const file = join(place.dataDir, 'copy.db');
  expect(await codeOf(types(h, 'backup', { FILE: file }))).toBe('vault.sealed');
  expect(existsSync(file)).toBe(false);
  expect(await eventsOf(h, 'backup.made')).toEqual([]);
});
