import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents, certificates, offboardings, outbox, tasks } from '#db/schema/index.ts';
import { giveGrant, revealSecret } from '#src/features/access/index.ts';
import { exceptTask } from '#src/features/tasks/index.ts';
import { sharedLogin } from '#tests/helpers/builders.ts';
import { codeOf, departure, proves, rotates } from './departure.test-kit.ts';
import {
  certificateOf,
  completeIfProven,
  completeProven,
  exceptTaskUntil,
  finishTask,
  getOffboarding,
  reopenOffboarding,
  startOffboarding,
  verifyCertificate,
} from './index.ts';

const note = { evidenceKind: 'note', evidence: 'Gone from the list.' } as const;

/** A departure with one role and one known password, cut. */
async function cutCase() {
  const scene = await departure();
  const { w, hrId, ownerId, leaverId, accountId, secretId } = scene;
  await sharedLogin(w, ownerId, accountId, leaverId);
  await giveGrant(await w.as(ownerId), { accountId, kind: 'platform-role', personId: leaverId });
  await revealSecret(await w.as(leaverId), { secretId, how: 'shown' });
  w.clock.advance('1m');
  const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
  w.clock.advance('1m');
  const rows = await w.db.read.select().from(tasks).where(eq(tasks.originId, id));
  const taskId = (kind: string) => rows.find((task) => task.kind === kind)?.id ?? '';
  return { ...scene, id, taskId };
}

async function completedCase() {
  const scene = await cutCase();
  const { w, ownerId, deputyId, accountId, secretId, taskId } = scene;
  await rotates(w, secretId, accountId, deputyId);
  await finishTask(await w.as(ownerId), taskId('remove-role'), note);
  return scene;
}

describe('a departure is completed', () => {
  it('by its last proof, with a certificate in the same moment', async () => {
    const { w, hrId, ownerId, deputyId, accountId, secretId, id, taskId } = await cutCase();
    const hr = await w.as(hrId);
    expect(await completeIfProven(w.system, id)).toBe(false);
    expect(await finishTask(await w.as(ownerId), taskId('remove-role'), note)).toEqual({ completed: false });
    expect(await codeOf(certificateOf(hr, id))).toBe('certificate.missing');
    await rotates(w, secretId, accountId, deputyId);
    expect(await completeProven(w.system)).toBe(1);
    expect(await completeProven(w.system)).toBe(0);
    expect(await w.db.read.select().from(offboardings).where(eq(offboardings.id, id))).toMatchObject([{ state: 'completed', completedAt: w.clock.now() }]);
    expect(await w.db.read.select().from(certificates)).toMatchObject([{ offboardingId: id, number: 'KH-2026-0001' }]);
    const mails = await w.db.read.select().from(outbox).where(eq(outbox.template, 'offboarding-completed'));
    expect(mails).toMatchObject([{ recipientId: hrId }]);
  });

  it('never by a task that somebody only closed by hand where a new value is asked', async () => {
    const { w, ownerId, taskId, id } = await cutCase();
    expect(await codeOf(finishTask(await w.as(ownerId), taskId('rotate'), note))).toBe('task.needs-new-value');
    await proves(w, taskId('remove-role'), ownerId);
    expect(await completeProven(w.system)).toBe(0);
    expect((await getOffboarding(w.system, id)).state).toBe('cut');
  });

  it('never with an exception that has run out', async () => {
    const { w, ownerId, deputyId, adminId, accountId, secretId, id, taskId } = await cutCase();
    await exceptTask(await w.as(adminId), taskId('remove-role'), { reason: 'The page is locked.', until: w.clock.now() + 3_600_000 });
    w.clock.advance('2h');
    await rotates(w, secretId, accountId, deputyId);
    expect(await completeProven(w.system)).toBe(0);
    await finishTask(await w.as(ownerId), taskId('remove-role'), note);
    expect((await getOffboarding(w.system, id)).state).toBe('completed');
  });

  it('never by the word of whoever leaves', async () => {
    const { w, leaverId, taskId } = await cutCase();
    expect(await codeOf(finishTask(await w.as(leaverId), taskId('remove-role'), note))).not.toBe('done');
  });
});

