import { engine } from '#db/engine.ts';
import { countDistinct, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts, grants, secretVersions } from '#db/schema/index.ts';
import { revealSecret, whoCanGetIn } from '#src/features/access/index.ts';
import { findAccountByHandle } from '#src/features/accounts/index.ts';
import { verifyRights } from '#src/features/audit/index.ts';
import { certificateOf, listOffboardings, verifyCertificate } from '#src/features/offboarding/index.ts';
import { listPeople } from '#src/features/people/index.ts';
import { dueRotations } from '#src/features/rotation/index.ts';
import { secretsOf } from '#src/features/secrets/index.ts';
import type { Page } from '#tests/helpers/browser.ts';
import { type SampleCompany, sampleCompany } from '#tests/helpers/sample-company.ts';

let company: SampleCompany;
beforeAll(async () => {
  company = await sampleCompany();
});
afterAll(() => company?.dispose());

const words = ({ text }: Page) =>
  text
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
const accountOf = async (platform: string, handle: string) => (await findAccountByHandle(company.system, platform, handle))?.id ?? '';

async function passwordOf(platform: string, handle: string): Promise<string> {
  const secrets = await secretsOf(company.system, await accountOf(platform, handle));
  return secrets.find(({ kind }) => kind === 'password')?.id ?? '';
}

describe('the sample company', () => {
  it('was made by the real verbs: its log holds from the first event to the last', async () => {
    const { finding, events, differences } = await verifyRights(company.system);
    expect({ finding, differences }).toEqual({ finding: null, differences: [] });
    expect(events).toBeGreaterThan(1000);
  });

  it('has sixty people, of whom three have left, and 22 accounts on 11 platforms', async () => {
    const { rows } = await listPeople(company.system, { limit: 100 });
    const states = Object.entries(Object.groupBy(rows, ({ state }) => state)).map(([state, all]) => [state, all.length]);
    expect(Object.fromEntries(states)).toEqual({ active: 55, absent: 1, leaving: 2, left: 3 });
    const [counted] = await company.app.db.read.select({ platforms: countDistinct(accounts.platform), handles: countDistinct(accounts.id) }).from(accounts);
    expect(counted).toEqual({ platforms: 11, handles: 22 });
  });

  it('destroyed what it replaced more than a month ago', async () => {
    const versions = await company.app.db.read.select({ state: secretVersions.state }).from(secretVersions);
    expect(versions.filter(({ state }) => state === 'destroyed').length).toBeGreaterThan(5);
  });

  it('tells the administrator what is late and how the company stands', async () => {
    const start = words(await (await company.signIn('ilse', 'en')).get('/'));
    // PostgreSQL is backed up by its own tools, which nobody here can look after.
    const ours = engine === 'sqlite';
    expect(start).toContain(ours ? '7 things need you; 5 of them are late.' : '6 things need you; 4 of them are late.');
    expect(start.includes('Make a backup of the vault None was ever made.')).toBe(ours);
    expect(start).toContain('17 h late The clean-up after Jonas Maes 3 of 9 tasks are still open. Waits for Sofie Lambrecht');
    expect(start).toContain('12 days late Change the password of TikTok · @voorbeeld.be');
    expect(start).toContain('11 of 12 shared logins are in the vault');
    expect(start).toContain('3 accounts have no deputy');
    expect(start).toContain('3 people with access did not acknowledge the rules');
  });

  it('knows who can get in, also whoever is gone and not proven gone, and finds the account that hangs on one person', async () => {
    const linkedin = await whoCanGetIn(await company.as('sofie'), await accountOf('linkedin', 'voorbeeld-groep'));
    expect(linkedin.people.map(({ person }) => person.name)).toEqual(expect.arrayContaining(['Noor Aerts', 'Jonas Maes', 'Tess Bogaert']));
    expect(linkedin.people).toHaveLength(5);
    const mastodon = await whoCanGetIn(await company.as('ilse'), await accountOf('mastodon', '@voorbeeld@toot.example'));
    expect(mastodon.people.map(({ person }) => person.name)).toEqual(['Karim Benali']);
  });

  it('has proven two departures, with a certificate each that holds, one of them with an exception', async () => {
    const page = await (await company.signIn('griet', 'en')).get('/offboardings');
    const ids = [...page.text.matchAll(/\/offboardings\/(ofb_\w+)\/certificate/g)].map(([, id = '']) => id);
    const files = await Promise.all([...new Set(ids)].map(async (id) => (await certificateOf(company.system, id)).file));
    expect(files.map((file) => verifyCertificate(file).ok)).toEqual([true, true]);
    expect(files.map((file) => JSON.parse(file).certificate.summary.exceptions).sort()).toEqual([0, 1]);
  });

  it('keeps the departure that nobody announced to HR', async () => {
    const names = async (who: string) => (await listOffboardings(await company.as(who))).rows.map(({ name }) => name);
    expect(await names('griet')).toEqual(['Jonas Maes', 'Noor Aerts', 'Wim De Backer', 'Lotte Claes']);
    expect(await names('ilse')).toEqual(['Jonas Maes', 'Noor Aerts', 'Lotte Claes']);
    expect(await names('sofie')).not.toContain('Wim De Backer');
  });

  it('gives a holder a password, and HR none', async () => {
    const ask = { secretId: await passwordOf('instagram', '@voorbeeld.home'), how: 'shown', reason: 'campagne winterwerken' } as const;
    expect((await revealSecret(await company.as('yasmina'), ask)).value.length).toBeGreaterThan(10);
    await expect(revealSecret(await company.as('griet'), ask)).rejects.toMatchObject({ kind: 'missing' });
    expect((await (await company.signIn('griet', 'en')).get('/accounts')).text).not.toContain('voorbeeld.home');
  });

  it('has a rotation that is half-way and one that is blocked', async () => {
    const due = await dueRotations(company.system, { within: 7 * 86_400_000 });
    const states = Object.fromEntries(due.map(({ account, rotation }) => [account, rotation?.state]));
    expect(states).toMatchObject({ 'Bluesky · @voorbeeld.example': 'prepared', 'Mastodon · @voorbeeld@toot.example': 'blocked' });
  });

  it('has access that ran out by itself, a token, and mail that waits for a server', async () => {
    const ended = await company.app.db.read.select().from(grants).where(eq(grants.endedBecause, 'expired'));
    expect(ended.map(({ state }) => state)).toEqual(['closed']);
    expect((await (await company.signIn('karim', 'en')).get('/me/tokens')).text).toContain('Statusbord in de gang');
    expect(words(await (await company.signIn('ilse', 'en')).get('/settings'))).toContain('Departure announced');
  });

  it('shows nothing that is still to come as if it had happened', async () => {
    const { rows } = await listPeople(company.system, { limit: 100 });
    expect(rows.filter(({ createdAt, updatedAt }) => Math.max(createdAt, updatedAt) > company.system.now())).toEqual([]);
    const page = words(await (await company.signIn('sofie', 'en')).get('/me'));
    expect(page).not.toMatch(/2027/);
  });
});
