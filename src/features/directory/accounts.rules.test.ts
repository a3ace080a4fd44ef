import { describe, expect, test } from 'vitest';
import { accountKind, readAccounts } from './accounts.file.ts';
import { lowers } from '#src/features/accounts/index.ts';
import { type AccountFacts, type KnownAccount, type KnownHolder, planAccountImport } from './accounts.rules.ts';
import { openFile } from './upload.ts';

const now = Date.UTC(2026, 10, 22, 9);
const person = (id: string, more: Partial<KnownHolder> = {}): KnownHolder => ({
  id,
  name: id,
  employeeNumber: id.length.toString(),
  emailKey: `${id}@x.example`,
  hr: false,
  leaving: false,
  goneAt: null,
  ...more,
});
const people = [
  person('an'),
  person('bob'),
  person('chef'),
  person('hilde', { hr: true }),
  person('lennart', { leaving: true }),
  person('gustaaf', { goneAt: now - 1 }),
];

const known: KnownAccount = {
  id: 'acc',
  platform: 'mastodon',
  handleKey: 'zorg',
  url: null,
  brand: 'Zorg',
  region: null,
  purpose: null,
  criticality: 'normal',
  ownerId: 'an',
  officerIds: new Set(['an', 'bob']),
  holders: new Map([['an', 'open']]),
  password: { id: 'sec', valueSetAt: null, fixed: false },
};

function plan(file: string, more: Partial<AccountFacts> = {}) {
  const { table, columns, days } = openFile(Buffer.from(file), accountKind, { zone: 'Europe/Brussels' });
  const recognise = (text: string) => ['mastodon', 'linkedin', 'x'].find((platform) => text.toLowerCase().includes(platform));
  const holderKind = (platform: string) => (({ mastodon: 'known-outside', linkedin: 'platform-role' }) as const)[platform] ?? 'check';
  let made = 0;
  const facts = {
    accounts: [],
    people,
    handleKey: (handle: string) => handle.toLowerCase().replace('@', ''),
    lowers,
    holderKind,
    now,
    zone: 'Europe/Brussels',
    newId: () => `new-${++made}`,
  };
  return planAccountImport(readAccounts(table, columns, days, recognise), { ...facts, ...more });
}

const said = ({ bad, notes }: ReturnType<typeof plan>) => [...bad, ...notes].map(({ line, column, code, value }) => [line, column, code, value]);
const head = 'platform;handle;url;criticality;owner;deputies;holders;last rotated';

test.each<[string, string, (string | number | null)[]]>([
  ['no platform', ';zorg;;;an@x.example;;;', [2, 'platform', 'no-platform', '']],
  ['an unknown one', 'Friendster;zorg;;;an@x.example;;;', [2, 'platform', 'unknown-platform', 'Friendster']],
  ['no handle', 'mastodon;;;;an@x.example;;;', [2, 'handle', 'no-handle', '']],
  ['a script for an address', 'mastodon;zorg;javascript:alert(1);;an@x.example;;;', [2, 'url', 'not-a-link', 'javascript:alert(1)']],
  ['a criticality of its own', 'mastodon;zorg;;nogal;an@x.example;;;', [2, 'criticality', 'not-a-criticality', 'nogal']],
  ['a rotation that is yet to come', 'mastodon;zorg;;;an@x.example;;;23-11-2026', [2, 'last rotated', 'in-the-future', '']],
])('a bad row is named with line, column and reason: %s', (_, row, expected) => {
  const result = plan(`${head}\n${row}\nx;good;;;an@x.example;;;\n`);
  expect(said(result)).toEqual([expected]);
  expect(result.add).toHaveLength(1);
});

test('the same account twice in a file, in other letters', () => {
  expect(said(plan(`${head}\nmastodon;zorg;;;an@x.example;;;\nMastodon;@ZORG;;;an@x.example;;;`))).toEqual([[3, 'handle', 'account-twice', '2']]);
});

test('Dutch words and an address without its scheme', () => {
  expect(plan('kanaal;account;link;kriticiteit;eigenaar\nmastodon;zorg;social.x.example/@zorg;Kritiek;an@x.example').add).toMatchObject([
    { platform: 'mastodon', fields: { url: 'https://social.x.example/@zorg', criticality: 'critical' } },
  ]);
});

test.each([
  ['an@x.example bob@x.example', ['an', 'bob']],
  ['an@x.example, bob@x.example;', ['an', 'bob']],
  ['2|3 / AN@X.example', ['an', 'bob']],
  ['An Proef <an@x.example>, Bob <bob@x.example>', ['an', 'bob']],
])('holders as "%s"', (cell, ids) => {
  const result = plan(`platform\thandle\towner\tholders\nmastodon\tzorg\tan@x.example\t"${cell}"`);
  expect(result.grants.map(({ personId }) => personId)).toEqual(ids);
  expect(result.notes).toEqual([]);
});

test('the same person written many times is one, and a row with more people than any account has stays out', () => {
  expect(plan(`${head}\nmastodon;zorg;;;an@x.example;;${'bob@x.example,'.repeat(500)};`).grants).toHaveLength(1);
  const crowd = Array.from({ length: 51 }, (_, nth) => `p${nth}@x.example`).join(' ');
  const result = plan(`${head}\nmastodon;zorg;;;an@x.example;;${crowd};`);
  expect(said(result)).toEqual([[2, 'holders', 'too-many-people', '50']]);
  expect(result.add).toEqual([]);
});

test('of more than a thousand remarks the rest is counted', () => {
  const people = Array.from({ length: 50 }, (_, nth) => `nobody-${nth}@x.example`).join(' ');
  const rows = Array.from({ length: 30 }, (_, nth) => `mastodon;zorg-${nth};;;an@x.example;;${people};`).join('\n');
  const { notes } = plan(`${head}\n${rows}`);
  expect(notes).toHaveLength(1001);
  expect(notes.at(-1)).toEqual({ line: 22, column: null, code: 'and-more', value: '500' });
});