describe('a certificate', () => {
  it('says what was held, cut and proven, by whom and when, and claims no more', async () => {
    const { w, hrId, adminId, deputyId, accountId, secretId, id, taskId } = await cutCase();
    await exceptTaskUntil(await w.as(adminId), taskId('remove-role'), { reason: 'The page is locked.', until: '2026-12-15' });
    await rotates(w, secretId, accountId, deputyId);
    await completeProven(w.system);
    const { body } = await certificateOf(await w.as(hrId), id);
    const certificate = JSON.parse(body);
    expect(certificate.person).toMatchObject({ name: 'Lars Leaver' });
    expect(certificate.ended).toMatchObject({ grants: 2, causes: 1, tasks: 2 });
    expect(certificate.summary).toEqual({ accounts: 1, proven: 0, exceptions: 1, secretsReplaced: 1 });
    expect(certificate.accounts).toMatchObject([
      { held: ['platform-role', 'shared-login'], outcome: 'exception', proofs: [{ kind: 'rotate', evidence: 'version', by: 'Dirk Deputy' }] },
    ]);
    expect(certificate.exceptions).toMatchObject([{ because: 'The page is locked.', approvedBy: 'Ada Admin' }]);
    expect(body).not.toContain('correct horse');
  });

  it('names the links of the log between which everything lies', async () => {
    const { w, hrId, id } = await completedCase();
    const { body, firstEvent, lastEvent } = await certificateOf(await w.as(hrId), id);
    const { auditRange } = JSON.parse(body);
    const events = await w.db.read.select().from(auditEvents);
    const link = (seq: number) => events.find((event) => event.seq === seq);
    expect(auditRange.first).toEqual({ seq: firstEvent, hash: link(firstEvent)?.hash });
    expect(auditRange.last).toEqual({ seq: lastEvent, hash: link(lastEvent)?.hash });
    expect(link(firstEvent)?.event).toBe('offboarding.scheduled');
    expect(events.find((event) => event.event === 'task.done' && event.seq > lastEvent)).toBeUndefined();
  });

  it('is the same bytes at each download, and verifies without the database', async () => {
    const { w, hrId, id } = await completedCase();
    const hr = await w.as(hrId);
    const { file } = await certificateOf(hr, id);
    w.clock.advance('40d');
    expect((await certificateOf(hr, id)).file).toBe(file);
    const verdict = verifyCertificate(file);
    expect(verdict).toMatchObject({ ok: true, certificate: { number: 'KH-2026-0001' } });
    expect(JSON.parse(file).certificate.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says no to any flipped bit, an added space and a second member of the same name', async () => {
    const { w, hrId, id } = await completedCase();
    const { file } = await certificateOf(await w.as(hrId), id);
    expect(verifyCertificate(file).ok).toBe(true);
    const bytes = Buffer.from(file.trimEnd());
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifyCertificate(changed.toString('utf8')).ok, `byte ${at}`).toBe(false);
    }
    expect(verifyCertificate(file.replace('"v":1', '"v": 1')).ok).toBe(false);
    expect(verifyCertificate(file.replace('"v":1', '"v":1,"v":1')).ok).toBe(false);
    expect(verifyCertificate('{}')).toEqual({ ok: false, because: 'not-a-certificate' });
  });

  it('is superseded when a way in comes to light, and the next one names it', async () => {
    const { w, hrId, ownerId, accountId, id } = await completedCase();
    const hr = await w.as(hrId);
    const first = await certificateOf(hr, id);
    w.clock.advance('3d');
    await reopenOffboarding(hr, id, { accountId, kind: 'move-recovery', reason: 'His phone rang.' });
    expect(await getOffboarding(hr, id)).toMatchObject({ state: 'reopened', reopenedBecause: 'His phone rang.', cleanUp: { kind: 'runs', done: 2, total: 3 } });
    expect((await certificateOf(hr, id)).supersededAt).toBe(w.clock.now());
    const [task] = (await getOffboarding(hr, id)).tasks.filter((one) => one.state === 'open');
    expect(task).toMatchObject({ kind: 'move-recovery', assigneeId: ownerId });
    await finishTask(await w.as(ownerId), task?.id ?? '', note);
    const second = await certificateOf(hr, id);
    expect(second).toMatchObject({ number: 'KH-2026-0002', supersededAt: null });
    expect(JSON.parse(second.body)).toMatchObject({ replaces: 'KH-2026-0001' });
    expect((await certificateOf(hr, id, first.number)).file).toBe(first.file);
    expect(await codeOf(reopenOffboarding(hr, id, { accountId, kind: 'remove-role', reason: 'Still in the list.' }))).toBe('done');
  });
});
