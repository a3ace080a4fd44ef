import { expect, it } from 'vitest';
import { deliverMail, remind } from '#src/features/notifications/index.ts';
import { proposeOffboarding, startOffboarding } from '#src/features/offboarding/index.ts';
import { keepSecret } from '#src/features/access/index.ts';
import { acknowledge, listPolicies } from '#src/features/policies/index.ts';
import { outbox } from '#db/schema/index.ts';
import { day } from '#src/ground/time.ts';
import type { MailTransport } from '#src/host/mail.ts';
import { account, sharedLogin } from '#tests/helpers/builders.ts';
import { type Member, type Site, site } from '#tests/helpers/site.ts';

const words = (html: string) =>
  html
    .replaceAll(/<(script|style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** In English, whatever the reader's own language is. */
async function startOf(s: Site, reader: Member): Promise<string> {
  const browser = await s.signIn(reader);
  browser.cookies.set('__Host-kh-locale', 'en');
  return (await browser.get('/')).text;
}

/** Two passwords too old, one of them of a critical account; and somebody who leaves. */
async function morning() {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const bob = await s.person('Bob Baker');
  const lars = await s.person('Lars Leaver');
  const old = s.clock.now() - 200 * day;
  const critical = await account(s, { ownerId: olga.id, handle: 'critical', criticality: 'critical' });
  const normal = await account(s, { ownerId: olga.id, handle: 'normal' });
  const byOlga = await s.as(olga.id);
  for (const accountId of [critical, normal]) await keepSecret(byOlga, { accountId, kind: 'password', value: 'een oud wachtwoord', valueSetAt: old });
  await sharedLogin(s, olga.id, normal, bob.id);
  await startOffboarding(await s.as(hana.id), { personId: lars.id, effectiveAt: s.clock.now() + 3 * day, announced: false });
  for (const { version } of await listPolicies(byOlga)) await acknowledge(byOlga, version.id);
  return { s, olga, hana, bob, critical };
}

it('tells each reader what waits for them, why it came to them, and what to do first', async () => {
  const { s, olga, hana, bob, critical } = await morning();
  const ofOlga = await startOf(s, olga);
  expect(words(ofOlga)).toContain('2 things need you, and all of them are late.');
  expect(words(ofOlga)).toContain('Older than 90 days, the limit for a critical account. You are the owner.');
  expect(ofOlga.match(/Rotate it now/g)).toHaveLength(1);
  expect(words(ofOlga)).toContain('Your accounts 2');

  const ofAda = await startOf(s, s.ada);
  expect(words(ofAda)).toContain('Late with Olga Owner.');
  expect(ofAda).toContain(`href="/accounts/${critical}"`);
  expect(words(ofAda)).toContain('2 rotations are overdue');
  expect(words(ofAda)).not.toContain('Lars Leaver');

  const ofHana = await startOf(s, hana);
  expect(words(ofHana)).toContain('Lars Leaver leaves Not announced.');
  expect(ofHana).toContain('href="/offboardings/new"');
  expect(words(ofHana)).not.toContain('How we stand');

  const ofBob = await startOf(s, bob);
  expect(words(ofBob)).toContain('Read the rules');
  expect(words(ofBob)).toContain('login (show)');
  expect(words(ofBob)).not.toMatch(/Olga|Lars/);
});

it('begins the rotation from the first button', async () => {
  const { s, olga } = await morning();
  const browser = await s.signIn(olga, 'en');
  const [, secretId = ''] = /name="secretId" value="([^"]+)"/.exec((await browser.get('/')).text) ?? [];
  const page = await browser.post('/rotations', { secretId });
  expect(page.path).toMatch(/^\/rotations\/rot_/);
});

it('says by mail what the start page shows, to each reader, in the same words and the same order', async () => {
  const { s, olga, hana, bob } = await morning();
  await proposeOffboarding(await s.as(s.ada.id), { personId: bob.id, effectiveAt: s.clock.now() + 7 * day });
  await s.system.write((tx) => tx.delete(outbox));
  const readers = [s.ada, olga, hana];
  const pages = new Map<string, string[]>();
  for (const reader of readers) {
    const browser = await s.signIn(reader, 'en');
    const { text } = await browser.get('/');
    const sheet = /<table[\s\S]*?<\/table>/.exec(text)?.[0] ?? '';
    pages.set(
      reader.email,
      [...sheet.matchAll(/<tr>[\s\S]*?<\/tr>/g)].slice(1).map(([row]) => words(row)),
    );
  }
  expect((await remind(s.system)).digests).toBe(2);
  const mails: { to: string; text: string; subject: string }[] = [];
  const transport: MailTransport = {
    send: async ({ to, text, subject }) => {
      mails.push({ to: to.address, text, subject });
      return null;
    },
    close: () => undefined,
  };
  await deliverMail(s.system, transport);
  expect(mails.map((mail) => mail.to).sort()).toEqual(readers.map((reader) => reader.email).sort());
  for (const { to, text, subject } of mails) {
    const rows = pages.get(to) ?? [];
    const lines = [...text.matchAll(/^(.+?): (.+)\n {2}(.+)$/gm)].map(([, , title = '', below = '']) => ({ title, below }));
    expect(lines.length).toBeGreaterThan(0);
    expect(rows).toHaveLength(lines.length);
    expect(subject).toMatch(new RegExp(`^${lines.length} (thing|ding)`));
    for (const [index, { title, below }] of lines.entries()) expect(rows[index]).toContain(`${title} ${below}`);
  }
});