test('a name that is no address is named in one piece, and the account comes in without it', () => {
  const result = plan(`${head}\nmastodon;zorg;;;an@x.example;;Jan van den Berg, an@x.example;`);
  expect(said(result)).toEqual([[2, 'holders', 'unknown-person', 'Jan van den Berg']]);
  expect(result.grants).toHaveLength(1);
});

describe('ways in', () => {
  test.each([
    ['mastodon', 'known-outside', false, 1],
    ['linkedin', 'platform-role', false, 0],
    ['x', 'known-outside', true, 1],
  ])('%s: %s, unsure %s', (platform, kind, unsure, passwords) => {
    const result = plan(`${head}\n${platform};zorg;;;an@x.example;;bob@x.example;`);
    expect(result.grants).toEqual([{ accountId: 'new-1', personId: 'bob', kind, unsure }]);
    expect(result.newPasswords).toHaveLength(passwords);
  });

  test('who is gone and listed is exposed, also where the register calls them owner or deputy', () => {
    const result = plan(`${head}\nmastodon;a;;;gustaaf@x.example;an@x.example;;\nmastodon;b;;;an@x.example;;gustaaf@x.example;`);
    expect(result.exposed).toEqual([{ personId: 'gustaaf', name: 'gustaaf', goneAt: now - 1, accounts: 2 }]);
    expect(said(result)).toEqual([
      [2, 'owner', 'gone-in-office', 'gustaaf'],
      [2, 'owner', 'no-owner', ''],
    ]);
  });

  test('what was ended here does not come back with an old file', () => {
    const account = { ...known, holders: new Map([['bob', 'ended' as const]]) };
    const result = plan(`${head}\nmastodon;zorg;;;an@x.example;;bob@x.example;`, { accounts: [account] });
    expect(result).toMatchObject({ grants: [], notes: [{ code: 'access-ended', value: 'bob' }] });
  });
});

describe('offices', () => {
  test('HR and leavers get none, nobody gets two, extra owners are deputies', () => {
    const result = plan(`${head}\nmastodon;zorg;;;an@x.example 3;hilde@x.example lennart@x.example an@x.example;;`);
    expect(result.offices).toEqual([
      { accountId: 'new-1', personId: 'an', office: 'owner' },
      { accountId: 'new-1', personId: 'bob', office: 'deputy' },
    ]);
    expect(result.notes.map(({ code, value }) => [code, value])).toEqual([
      ['hr-in-office', 'hilde'],
      ['gone-in-office', 'lennart'],
    ]);
  });

  test('an import adds to an account that is here, and removes nobody', () => {
    const result = plan(`${head}\nmastodon;@Zorg;;kritiek;chef@x.example;chef@x.example;an@x.example;`, { accounts: [known] });
    expect(result).toMatchObject({
      add: [],
      change: [{ id: 'acc', fields: { criticality: 'critical' } }],
      offices: [{ personId: 'chef', office: 'deputy' }],
      grants: [],
      notes: [{ code: 'other-owner', value: 'chef' }],
    });
  });

  test('an account that is critical stays so, whatever the file says, and the rest of its row comes in', () => {
    const critical = { ...known, criticality: 'critical' as const };
    const result = plan(`platform;account;criticality;owner;brand\nmastodon;zorg;normaal;an@x.example;Zorgen`, { accounts: [critical] });
    expect(result).toMatchObject({ change: [{ id: 'acc', fields: { brand: 'Zorgen' } }], notes: [{ code: 'stays-critical', line: 2 }] });
    expect(result.change[0]?.fields).not.toHaveProperty('criticality');
  });

  test('a vacant ownership is filled', () => {
    const vacant = { ...known, ownerId: null, officerIds: new Set<string>() };
    expect(plan(`${head}\nmastodon;zorg;;;an@x.example;;an@x.example;`, { accounts: [vacant] }).offices).toEqual([
      { accountId: 'acc', personId: 'an', office: 'owner' },
    ]);
  });
});

describe('when a password was set', () => {
  const on = (day: string, password: KnownAccount['password']) =>
    plan(`${head}\nmastodon;zorg;;;an@x.example;;;${day}`, { accounts: [{ ...known, password }] });
  const first = Date.UTC(2025, 11, 31, 23);

  test('the beginning of the day is noted once', () => {
    expect(on('2026-01-01', { id: 'sec', valueSetAt: null, fixed: false }).datedPasswords).toEqual([{ secretId: 'sec', valueSetAt: first }]);
    expect(on('2026-01-01', { id: 'sec', valueSetAt: first, fixed: false })).toMatchObject({ datedPasswords: [], unchanged: 1 });
    expect(on('', { id: 'sec', valueSetAt: first, fixed: false })).toMatchObject({ unchanged: 1 });
  });

  test('a password whose history is here follows no file; a missing one is added only with a date', () => {
    expect(on('2026-01-01', { id: 'sec', valueSetAt: 5, fixed: true })).toMatchObject({ datedPasswords: [], newPasswords: [], unchanged: 1 });
    expect(on('', null)).toMatchObject({ newPasswords: [], unchanged: 1 });
    expect(on('2026-01-01', null).newPasswords).toEqual([{ accountId: 'acc', valueSetAt: first }]);
  });

  test('where everybody comes in with their own profile the date is counted and not used', () => {
    expect(plan(`${head}\nlinkedin;zorg;;;an@x.example;;;2026-01-01`)).toMatchObject({ newPasswords: [], notes: [], unusedDates: 1 });
  });
});
