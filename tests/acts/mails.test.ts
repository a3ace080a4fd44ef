import { expect, test } from 'vitest';
import { outbox } from '#db/schema/index.ts';
import { deliverMail } from '#src/features/notifications/index.ts';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { createInvitation } from '#src/features/sessions/index.ts';
import { type Notice, type NoticeData, type Template, writeNotice } from '#src/ground/notice.ts';
import type { MailTransport } from '#src/host/mail.ts';
import { person } from '#tests/helpers/builders.ts';
import type { Member } from '#tests/helpers/site.ts';
import { inhabited } from '../house/inhabited.ts';

type Sent = { [T in Exclude<Template, 'invitation'>]: { to: Member; data: NoticeData[T] } };

/** What somebody is told about their own record: there is nothing to open. */
const leadNowhere: readonly Template[] = ['address-changed', 'record-changed', 'role-changed', 'invitation-used', 'sign-in-reset-stopped'];

/** One of each mail about things that are there, each to somebody who may get it. */
async function everyMail() {
  const world = await inhabited();
  const { s, olga, bob, hana, fill } = world;
  const [accountId = '', taskId = '', rotationId = ''] = ['/accounts/:id', '/tasks/:id', '/rotations/:id'].map((path) => fill(path).split('/')[2]);
  const at = s.clock.now();
  const account = 'X · voorbeeld';
  const gone = await person(s, 'Gus Gone');
  const { id: offboardingId } = await startOffboarding(await s.as(hana.id), { personId: gone, effectiveAt: null, announced: true });
  const policyId = fill('/policies/:id').split('/')[2] ?? '';
  const sent: Sent = {
    'password-changed': { to: olga, data: { at } },
    'account-access': { to: bob, data: { account, accountId } },
    'value-to-confirm': { to: bob, data: { account, rotationId, by: 'Olga Owner' } },
    'secret-changed': { to: bob, data: { account, accountId } },
    'office-received': { to: olga, data: { account, accountId, office: 'owner' } },
    'task-assigned': { to: olga, data: { task: 'rotate', account, taskId, deadlineAt: at } },
    'offboarding-announced': { to: olga, data: { person: 'Lars Leaver', offboardingId, effectiveAt: at } },
    'offboarding-proposed': { to: hana, data: { people: 2 } },
    'offboarding-completed': { to: hana, data: { person: 'Gus Gone', offboardingId } },
    'person-reinstated': { to: hana, data: { person: 'Bob Baker', personId: bob.id, at } },
    'way-in-opened': { to: olga, data: { account, accountId, who: 'Bob Baker', way: 'deputy', others: 1 } },
    'account-ownerless': { to: s.ada, data: { account, accountId, others: 0 } },
    'departures-held': { to: s.ada, data: { at } },
    'proposal-made': { to: s.ada, data: { proposals: 1 } },
    'administrator-appointed': { to: s.ada, data: { person: 'Bob Baker', at } },
    'administrator-gone': { to: s.ada, data: { person: 'Bob Baker', here: 1, staying: 0, until: at } },
    'policy-published': { to: olga, data: { policyId, number: 2, titleNl: 'Regels', titleEn: 'Rules' } },
    'factor-replaced': { to: olga, data: { at } },
    'recovery-codes-made': { to: olga, data: { at } },
    'recovery-code-used': { to: olga, data: { at, left: 1 } },
    'address-changed': { to: olga, data: { by: 'Ada Admin', at } },
    'record-changed': { to: olga, data: { by: 'Ada Admin', at, name: true, manager: false } },
    'role-changed': { to: olga, data: { role: 'auditor', given: true, by: 'Ada Admin', at } },
    'token-changed': { to: olga, data: { token: 'Script', made: true, by: 'Ada Admin', at } },
    'invitation-used': { to: olga, data: { at } },
    'service-token': { to: olga, data: { account, accountId, service: 'Planner', token: 'planner', by: 'Ada Admin', level: 'code' } },
    'many-looks': { to: olga, data: { who: 'Bob Baker', secrets: 12, at, account, accountId, others: 1 } },
    'key-changed': { to: s.ada, data: { key: 'root', at, fingerprint: null } },
    'sign-in-reset-begun': { to: olga, data: { asked: 'Ada Admin', confirmed: null, readyAt: at } },
    'sign-in-reset-stopped': { to: s.ada, data: { person: 'Olga Owner', because: 'person' } },
    'sign-in-reset-near': { to: s.ada, data: { person: 'Olga Owner', personId: olga.id, readyAt: at, alone: false, account: null, others: 0 } },
    digest: { to: olga, data: { day: '2026-11-17' } },
  };
  await s.system.write((tx) => tx.delete(outbox));
  return { ...world, sent };
}

