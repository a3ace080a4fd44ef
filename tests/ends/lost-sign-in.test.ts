import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { auditEvents, outbox, signInResets } from '#db/schema/index.ts';
import { openMailedLink, sessionsJobs } from '#src/features/sessions/index.ts';
import { found } from '#src/ground/problem.ts';
import { account } from '#tests/helpers/builders.ts';
import { type Member, type Site, site } from '#tests/helpers/site.ts';

/** The link in the newest invitation, as it stands in the mail that leaves. */
async function linkFor(s: Site, personId: string): Promise<string> {
  const mails = await s.db.read.select().from(outbox).where(eq(outbox.recipientId, personId)).orderBy(asc(outbox.id));
  const mail = found(
    mails.findLast(({ template }) => template === 'invitation'),
    'mail.missing',
  );
  const sealed = { dataKeyId: mail.tokenKeyId ?? '', sealed: found(mail.sealedToken, 'mail.missing') };
  return (await openMailedLink(s.system, personId, mail.id, sealed))?.url ?? '';
}

const templates = async (s: Site, personId: string) =>
  (await s.db.read.select().from(outbox).where(eq(outbox.recipientId, personId)).orderBy(asc(outbox.id))).map(({ template }) => template);

const events = async (s: Site, personId: string) =>
  (await s.db.read.select().from(auditEvents).where(eq(auditEvents.subjectId, personId)).orderBy(asc(auditEvents.seq))).map(({ event }) => event);

async function enrolAnew(s: Site, member: Member, token: string, password: string) {
  const at = s.browser();
  await at.get('/invitation');
  expect((await at.post('/invitation', { token })).text).toContain('choose a new password');
  expect((await at.post('/invitation/password', { token, password, again: password })).path).toBe('/enrolment');
  const seed = (await at.get('/enrolment')).textOf('seed').replaceAll(' ', '');
  const codes = await at.post('/enrolment', { code: s.code({ ...member, seed }) });
  expect(codes.text).toContain('id="recovery-codes"');
  return { at, renewed: { ...member, password, seed } };
}

test('a lost phone, from asking to signed in with a new one', async () => {
  const s = await site({ smtpUrl: 'smtp://mail.voorbeeld.example' });
  const alex = await s.person('Alex Admin', { roles: ['admin'] });
  const olga = await s.person('Olga Owner');
  const bob = await s.person('Bob Baker');
  await account(s, { ownerId: olga.id, deputyIds: [bob.id] });
  const [before, asks] = [await s.signIn(bob), await s.api(bob)];

  const ada = await s.signIn(s.ada);
  expect((await ada.get(`/people/${bob.id}`)).text).toContain('Reset the sign-in');
  expect((await ada.post(`/people/${bob.id}/sign-in-reset`, { lost: 'factor' })).text).toContain('Another administrator has to confirm it');
  expect(await templates(s, bob.id)).not.toContain('sign-in-reset-begun');
  const other = await s.signIn(alex);
  const waiting = await other.get('/proposals');
  expect(waiting.text).toContain('Een nieuwe aanmelding voor Bob Baker, telefoon kwijt');
  await other.post(`/proposals/${/prp_\w+/.exec(waiting.text)?.[0]}/confirmation`);

  expect(await templates(s, bob.id)).toContain('sign-in-reset-begun');
  expect(await templates(s, olga.id)).not.toContain('sign-in-reset-begun');
  const [job] = sessionsJobs;
  s.clock.advance('23h');
  expect(await job?.isDue?.(s.system)).toBe(false);
  s.clock.advance('1h');
  expect(await job?.isDue?.(s.system)).toBe(true);
  expect(await job?.run(s.system, false)).toBe('sent 1 links, stopped 0 resets');
  expect(await job?.isDue?.(s.system)).toBe(false);

  const url = await linkFor(s, bob.id);
  const token = url.split('#')[1] ?? '';
  const { at, renewed } = await enrolAnew(s, bob, token, 'drie egels onder een hek');
  expect((await at.get('/')).path).toBe('/');
  expect((await before.get('/')).path).toBe('/sign-in');
  expect((await asks('/me')).status).toBe(401);
  await s.signIn(renewed);
  await expect(s.signIn(bob)).rejects.toThrow('could not sign in');
  expect(await s.db.read.select().from(signInResets)).toMatchObject([{ state: 'used', askedBy: s.ada.id, confirmedBy: alex.id }]);
  const told = (await events(s, bob.id)).filter((event) => /^(proposal|sign-in-reset|invitation)/.test(event));
  expect(told.slice(2)).toEqual([
    'proposal.made',
    'sign-in-reset.decided',
    'proposal.confirmed',
    'invitation.sent',
    'sign-in-reset.sent',
    'invitation.redeemed',
  ]);
  const again = s.browser();
  await again.get('/invitation');
  expect((await again.post('/invitation', { token })).text).toMatch(/used already|al gebruikt/);
});

test('whoever lost nothing finds it on their start page, and stops it there', async () => {
  const s = await site();
  const alex = await s.person('Alex Admin', { roles: ['admin'] });
  const bob = await s.person('Bob Baker');
  await (await s.signIn(s.ada)).post(`/people/${bob.id}/sign-in-reset`, { lost: 'both' });
  const other = await s.signIn(alex);
  await other.post(`/proposals/${/prp_\w+/.exec((await other.get('/proposals')).text)?.[0]}/confirmation`);
  const at = await s.signIn(bob);
  expect((await at.get('/')).text).toContain('Iemand vroeg om je aanmelding te vernieuwen');
  expect((await at.get('/me/sign-in')).text).toContain('/me/sign-in-reset/ending');
  expect((await at.post('/me/sign-in-reset/ending')).text).toContain('is tegengehouden');
  expect((await at.get('/')).text).not.toContain('Iemand vroeg om je aanmelding te vernieuwen');
  expect((await at.post('/me/sign-in-reset/ending')).status).toBe(404);
  for (const member of [s.ada, alex]) expect(await templates(s, member.id)).toContain('sign-in-reset-stopped');
});

test('the sign-in page and the page of the second factor say what to do when either is lost', async () => {
  const s = await site();
  const at = s.browser('nl');
  expect((await at.get('/sign-in')).text).toContain('Telefoon of wachtwoord kwijt?');
  const { text } = await at.post('/sign-in', { email: s.ada.email, password: s.ada.password });
  expect(text).toContain('Lost your phone or your password?');
});
