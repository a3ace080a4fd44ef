import { and, asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditDetails, auditEvents, grants, offboardings, outbox } from '#db/schema/index.ts';
import { openCauses } from '#src/features/secrets/index.ts';
import { revealSecret } from '#src/features/access/index.ts';
import { getPerson, giveRole, rolesOf } from '#src/features/people/index.ts';
import { sharedLogin } from '#tests/helpers/builders.ts';
import { site } from '#tests/helpers/site.ts';
import { codeOf, departure } from './departure.test-kit.ts';
import { reinstate, startOffboarding } from './index.ts';

/** Lars knew a value, and is cut by mistake. */
async function wronglyCut() {
  const d = await departure();
  const { w, hrId, ownerId, leaverId, accountId, secretId, adminId } = d;
  await sharedLogin(w, ownerId, accountId, leaverId);
  await giveRole(await w.as(adminId), leaverId, 'auditor');
  await revealSecret(await w.as(leaverId), { secretId, how: 'shown' });
  await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
  w.clock.advance('1h');
  return d;
}

const why = { reason: 'The wrong Lars.' };

describe('a wrong cut', () => {
  it('is mended: a new employment, and nothing that was ended comes back', async () => {
    const { w, hrId, leaverId, secretId } = await wronglyCut();
    const { invited } = await reinstate(await w.as(hrId), leaverId, why);
    expect(invited).toBe(false);
    expect(await getPerson(w.system, leaverId)).toMatchObject({ state: 'active', endsAt: null });
    expect(await rolesOf(w.system, leaverId)).toEqual([]);
    const active = and(eq(grants.personId, leaverId), eq(grants.state, 'active'));
    expect(await w.db.read.select().from(grants).where(active)).toEqual([]);
    expect(await codeOf(revealSecret(await w.as(leaverId), { secretId, how: 'shown' }))).toBe('secret.missing');
    expect(await openCauses(w.system, [secretId])).toMatchObject([{ subjectId: leaverId }]);
    const [row] = await w.db.read.select().from(offboardings);
    expect(row).toMatchObject({ state: 'cut', reinstatedAt: w.clock.now(), reinstatedBy: hrId });
  });

  it('is in the log with its reason, apart from the chain', async () => {
    const { w, hrId, leaverId } = await wronglyCut();
    await reinstate(await w.as(hrId), leaverId, why);
    const [event] = await w.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'person.rehired'));
    expect(event).toMatchObject({ subjectId: leaverId, actorId: hrId });
    expect(event?.body).not.toContain('wrong Lars');
    const [detail] = await w.db.read
      .select()
      .from(auditDetails)
      .where(eq(auditDetails.eventId, event?.id ?? ''));
    expect(detail?.text).toContain('The wrong Lars.');
  });

  it('is told to HR and to owner and deputy of what it touched, not to whoever mends it', async () => {
    const { w, adminId, hrId, ownerId, deputyId, leaverId } = await wronglyCut();
    await reinstate(await w.as(adminId), leaverId, why);
    const mails = await w.db.read.select().from(outbox).where(eq(outbox.template, 'person-reinstated')).orderBy(asc(outbox.id));
    expect(mails.map((mail) => mail.recipientId).sort()).toEqual([hrId, ownerId, deputyId].sort());
  });

  it('is mended once, by HR, an administrator or the machine, and by nobody else', async () => {
    const { w, ownerId, leaverId } = await wronglyCut();
    for (const id of [ownerId, leaverId]) expect(await codeOf(reinstate(await w.as(id), leaverId, why))).toMatch(/^permission\./);
    expect(await codeOf(reinstate(w.operator, leaverId, why))).toBe('done');
    expect(await codeOf(reinstate(w.operator, leaverId, why))).toBe('person.still-here');
  });

  it('can be followed by another departure', async () => {
    const { w, hrId, leaverId } = await wronglyCut();
    await reinstate(await w.as(hrId), leaverId, why);
    const again = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: null, announced: true });
    expect(again.existed).toBe(false);
    expect((await getPerson(w.system, leaverId)).state).toBe('left');
  });
});

it('by page: HR says why, and the person signs in anew by the link in the mail', async () => {
  const s = await site({ smtpUrl: 'smtp://mail.voorbeeld.example' });
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const bob = await s.person('Bob Baker');
  const before = await s.signIn(bob);
  await startOffboarding(await s.as(hana.id), { personId: bob.id, effectiveAt: null, announced: true });
  s.clock.advance('1m');
  const hr = await s.signIn(hana);
  expect((await hr.get(`/people/${bob.id}`)).text).toContain(`/people/${bob.id}/reinstatement`);
  expect((await hr.get(`/people/${bob.id}/reinstatement`)).text).toContain('Is Bob Baker terug?');
  expect((await hr.post(`/people/${bob.id}/reinstatement`, { reason: '' })).status).toBe(422);
  expect((await hr.post(`/people/${bob.id}/reinstatement`, { reason: 'Bij vergissing.', startedOn: '' })).text).toContain('onderweg per mail');
  expect((await before.get('/')).path).toBe('/sign-in');
  const mails = await s.db.read.select().from(outbox).where(eq(outbox.recipientId, bob.id));
  expect(mails.map((mail) => mail.template)).toContain('invitation');
  const old = s.browser();
  await old.get('/sign-in');
  expect((await old.post('/sign-in', { email: bob.email, password: bob.password })).status).toBe(422);
});
