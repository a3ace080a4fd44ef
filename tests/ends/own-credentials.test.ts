import { expect, test } from 'vitest';
import { deliverMail } from '#src/features/notifications/index.ts';
import { giveRole } from '#src/features/people/index.ts';
import { createInvitation } from '#src/features/sessions/index.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { createMailTransport } from '#src/host/mail.ts';
import { person } from '#tests/helpers/builders.ts';
import { mailServer } from '#tests/helpers/mail-server.ts';
import { type Member, type Site, site } from '#tests/helpers/site.ts';

/** The codes of a sheet as a page shows them. */
const sheetOf = (page: { text: string }) => (/id="recovery-codes" data-value="([^"]+)"/.exec(page.text)?.[1] ?? '').split('\n');

async function signInWith(s: Site, { email, password }: Pick<Member, 'email' | 'password'>, code: string, locale: 'nl' | 'en' = 'en') {
  const at = s.browser(locale);
  await at.get('/sign-in');
  await at.post('/sign-in', { email, password });
  return { at, page: await at.post('/sign-in/second-factor', { code }) };
}

/** What came for this member since the last look, as a mail program reads it. */
async function postbox(s: Site) {
  const server = await mailServer();
  const transport = createMailTransport(server.url);
  await deliverMail(s.system, transport);
  let read = server.received.length;
  return async (member: Member) => {
    await deliverMail(s.system, transport);
    const mails = server.received.slice(read).filter(({ to }) => to === member.email);
    read = server.received.length;
    return mails.map(({ mail }) => ({ subject: mail.subject, text: mail.text ?? '', html: mail.html ?? '' }));
  };
}

test('ten recovery codes let in ten times, each says how many are left, and the last two stand on the start page at every visit', async () => {
  const s = await site();
  const codes = sheetOf(await (await s.signIn(s.ada)).post('/me/recovery-codes'));
  expect(codes).toHaveLength(10);
  const mailsFor = await postbox(s);
  for (const [index, code] of codes.entries()) {
    const left = 9 - index;
    const { at, page } = await signInWith(s, s.ada, code);
    expect([page.status, page.path]).toEqual([200, '/']);
    const said = left === 0 ? 'That was your last recovery code.' : `That was a recovery code. ${left === 1 ? '1 is' : `${left} are`} left.`;
    expect(page.text).toContain(said);
    const item = left === 0 ? 'You have no recovery code left' : `You have ${left} recovery ${left === 1 ? 'code' : 'codes'} left`;
    expect(page.text.includes(item)).toBe(left <= 2);
    const again = await at.get('/');
    expect([again.text.includes(item), again.text.includes(said)]).toEqual([left <= 2, false]);
    const [mail] = await mailsFor(s.ada);
    expect(mail?.subject).toBe(`One of your recovery codes was used; ${left === 1 ? '1 is' : `${left} are`} left`);
    expect(mail?.text).toContain('It happened on ');
    expect(mail?.text).not.toContain(code);
    expect(`${mail?.html}${mail?.text}`).toContain('/me/sign-in');
    expect((await signInWith(s, s.ada, code)).page.path).not.toBe('/');
    s.clock.advance('1h');
  }
});

test('a step-up with a recovery code says so too', async () => {
  const s = await site();
  const at = await s.signIn(s.ada);
  const [code = ''] = sheetOf(await at.post('/me/recovery-codes'));
  await at.get('/step-up');
  expect((await at.post('/step-up', { code })).text).toContain('That was a recovery code. 9 are left.');
});

test('whoever’s password, app or codes change hears of it, with the moment, in their language', async () => {
  const s = await site();
  const olga = await s.person('Olga Owner');
  const mailsFor = await postbox(s);
  const at = await s.signIn(olga);
  await at.get('/me/password');
  const next = 'drie egels onder een hek';
  await at.post('/me/password', { current: olga.password, password: next, again: next });
  const offered = await at.get('/me/second-factor');
  await at.post('/me/second-factor', { code: codeAt(offered.textOf('seed').replaceAll(' ', ''), s.clock.now()) });
  await at.get('/me/sign-in');
  await at.post('/me/recovery-codes');
  const mails = await mailsFor(olga);
  expect(mails.map(({ subject }) => subject)).toEqual([
    'Je wachtwoord is gewijzigd',
    'Je authenticator-app is vervangen',
    'Er zijn nieuwe herstelcodes voor je gemaakt',
  ]);
  for (const { text } of mails) expect(text).toMatch(/Dat gebeurde op .*\d{4}.*\d\d[.:]\d\d/);
});

test('where a code is asked for, a wrong one is spoken of as a code and a used one as used, in the language of whoever signs in', async () => {
  const s = await site();
  for (const [member, wrong, spent] of [
    [s.ada, 'Is the clock of your phone right?', 'was used already'],
    [await s.person('Olga Owner'), 'Loopt de klok van je telefoon gelijk?', 'is al gebruikt'],
  ] as const) {
    const used = s.code(member);
    expect((await signInWith(s, member, used)).page.path).toBe('/');
    const { page } = await signInWith(s, member, '000000');
    expect([page.status, page.text.includes(wrong)]).toEqual([422, true]);
    const said = /role="alert"[\s\S]*?<\/div>/.exec(page.text)?.[0] ?? '';
    expect(said).toContain(wrong);
    expect(said).not.toMatch(/address|adres|password|wachtwoord/i);
    expect((await signInWith(s, member, used)).page.text).toContain(spent);
  }
});

test('a later administrator connects an app and stands on the start page; only whoever sets up is led on to the end of it', async () => {
  const s = await site();
  const id = await person(s, 'Bea Beheer');
  await giveRole(await s.as(s.ada.id), id, 'admin');
  const { token } = await createInvitation(await s.as(s.ada.id), id, 'invitation');
  const at = s.browser();
  await at.get('/invitation');
  await at.post('/invitation', { token });
  await at.post('/invitation/password', { token, password: s.ada.password, again: s.ada.password });
  const seed = (await at.get('/enrolment')).textOf('seed').replaceAll(' ', '');
  const codes = await at.post('/enrolment', { code: s.code({ ...s.ada, seed }) });
  expect(codes.text).toContain('href="/"');
  expect(codes.text).not.toContain('/welcome');
});
