import { readFileSync } from 'node:fs';
import { and, count, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { accounts, auditEvents, employmentPeriods, grants, importFiles, offboardingProposals, offices, people, secrets } from '#db/schema/index.ts';
import { addOrganisation, addPerson, appointFirstAdministrator, findPersonByEmployeeNumber, getPerson, giveRole } from '#src/features/people/index.ts';
import { verifyChain } from '#src/features/audit/index.ts';
import { saveOrganisation } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { clearStaged, confirmImport, importAccounts, importPeople, stageImport } from './service.ts';

const sample = (name: string) => ({ name, bytes: readFileSync(`tests/samples/${name}`) });
const csv = (...lines: string[]) => ({ name: 'file.csv', bytes: Buffer.from(lines.join('\n')) });
const header = 'Personeelsnummer;Voornaam;Achternaam;E-mail;Leidinggevende (nr);Datum uit dienst';

/** Sunday 22 November 2026 in Brussels, the day on which two people of the sample have left and three are to leave. */
const sunday = Date.UTC(2026, 10, 22, 9);

async function company(): Promise<World> {
  const w = await world({ now: sunday });
  await saveOrganisation(w.operator, { name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'nl' });
  await addOrganisation(w.operator, { name: 'Voorbeeld', kind: 'own' });
  return w;
}

const proposals = (w: World) => w.db.read.select().from(offboardingProposals);

describe('the samples', () => {
  test('people, then accounts, then both again: the second time changes nothing', async () => {
    const w = await company();
    const file = { file: sample('people-hr-export.csv'), dryRun: false };
    const first = await importPeople(w.operator, file);
    expect(first).toMatchObject({ rows: 64, added: 64, changed: 0, unchanged: 0, bad: [], ignored: [], left: 2, proposals: 3, massDeparture: false });
    expect(first.notes).toEqual([{ line: 11, column: 'Leidinggevende (nr)', code: 'own-manager', value: '' }]);

    const chloe = await findPersonByEmployeeNumber(w.system, '100002');
    const noor = await findPersonByEmployeeNumber(w.system, '100009');
    expect(chloe).toMatchObject({ displayName: 'Chloé van den Mal', jobTitle: 'Woordvoerder', department: 'Communicatie', managerId: noor?.id });
    expect(noor?.managerId).toBeNull();

    const bram = await findPersonByEmployeeNumber(w.system, '100053');
    expect(bram).toMatchObject({ state: 'left', endsAt: Date.UTC(2026, 10, 9, 22, 59, 59) });
    expect(
      await w.db.read
        .select({ endedAt: employmentPeriods.endedAt })
        .from(employmentPeriods)
        .where(eq(employmentPeriods.personId, bram?.id ?? '')),
    ).toEqual([{ endedAt: Date.UTC(2026, 10, 9, 22, 59, 59) }]);

    const register = { file: sample('accounts.csv'), dryRun: false };
    const second = await importAccounts(w.operator, register);
    expect(second).toMatchObject({ rows: 22, added: 22, bad: [], proposals: 2 });
    expect(second.exposed.map(({ name, accounts: held }) => [name, held])).toEqual([
      ['Bram Lindström', 1],
      ['Quinten Sjabloon', 1],
    ]);
    expect((await proposals(w)).length).toBe(5);

    expect(await importPeople(w.operator, file)).toMatchObject({ added: 0, changed: 0, unchanged: 64, bad: [], proposals: 0 });
    expect(await importAccounts(w.operator, register)).toMatchObject({ added: 0, changed: 0, unchanged: 22, bad: [], proposals: 0 });
    expect((await verifyChain(w.operator)).finding).toBeNull();
  });

  test('holders come in by how a platform lets people in, and nobody gets a login', async () => {
    const w = await company();
    await importPeople(w.operator, { file: sample('people-hr-export.csv'), dryRun: false });
    await importAccounts(w.operator, { file: sample('accounts.csv'), dryRun: false });
    const rows = await w.db.read
      .selectDistinct({ platform: accounts.platform, kind: grants.kind, unsure: grants.unsure, role: grants.platformRole, verified: grants.verifiedAt })
      .from(grants)
      .innerJoin(accounts, eq(accounts.id, grants.accountId));
    const ways = Object.fromEntries(rows.map(({ platform, kind, unsure }) => [platform, unsure ? `${kind}?` : kind]));
    expect(ways).toMatchObject({
      linkedin: 'platform-role',
      youtube: 'platform-role',
      mastodon: 'known-outside',
      bluesky: 'known-outside',
      x: 'known-outside?',
      tiktok: 'known-outside?',
    });
    expect(rows.every(({ role, verified }) => role === null && verified === null)).toBe(true);

    const dated = await w.db.read
      .select({ platform: accounts.platform, handle: accounts.handle, setAt: secrets.valueSetAt })
      .from(secrets)
      .innerJoin(accounts, eq(accounts.id, secrets.accountId));
    expect(dated.some(({ platform }) => platform === 'linkedin')).toBe(false);
    expect(dated.find(({ platform, handle }) => platform === 'x' && handle === 'voorbeeldzorgbenelux')?.setAt).toBe(Date.UTC(2025, 4, 30, 22));
  });

  test('a dry run says the same and leaves everything as it was', async () => {
    const w = await company();
    const dry = await importPeople(w.operator, { file: sample('people-hr-export.csv'), dryRun: true });
    expect(await w.db.read.select().from(people)).toEqual([]);
    const real = await importPeople(w.operator, { file: sample('people-hr-export.csv'), dryRun: false });
    expect({ ...dry, dryRun: false }).toEqual(real);
  });
});

describe('people who leave', () => {
  test('American dates and several employments make nobody leave who works, on any day that a date can be turned round to', async () => {
    const w = await company();
    expect(await importPeople(w.operator, { file: sample('hr/american-dates.csv'), dryRun: false })).toMatchObject({
      added: 4,
      bad: [],
      left: 0,
      proposals: 3,
    });
    const days = (await proposals(w)).map(({ effectiveAt }) => new Date(effectiveAt).toISOString().slice(0, 10));
    expect(days.toSorted()).toEqual(['2026-12-11', '2027-06-11', '2027-12-31']);
    const employed = { file: sample('hr/afas-two-employments.csv'), dryRun: false };
    expect(await importPeople(w.operator, employed)).toMatchObject({ rows: 2, added: 1, changed: 0, bad: [], left: 0, proposals: 0 });
    expect(await findPersonByEmployeeNumber(w.system, '82001')).toMatchObject({ state: 'active', jobTitle: 'Contentmaker' });
    expect(await importPeople(w.operator, employed)).toMatchObject({ added: 0, changed: 0, unchanged: 1, proposals: 0 });
  });

  test('an end date of somebody at work is proposed, moved with the file, and takes nothing away', async () => {
    const w = await company();
    const run = (day: string) => importPeople(w.operator, { file: csv(header, `1;An;Proef;an@x.example;;${day}`), dryRun: false });
    await run('');
    expect(await run('31-12-2026')).toMatchObject({ changed: 1, proposals: 1 });
    expect(await run('2027-01-15')).toMatchObject({ changed: 1, proposals: 1 });
    expect(await run('2027-01-15')).toMatchObject({ unchanged: 1, proposals: 0 });
    expect(await proposals(w)).toMatchObject([{ state: 'open', effectiveAt: Date.UTC(2027, 0, 15, 22, 59, 59) }]);
    expect(await run('01-11-2026')).toMatchObject({ changed: 1, proposals: 1, left: 0 });
    expect(await findPersonByEmployeeNumber(w.system, '1')).toMatchObject({ state: 'active', endsAt: null });
    expect((await run('')).notes).toMatchObject([{ code: 'end-date-gone' }]);
  });

  test('a wrong file with two hundred leavers makes proposals, one mail to each HR officer and a loud report', async () => {
    const w = await company();
    const rows = Array.from({ length: 200 }, (_, i) => `${i};An;Proef${i};p${i}@x.example;`);
    await importPeople(w.operator, { file: csv(header, ...rows.map((row) => `${row};`)), dryRun: false });
    const report = await importPeople(w.operator, { file: csv(header, ...rows.map((row) => `${row};01-11-2026`)), dryRun: false });
    expect(report).toMatchObject({ proposals: 200, massDeparture: true, left: 0 });
    const still = await w.db.read.select({ n: count() }).from(people).where(eq(people.state, 'active'));
    expect(still).toEqual([{ n: 200 }]);
  });

  test('somebody recorded as left is not brought back by a file', async () => {
    const w = await company();
    await importPeople(w.operator, { file: csv(header, '1;An;Proef;an@x.example;;01-11-2026'), dryRun: false });
    const report = await importPeople(w.operator, { file: csv(header, '1;An;Proef;an@x.example;;'), dryRun: false });
    expect(report).toMatchObject({ unchanged: 1, notes: [{ code: 'recorded-as-left' }] });
    expect(await findPersonByEmployeeNumber(w.system, '1')).toMatchObject({ state: 'left' });
  });
});

describe('accounts', () => {
  const register = 'platform,handle,owner,deputies,holders,last rotated,criticality';

  async function staffed(): Promise<{ w: World; ada: Ctx }> {
    const w = await company();
    await importPeople(w.operator, {
      file: csv(header, '1;An;Proef;an@x.example;;', '2;Bo;Test;bo@x.example;;', '3;Hr;Mens;hr@x.example;;', '4;Weg;Weg;weg@x.example;;01-11-2026'),
      dryRun: false,
    });
    const hr = await findPersonByEmployeeNumber(w.system, '3');
    const admin = await addPerson(w.operator, { givenName: 'Ad', familyName: 'Min', email: 'ad@x.example' });
    await appointFirstAdministrator(w.system, admin.id);
    await giveRole(await w.as(admin.id), hr?.id ?? '', 'hr');
    return { w, ada: await w.as(admin.id) };
  }

  test('HR and leavers hold no office, unknown people are named, the account comes in all the same', async () => {
    const { w, ada } = await staffed();
    const report = await importAccounts(ada, {
      file: csv(register, 'X (Twitter),@zorg,hr@x.example,weg@x.example 2,an@x.example; niemand@x.example; 3,2026-01-05,kritiek'),
      dryRun: false,
    });
    expect(report).toMatchObject({ added: 1, bad: [], proposals: 1, exposed: [{ name: 'Weg Weg', accounts: 1 }] });
    expect(report.notes.map(({ column, code, value }) => [column, code, value])).toEqual([
      ['owner', 'hr-in-office', 'Hr Mens'],
      ['deputies', 'gone-in-office', 'Weg Weg'],
      ['owner', 'no-owner', ''],
      ['holders', 'unknown-person', 'niemand@x.example'],
    ]);
    const held = await w.db.read.select({ name: people.displayName, office: offices.office }).from(offices).innerJoin(people, eq(people.id, offices.personId));
    expect(held).toEqual([{ name: 'Bo Test', office: 'deputy' }]);
    const ways = await w.db.read
      .select({ name: people.displayName, kind: grants.kind, unsure: grants.unsure })
      .from(grants)
      .innerJoin(people, eq(people.id, grants.personId));
    expect(ways.sort((a, b) => a.name.localeCompare(b.name))).toEqual(
      ['An Proef', 'Hr Mens', 'Weg Weg'].map((name) => ({ name, kind: 'known-outside', unsure: true })),
    );
    expect(await w.db.read.select().from(accounts)).toMatchObject([{ platform: 'x', handle: '@zorg', handleKey: 'zorg', criticality: 'critical' }]);
  });

  test('a newer register adds people and dates, changes what it has columns for, and takes nobody away', async () => {
    const { w, ada } = await staffed();
    await importAccounts(ada, {
      file: csv('platform,handle,owner,holders,brand,last rotated', 'mastodon,zorg,an@x.example,an@x.example,Zorg,2026-01-05'),
      dryRun: false,
    });
    const second = await importAccounts(ada, {
      file: csv('platform;account;eigenaar;houders;laatst gewijzigd', 'Mastodon;@Zorg;bo@x.example;bo@x.example;05-02-2026'),
      dryRun: false,
    });
    expect(second).toMatchObject({ added: 0, changed: 1, notes: [{ code: 'other-owner', value: 'Bo Test' }] });
    expect(await w.db.read.select({ brand: accounts.brand }).from(accounts)).toEqual([{ brand: 'Zorg' }]);
    expect(await w.db.read.select({ setAt: secrets.valueSetAt }).from(secrets)).toEqual([{ setAt: Date.UTC(2026, 1, 4, 23) }]);
    expect(await w.db.read.select({ n: count() }).from(grants).where(eq(grants.state, 'active'))).toEqual([{ n: 2 }]);
    const owner = await w.db.read
      .select({ name: people.displayName })
      .from(offices)
      .innerJoin(people, and(eq(people.id, offices.personId), eq(offices.office, 'owner')));
    expect(owner).toEqual([{ name: 'An Proef' }]);
  });
});

describe('who may, and the file between check and confirmation', () => {
  async function administrated() {
    const w = await company();
    const { id } = await addPerson(w.operator, { givenName: 'Ad', familyName: 'Min', email: 'ad@x.example' });
    await appointFirstAdministrator(w.system, id);
    const other = await addPerson(w.operator, { givenName: 'An', familyName: 'Ders', email: 'an@x.example' });
    return { w, admin: await w.as(id), other: await w.as(other.id) };
  }
  const file = () => sample('people-hr-export.csv');
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    );

  test('somebody without the right neither checks nor imports', async () => {
    const { other } = await administrated();
    for (const dryRun of [true, false]) expect(await codeOf(importPeople(other, { file: file(), dryRun }))).toBe('permission.no-role');
    expect(await codeOf(stageImport(other, 'people', file()))).toBe('permission.no-role');
  });

  test('the staged file is sealed, is for its uploader alone, works once, and goes after fifteen minutes', async () => {
    const { w, admin } = await administrated();
    const { id, report } = await stageImport(admin, 'people', file());
    expect(report).toMatchObject({ dryRun: true, added: 64 });
    const [row] = await w.db.read.select().from(importFiles);
    expect(row?.sealed.includes('Personeelsnummer')).toBe(false);
    expect(await codeOf(confirmImport(w.operator, id))).toBe('directory.file-gone');
    expect(await confirmImport(admin, id)).toMatchObject({ dryRun: false, added: 64 });
    expect(await codeOf(confirmImport(admin, id))).toBe('directory.file-gone');
    expect(await w.db.read.select().from(importFiles)).toEqual([]);

    const again = await stageImport(admin, 'people', file());
    w.clock.advance('15m');
    expect(await codeOf(confirmImport(admin, again.id))).toBe('directory.file-gone');
    expect(await clearStaged(w.system)).toBe(1);
    expect(await w.db.read.select().from(importFiles)).toEqual([]);
  });

  test('an import is one event, named and counted, with nothing of the file in the chain', async () => {
    const { w } = await administrated();
    await importPeople(w.operator, { file: { ...file(), name: 'geheim-ontslag.csv' }, dryRun: false });
    const events = await w.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'import.done'));
    expect(events).toHaveLength(1);
    expect(events[0]?.body).toContain('"added":64');
    expect(events[0]?.body).not.toContain('geheim');
  });
});