type Mail = { to: string; subject: string; link: string | null };

async function delivered(s: Awaited<ReturnType<typeof inhabited>>['s']): Promise<Mail[]> {
  const mails: Mail[] = [];
  const transport: MailTransport = {
    send: async ({ to, subject, text }) => {
      mails.push({ to: to.address, subject, link: /^https?:\S+$/m.exec(text)?.[0] ?? null });
      return null;
    },
    close: () => undefined,
  };
  await deliverMail(s.system, transport);
  return mails;
}

test('the link of every mail opens for its reader, and what it opens is there', async () => {
  const { s, sent } = await everyMail();
  const browsers = new Map<string, Awaited<ReturnType<typeof s.signIn>>>();
  for (const [template, { to, data }] of Object.entries(sent) as [Template, { to: Member; data: Notice<Template>['data'] }][]) {
    await s.system.write((tx) => writeNotice(tx, s.system, { template, recipientId: to.id, data }));
    const [mail] = await delivered(s);
    expect({ template, to: mail?.to }).toEqual({ template, to: to.email });
    expect({ template, leads: mail?.link !== null }).toEqual({ template, leads: !leadNowhere.includes(template) });
    if (mail?.link === null) continue;
    const browser = browsers.get(to.id) ?? (await s.signIn(to));
    browsers.set(to.id, browser);
    const page = await browser.get((mail?.link ?? '').replace(s.config.publicUrl, '') || '/');
    expect({ template, status: page.status, leftFor: page.path.startsWith('/sign-in') }).toEqual({ template, status: 200, leftFor: false });
  }
});

test('the link of a mail leads a reader who is not signed in through the sign-in to what it is about', async () => {
  const { s, sent, olga } = await everyMail();
  await s.system.write((tx) => writeNotice(tx, s.system, { template: 'task-assigned', recipientId: olga.id, data: sent['task-assigned'].data }));
  const [mail] = await delivered(s);
  const path = (mail?.link ?? '').replace(s.config.publicUrl, '');
  const browser = s.browser();
  const asked = await browser.get(path);
  expect(asked.path).toMatch(/^\/sign-in\?/);
  const next = asked.field('next');
  const half = await browser.post('/sign-in', { email: olga.email, password: olga.password, next });
  const there = await browser.post('/sign-in/second-factor', { code: s.code(olga), next: half.field('next') });
  expect({ path: there.path, status: there.status }).toEqual({ path, status: 200 });
});

test('the link of an invitation opens the page that asks for a password', async () => {
  const { s } = await everyMail();
  const nina = await person(s, 'Nina New');
  await s.system.write((tx) => tx.delete(outbox));
  const asked = { ...(await s.as(s.ada.id)), config: { ...s.config, smtpUrl: 'smtp://127.0.0.1:1' } };
  await createInvitation(asked, nina, 'invitation');
  const [mail] = await delivered(s);
  const [, token = ''] = (mail?.link ?? '').split('#');
  const browser = s.browser();
  await browser.get('/invitation');
  const page = await browser.post('/invitation', { token });
  expect(page.status).toBe(200);
  expect(page.text).toContain('Nina');
});
