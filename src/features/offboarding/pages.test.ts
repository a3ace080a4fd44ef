import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { grants, offboardings } from '#db/schema/index.ts';
import { giveGrant, revealSecret } from '#src/features/access/index.ts';
import { saveOrganisation } from '#src/features/settings/index.ts';
import { sharedLogin } from '#tests/helpers/builders.ts';
import { browse, departure, rotates } from './departure.test-kit.ts';
import { completeProven, proposeOffboarding, startOffboarding, verifyCertificate } from './index.ts';

async function scene() {
  const all = await departure();
  const { w, ownerId, leaverId, accountId, secretId } = all;
  await saveOrganisation(w.operator, { name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'en' });
  await sharedLogin(w, ownerId, accountId, leaverId);
  await giveGrant(await w.as(ownerId), { accountId, kind: 'platform-role', personId: leaverId });
  await revealSecret(await w.as(leaverId), { secretId, how: 'shown' });
  w.clock.advance('1m');
  return { ...all, web: browse(w) };
}

const answerIn = (text: string) => /<p class="kh-answer"[^>]*>(.*?)<\/p>/.exec(text)?.[1];

it('HR finds somebody, chooses a moment, sees the numbers and plans it', async () => {
  const { w, web, hrId, leaverId } = await scene();
  const hr = web.as(hrId);
  expect((await hr.get('/offboardings')).text).toContain('Nobody is leaving.');
  expect((await hr.get('/offboardings/new?q=leav')).text).toContain(`/offboardings/new?person=${leaverId}`);
  expect(answerIn((await hr.get(`/offboardings/new?person=${leaverId}`)).text)).toBe('When does the access of Lars Leaver end?');
  const moment = { person: leaverId, when: 'moment', date: '2026-11-20', time: '17:00' };
  const preview = await hr.get(`/offboardings/new?${new URLSearchParams(moment)}`);
  expect(answerIn(preview.text)).toBe('On Friday 20 November at 17:00 this ends 2 ways in and 0 sessions, and asks for 1 new secret.');
  const planned = await hr.post('/offboardings', { ...moment, announced: 'no', confidant: '', reason: 'Moves to Lisbon.' });
  expect(planned.to).toMatch(/^\/offboardings\/ofb_/);
  const shown = await hr.get(planned.to ?? '');
  expect(answerIn(shown.text)).toBe('The access of Lars Leaver ends on Friday 20 November at 17:00.');
  expect(shown.text).toContain('Moves to Lisbon.');
  expect(await w.db.read.select().from(offboardings)).toMatchObject([{ effectiveAt: Date.UTC(2026, 10, 20, 16), announcedAt: null }]);
});

it('refuses a time that the clock skips, with both neighbours, and a moment that has passed', async () => {
  const { web, hrId, leaverId } = await scene();
  const hr = web.as(hrId);
  const skipped = await hr.get(`/offboardings/new?person=${leaverId}&when=moment&date=2027-03-28&time=02:30`);
  expect(skipped.status).toBe(422);
  expect(skipped.text).toContain('Choose 01:59 or 03:00.');
  const past = await hr.get(`/offboardings/new?person=${leaverId}&when=moment&date=2026-11-02`);
  expect(past.text).toContain('Choose a moment that is still to come.');
});

it('takes the earlier of a time that exists twice', async () => {
  const { w, web, hrId, leaverId } = await scene();
  await web.as(hrId).post('/offboardings', { person: leaverId, when: 'moment', date: '2027-10-31', time: '02:30', announced: 'yes' });
  expect(await w.db.read.select().from(offboardings)).toMatchObject([{ effectiveAt: Date.UTC(2027, 9, 31, 0, 30) }]);
});

it('a date alone means the end of that day', async () => {
  const { w, web, hrId, leaverId } = await scene();
  await web.as(hrId).post('/offboardings', { person: leaverId, when: 'moment', date: '20-11-2026', time: '', announced: 'yes' });
  expect(await w.db.read.select().from(offboardings)).toMatchObject([{ effectiveAt: Date.UTC(2026, 10, 20, 22, 59, 59) }]);
});

it('a page that was open at the moment is refused at the next click, and that click makes the cut', async () => {
  const { w, web, hrId, leaverId } = await scene();
  await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: w.clock.now() + 60_000, announced: false });
  const leaver = web.as(leaverId);
  expect((await leaver.get('/tasks')).status).toBe(200);
  w.clock.advance('1m');
  expect((await leaver.get('/tasks')).to).toContain('/sign-in');
  expect(await w.db.read.select().from(offboardings)).toMatchObject([{ state: 'cut', cutBy: 'request' }]);
});