test('ten thousand people whose managers stand anywhere in the file, and ten thousand accounts', async () => {
  const w = await company();
  const total = 10_000;
  const rows = Array.from({ length: total }, (_, i) => `${i};Voornaam${i};Achternaam${i};p${i}@x.example;${(i * 7919 + 1) % total};`);
  const file = csv(header, ...rows);
  expect(await importPeople(w.operator, { file, dryRun: false })).toMatchObject({ added: total, bad: [], notes: [] });
  expect(await importPeople(w.operator, { file, dryRun: false })).toMatchObject({ added: 0, unchanged: total });
  const someone = await findPersonByEmployeeNumber(w.system, '1234');
  expect(await getPerson(w.system, someone?.managerId ?? '')).toMatchObject({ employeeNumber: String((1234 * 7919 + 1) % total) });

  const register = csv(
    'platform,handle,owner,holders',
    ...Array.from({ length: total }, (_, i) => `mastodon,h${i},p${i}@x.example,p${(i + 1) % total}@x.example p${(i + 2) % total}@x.example`),
  );
  expect(await importAccounts(w.operator, { file: register, dryRun: false })).toMatchObject({ added: total, bad: [], notes: [] });
  expect(await w.db.read.select({ n: count() }).from(grants)).toEqual([{ n: 2 * total }]);
  expect(await importAccounts(w.operator, { file: register, dryRun: false })).toMatchObject({ unchanged: total });
});
