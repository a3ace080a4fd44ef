import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { disclosures, grants } from '#db/schema/index.ts';
import { whoCanGetIn } from '#src/features/access/index.ts';
import { account, person, sharedLogin } from '#tests/helpers/builders.ts';
import { site } from '#tests/helpers/site.ts';
import { english, story } from './story.test-kit.ts';

const value = 'paars-regent-17-kiezels';

/** The text of a page without its tags, in one line. */
function words(html: string): string {
  return html
    .replace(/<(script|style|title)[^>]*>.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('the page of an account', () => {
  it('opens with the number that its table shows, counting whoever is not proven gone', async () => {
    const { s, accountId } = await story();
    const browser = await english(s, s.ada);
    const page = await browser.get(`/accounts/${accountId}`);
    const { count, people } = await whoCanGetIn(await s.as(s.ada.id), accountId);
    expect(page.textOf('answer')).toBe(`${count} people can still get in; 1 of them leaves on Friday.`);
    expect(page.text.match(/scope="rowgroup"/g)).toHaveLength(count);
    expect(people.map((each) => each.person.name)).toContain('Jonas Maes');
    for (const said of ['not proven gone', 'please check', 'Bus factor 3.', 'After Friday nobody holds the recovery channel and the second factor.']) {
      expect(words(page.text)).toContain(said);
    }
  });

  it('tells how it was on a day that has passed, and offers nothing to do there', async () => {
    const { s, accountId } = await story();
    s.clock.advance('2d');
    const browser = await english(s, s.ada);
    const then = await browser.get(`/accounts/${accountId}?on=2026-11-16`);
    expect(then.text).toContain('Nobody could get in on 16 November 2026.');
    expect(then.text).not.toContain('/ending"');
    expect((await browser.get(`/accounts/${accountId}?on=2026-11-17`)).text).toContain('5 people could get in on 17 November 2026.');
    const wrong = await Promise.all(['yesterday', '2027-06-01'].map((day) => browser.get(`/accounts/${accountId}?on=${day}`)));
    expect(wrong.map(({ status, text }) => [status, /Write it as 2026-03-01|Choose a day that has begun/.test(text)])).toEqual([
      [422, true],
      [422, true],
    ]);
  });

  it('is not there for somebody without a way in, and shows a holder no other holder', async () => {
    const { s, accountId, sofie } = await story('normal');
    const stranger = await s.person('Bo Baker');
    const browser = await english(s, stranger);
    expect((await browser.get(`/accounts/${accountId}`)).status).toBe(404);
    await sharedLogin(s, sofie.id, accountId, stranger.id);
    const page = await browser.get(`/accounts/${accountId}`);
    expect(words(page.text)).toContain('You may show this login.');
    expect(page.text).not.toContain('Noor Aerts');
  });
});

describe('a secret', () => {
  it('of a critical account asks for a reason first, then is shown once its disclosure is written down', async () => {
    const { s, sofie, accountId, passwordId } = await story();
    const browser = await english(s, sofie);
    const reveals = `/accounts/${accountId}/secrets/${passwordId}/reveals`;
    const page = await browser.get(`/accounts/${accountId}`);
    expect(page.text).not.toContain(value);
    const refused = await browser.fragment(reveals, { how: 'shown' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Say what you need it for.');
    expect(refused.text).not.toContain(value);
    const asked = await browser.fragment(`/accounts/${accountId}/reason`, { reason: 'a post about the open day' });
    expect(asked.field('reason')).toBe('a post about the open day');
    const shown = await browser.fragment(reveals, { how: 'shown', reason: 'a post about the open day' });
    expect(shown.textOf(`value-${passwordId}`)).toBe(value);
    expect(shown.headers.get('cache-control')).toContain('no-store');
    const rows = await s.db.read.select().from(disclosures).where(eq(disclosures.secretId, passwordId));
    expect(rows.filter((row) => row.how === 'shown')).toMatchObject([{ personId: sofie.id, reason: 'a post about the open day' }]);
  });

  it('is shown without a script on a page of its own', async () => {
    const { s, sofie, accountId, passwordId, codeId } = await story('normal');
    const browser = await english(s, sofie);
    await browser.get(`/accounts/${accountId}`);
    const shown = await browser.post(`/accounts/${accountId}/secrets/${passwordId}/reveals`, { how: 'shown' });
    expect(shown.textOf(`value-${passwordId}`)).toBe(value);
    expect(shown.text).toContain('<html');
    const code = await browser.post(`/accounts/${accountId}/secrets/${codeId}/codes`);
    expect(code.text).toMatch(new RegExp(`id="value-${codeId}" data-value="\\d{6}"`));
  });

  it('says what is missing: the policy, or a second factor proven long ago', async () => {
    const { s, sofie, accountId, passwordId } = await story('normal');
    const newcomer = await s.person('Nora Newcomer');
    await sharedLogin(s, sofie.id, accountId, newcomer.id);
    const browser = await english(s, newcomer);
    const page = await browser.get(`/accounts/${accountId}`);
    expect(words(page.text)).toContain('You have not yet acknowledged the policy for company accounts. Read and acknowledge it');
    const refused = await browser.fragment(`/accounts/${accountId}/secrets/${passwordId}/reveals`, { how: 'shown' });
    expect(refused.text).toContain('/policies/');
    const owner = await english(s, sofie);
    s.clock.advance('11m');
    expect(words((await owner.get(`/accounts/${accountId}`)).text)).toContain('Prove it again');
    expect((await owner.post(`/accounts/${accountId}/secrets/${passwordId}/reveals`, { how: 'shown' })).path).toMatch(/^\/step-up/);
  });

  it('stays closed for an administrator, who holds nothing by that', async () => {
    const { s, accountId, passwordId } = await story('normal');
    const browser = await english(s, s.ada);
    const page = await browser.get(`/accounts/${accountId}`);
    expect(page.text).not.toContain('/reveals');
    const refused = await browser.post(`/accounts/${accountId}/secrets/${passwordId}/reveals`, { how: 'shown' });
    expect(refused.status).toBe(403);
    expect(refused.text).not.toContain(value);
  });

  it('is not reached through the address of another account', async () => {
    const { s, sofie, passwordId } = await story('normal');
    const other = await account(s, { ownerId: sofie.id, handle: 'other' });
    const browser = await english(s, sofie);
    await browser.get(`/accounts/${other}`);
    expect((await browser.post(`/accounts/${other}/secrets/${passwordId}/reveals`, { how: 'shown' })).status).toBe(404);
    const rows = await s.db.read.select().from(disclosures).where(eq(disclosures.secretId, passwordId));
    expect(rows.map((row) => row.how)).toEqual(['created']);
  });

  it('is typed in by whoever manages the account, and a wrong one is never sent back', async () => {
    const s = await site();
    const owner = await s.person('Olga Owner', { acknowledged: true });
    const accountId = await account(s, { ownerId: owner.id });
    const browser = await english(s, owner);
    await browser.get(`/accounts/${accountId}/secrets/new?kind=totp`);
    const wrong = await browser.post(`/accounts/${accountId}/secrets`, { kind: 'totp', value: 'not a seed!', label: 'main', setOn: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).not.toContain('not a seed!');
    expect(wrong.field('label')).toBe('main');
    const kept = await browser.post(`/accounts/${accountId}/secrets`, { kind: 'password', value: 'in use today', setOn: '2026-10-12' });
    expect(kept.path).toBe(`/accounts/${accountId}`);
    expect(words(kept.text)).toContain('36 days old');
  });
});

describe('access', () => {
  it('is given to somebody typed by name, and asks who is meant where several fit', async () => {
    const { s, sofie, accountId } = await story('normal');
    const first = await person(s, 'Eva Peeters');
    await person(s, 'Evi Peeters');
    const browser = await english(s, sofie);
    const form = { kind: 'shared-login', level: 'reveal', person: 'peeters', platformRole: '', reason: '', until: '' };
    await browser.get(`/accounts/${accountId}/grants/new`);
    const several = await browser.post(`/accounts/${accountId}/grants`, form);
    expect(several.status).toBe(422);
    expect(several.text).toContain('This fits several people.');
    const given = await browser.post(`/accounts/${accountId}/grants`, { ...form, personId: first });
    expect(given.path).toBe(`/accounts/${accountId}`);
    expect(words(given.text)).toContain('Eva Peeters');
    const nobody = await browser.post(`/accounts/${accountId}/grants`, { ...form, person: 'xyzzy' });
    expect(nobody.text).toContain('Nobody here fits.');
    const self = await browser.post(`/accounts/${accountId}/grants`, { ...form, kind: 'platform-role', person: sofie.email });
    expect(self.text).toContain('You cannot give access to yourself.');
  });

  it('is ended after saying in numbers what that does', async () => {
    const { s, sofie, accountId, passwordId } = await story('normal');
    const holder = await s.person('Hanna Holder', { acknowledged: true });
    const grantId = await sharedLogin(s, sofie.id, accountId, holder.id);
    const theirs = await english(s, holder);
    await theirs.get(`/accounts/${accountId}`);
    await theirs.post(`/accounts/${accountId}/secrets/${passwordId}/reveals`, { how: 'shown' });
    const browser = await english(s, sofie);
    const asked = await browser.get(`/accounts/${accountId}/grants/${grantId}/ending`);
    expect(asked.text).toContain('1 secret was shown to them.');
    const [before] = await s.db.read.select().from(grants).where(eq(grants.id, grantId));
    expect(before?.state).toBe('active');
    const ended = await browser.post(`/accounts/${accountId}/grants/${grantId}/ending`);
    expect(ended.text).toContain('The access is ended. 1 secret must change.');
    expect(words(ended.text)).toContain('still knows the password');
    expect(words(ended.text)).toContain('must change: somebody who should not know it does');
  });

  it('may be ended by its holder, who then sees the account no more', async () => {
    const { s, sofie, accountId } = await story('normal');
    const holder = await s.person('Hanna Holder', { acknowledged: true });
    const grantId = await sharedLogin(s, sofie.id, accountId, holder.id);
    const browser = await english(s, holder);
    expect((await browser.get('/me')).text).toContain(`/accounts/${accountId}/grants/${grantId}/ending`);
    await browser.get(`/accounts/${accountId}/grants/${grantId}/ending`);
    expect((await browser.post(`/accounts/${accountId}/grants/${grantId}/ending`)).path).toBe('/me');
    expect((await browser.get(`/accounts/${accountId}`)).status).toBe(404);
  });

  it('that an import guessed is confirmed by whoever looked', async () => {
    const { s, sofie, accountId, guessId } = await story('normal');
    const browser = await english(s, sofie);
    await browser.get(`/accounts/${accountId}`);
    const page = await browser.post(`/accounts/${accountId}/grants/${guessId}/verification`);
    expect(words(page.text)).not.toContain('please check');
    expect(words(page.text)).toContain('checked 17 Nov');
  });

  it('of offices is changed by the owner: a deputy appointed and dismissed, an owner replaced', async () => {
    const { s, sofie, daan, accountId } = await story('normal');
    const next = await person(s, 'Nele Next');
    const browser = await english(s, sofie);
    const offices = `/accounts/${accountId}/offices`;
    await browser.get(offices);
    expect(words((await browser.post(offices, { office: 'deputy', person: 'nele' })).text)).toContain('2 people stand in');
    expect((await browser.post(`${offices}/endings`, { personId: daan.id })).text).toContain('Daan Peeters is no longer a deputy.');
    const replaced = await browser.post(offices, { office: 'owner', person: '', personId: next });
    expect(replaced.path).toBe(`/accounts/${accountId}`);
    expect(words(replaced.text)).toContain('Owner Nele Next');
  });
});