it('an unannounced departure is on no page of anybody but HR', async () => {
  const { w, web, adminId, hrId, ownerId, leaverId } = await scene();
  const { id } = await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: w.clock.now() + 60_000, announced: false });
  for (const personId of [adminId, ownerId, leaverId]) {
    const reader = web.as(personId);
    expect(answerIn((await reader.get('/offboardings')).text)).toBe('Nobody is leaving.');
    for (const path of ['', '/certificate', '/certificate.json']) expect((await reader.get(`/offboardings/${id}${path}`)).status).toBe(404);
    expect((await reader.post(`/offboardings/${id}/announcement`, {})).status).toBe(404);
    expect(answerIn((await reader.get('/tasks?view=all')).text)).toBe('No task is open.');
  }
  expect((await web.as(adminId).get(`/offboardings/new?q=lars`)).text).not.toContain(id);
  const cockpit = (await web.as(hrId).get('/offboardings')).text;
  expect(cockpit).toContain('Lars Leaver');
  expect(cockpit).toContain('Only HR sees this');
});

it('goes from the cut to the certificate: tasks, an exception, the new value, the signed file', async () => {
  const { w, web, adminId, hrId, ownerId, deputyId, leaverId, accountId, secretId } = await scene();
  const hr = web.as(hrId);
  const { to } = await hr.post('/offboardings', { person: leaverId, when: 'now', date: '', time: '', announced: 'yes' });
  const cut = await hr.get(to ?? '');
  expect(answerIn(cut.text)).toBe('2 of 2 tasks are still open; none is late.');
  w.clock.advance('30h');
  expect(answerIn((await hr.get(to ?? '')).text)).toBe('2 of 2 tasks are still open; 2 are up to 6 hours late.');
  expect(answerIn((await hr.get('/offboardings')).text)).toBe('1 departure is open; the clean-up of 1 is late.');

  const owner = web.as(ownerId);
  const list = await owner.get('/tasks');
  expect(answerIn(list.text)).toBe('2 tasks wait for you; 2 are late.');
  const role = /href="(\/tasks\/tsk_\w+)">Remove/.exec(list.text)?.[1] ?? '';
  expect((await owner.post(`${role}/completion`, { evidenceKind: 'link', evidence: 'javascript:alert(1)' })).status).toBe(422);
  expect((await owner.post(`${role}/exception`, { reason: 'Locked.', until: '2026-12-15' })).status).not.toBe(303);
  expect((await web.as(adminId).post(`${role}/exception`, { reason: 'Locked.', until: '2026-12-15' })).to).toBe(role);
  await rotates(w, secretId, accountId, deputyId);
  await completeProven(w.system);

  const done = await hr.get(to ?? '');
  expect(answerIn(done.text)).toBe('The clean-up after Lars Leaver was completed on Wednesday 18 November, with 1 exception.');
  const paper = await hr.get(`${to}/certificate`);
  expect(answerIn(paper.text)).toBe('All access of Lars Leaver ended on 17 November 2026 at 14:22: 0 accounts proven, 1 exception.');
  const file = (await hr.get(`${to}/certificate.json`)).text;
  expect(verifyCertificate(file).ok).toBe(true);
  for (const page of [cut, done, paper]) expect(page.text).not.toContain('correct horse');
  expect((await owner.get(`${to}/certificate`)).status).toBe(403);
});

it('an end date from an import shows what confirming does before it is confirmed', async () => {
  const { w, web, hrId, leaverId } = await scene();
  const proposal = await proposeOffboarding(w.operator, { personId: leaverId, effectiveAt: w.clock.now() - 3_600_000 });
  const hr = web.as(hrId);
  expect((await hr.get('/offboardings')).text).toContain(`/offboardings/proposals/${proposal?.id}`);
  const shown = await hr.get(`/offboardings/proposals/${proposal?.id}`);
  expect(answerIn(shown.text)).toBe('Now this ends 2 ways in and 0 sessions, and asks for 1 new secret.');
  expect(await w.db.read.select().from(offboardings)).toEqual([]);
  expect((await hr.post(`/offboardings/proposals/${proposal?.id}/confirmation`, { announced: 'yes' })).to).toMatch(/^\/offboardings\/ofb_/);
  const open = await w.db.read.select().from(grants).where(eq(grants.state, 'active'));
  expect(open.filter((grant) => grant.personId === leaverId)).toEqual([]);
});
