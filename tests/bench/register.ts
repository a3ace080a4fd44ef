import {
  accounts,
  accountWords,
  dataKeys,
  disclosures,
  employmentPeriods,
  grants,
  offices,
  people,
  personWords,
  secrets,
  secretVersions,
  signIns,
  tasks,
  teamMemberships,
  teams,
} from '#db/schema/index.ts';
import { day } from '#src/ground/time.ts';
import { fold, wordsOf } from '#src/ground/words.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import type { Filler } from './fill.ts';

export type Size = { people: number; accounts: number; grants: number; events: number; due: number; leavers: number; each: Load; desks: number };

/** What somebody who leaves holds. */
export type Load = { grants: number; disclosures: number; offices: number; tasks: number };

type Poured = { people: string[]; accounts: string[]; leavers: string[] };

/** Rows that everything poured in refers to. */
export type Ground = { organisationId: string; rootKeyId: string };

const given = [
  'Karima',
  'Daan',
  'Chloé',
  'Noor',
  'Sára',
  'Bram',
  'Ute',
  'Zoë',
  'Pieter',
  'Thijs',
  'Inès',
  'Veerle',
  'Lotte',
  'Eline',
  'Øyvind',
  'Björn',
  'Gülşen',
  'Farid',
];
const particles = [null, null, 'de', 'van', 'van den', null];
const family = [
  'Specimen',
  'Nuñez',
  'Mal',
  'Oefen',
  'Çelik',
  'Model',
  'Sjabloon',
  'Demo',
  'Monster',
  'Proef',
  'Kladblok',
  'Ontwerp',
  'Lindström',
  'Fictief',
  'Voorbeeld',
];
const endings = ['', 'ink', 'sma', 'ens', 'aar', 'oux', 'ström', 'lund', 'berg', 'dal', 'huis', 'veld', 'hof', 'meer', 'bos', 'zee'];
const platforms = ['linkedin', 'x', 'instagram', 'facebook', 'youtube', 'tiktok', 'pinterest', 'mastodon', 'bluesky'];
const brands = ['Voorbeeld Zorg', 'Voorbeeld Bank', 'Voorbeeld Energie', 'Voorbeeld Wonen', 'Voorbeeld Reizen', 'Voorbeeld Nieuws'];
const regions = ['Benelux', 'Global', 'Nordics', 'Iberia', 'France', 'DACH'];
const kinds = ['shared-login', 'shared-login', 'shared-login', 'platform-role', 'platform-role', 'recovery-contact', 'second-factor'] as const;

/** The same company every time: a small generator of our own, for no run may differ from the next. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const idOf = (prefix: string, index: number) => `${prefix}_0${String(index).padStart(25, '0')}`;
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const times = function* <T>(count: number, row: (index: number) => T): Generator<T> {
  for (let index = 0; index < count; index++) yield row(index);
};

export function fillRegister(filler: Filler, size: Size, ground: Ground): Poured {
  const personIds = Array.from({ length: size.people }, (_, index) => idOf('per', index));
  const accountIds = Array.from({ length: size.accounts }, (_, index) => idOf('acc', index));
  const leavers = personIds.slice(0, size.leavers);
  fillPeople(filler, personIds, ground);
  fillAccounts(filler, accountIds);
  fillOffices(filler, size, personIds, accountIds, leavers);
  fillSecrets(filler, size, accountIds, ground);
  fillGrants(filler, size, personIds, accountIds, leavers);
  return { people: personIds.slice(size.leavers), accounts: accountIds, leavers };
}

function nameOf(index: number) {
  const of = dice(index * 7919 + 1);
  return { givenName: pick(given, of(1000)), nameParticle: pick(particles, of(1000)), familyName: pick(family, of(1000)) + pick(endings, of(1000)) };
}

function fillPeople(filler: Filler, ids: readonly string[], { organisationId }: Ground): void {
  const at = tuesday - 900 * day;
  const words: { word: string; personId: string }[] = [];
  filler.rows(
    people,
    times(ids.length, (index) => {
      const { givenName, nameParticle, familyName } = nameOf(index);
      const email = `p${index}@voorbeeld.example`;
      const employeeNumber = String(300_000 + index);
      for (const word of wordsOf(givenName, nameParticle, familyName, `p${index}`, employeeNumber)) words.push({ word, personId: idOf('per', index) });
      return {
        id: idOf('per', index),
        organisationId,
        givenName,
        nameParticle,
        familyName,
        displayName: [givenName, nameParticle, familyName].filter(Boolean).join(' '),
        sortKey: fold(`${familyName}, ${[givenName, nameParticle].filter(Boolean).join(' ')}`),
        email,
        emailKey: email,
        employeeNumber,
        jobTitle: 'Webcare-medewerker',
        department: 'Klantenservice',
        managerId: idOf('per', Math.floor(index / 10)),
        state: 'active' as const,
        locale: 'nl' as const,
        securityStamp: 1,
        responder: false,
        createdAt: at,
        updatedAt: at,
      };
    }),
  );
  filler.rows(personWords, words);
  // Only who can come in is reminded.
  filler.rows(
    signIns,
    times(ids.length, (index) => ({ personId: idOf('per', index), passwordHash: '-', passwordSetAt: at, lastStep: 0, confirmedAt: at })),
  );
  filler.rows(
    employmentPeriods,
    times(ids.length, (index) => ({ id: idOf('emp', index), personId: idOf('per', index), startedOn: '2024-06-01', startedAt: at })),
  );
}

function fillAccounts(filler: Filler, ids: readonly string[]): void {
  const at = tuesday - 800 * day;
  const words: { word: string; accountId: string }[] = [];
  filler.rows(
    accounts,
    times(ids.length, (index) => {
      const id = idOf('acc', index);
      const of = dice(index * 104_729 + 3);
      const [platform, brand, region, handle] = [pick(platforms, of(1000)), pick(brands, of(1000)), pick(regions, of(1000)), `voorbeeld${index}`];
      const title = `${platform} · ${brand} ${region}`;
      for (const word of wordsOf(title, handle)) words.push({ word, accountId: id });
      return {
        id,
        platform,
        handle,
        handleKey: handle,
        brand,
        region,
        criticality: criticalityOf(index),
        status: 'active' as const,
        sortKey: fold(title),
        createdAt: at,
        updatedAt: at,
      };
    }),
  );
  filler.rows(accountWords, words);
}

function criticalityOf(index: number): 'critical' | 'normal' | 'low' {
  return index % 10 === 0 ? 'critical' : index % 3 === 0 ? 'low' : 'normal';
}

/** Every account has an owner and most a deputy; leavers hold a block of both. */
function fillOffices(filler: Filler, { each }: Size, personIds: readonly string[], accountIds: readonly string[], leavers: readonly string[]): void {
  const of = dice(5);
  const block = Math.min(each.offices, Math.floor(accountIds.length / Math.max(1, leavers.length)));
  const holderOf = (index: number, office: 'owner' | 'deputy') => {
    const byBlock = leavers[Math.floor(index / block)];
    const isOwners = index % 2 === 0;
    if (byBlock && (office === 'owner') === isOwners) return byBlock;
    // Owners are among the even, deputies among the odd: nobody is both.
    return pick(personIds, 2 * (leavers.length + of(Math.floor(personIds.length / 2) - leavers.length)) + (office === 'owner' ? 0 : 1));
  };
  const at = tuesday - 300 * day;
  filler.rows(
    offices,
    times(accountIds.length, (index) => ({
      id: idOf('ofc', index),
      accountId: pick(accountIds, index),
      personId: holderOf(index, 'owner'),
      office: 'owner' as const,
      fromAt: at,
    })),
  );
  const withDeputy = accountIds.flatMap((_, index) => (index % 7 === 6 ? [] : [index]));
  filler.rows(
    offices,
    times(withDeputy.length, (n) => {
      const index = withDeputy[n] ?? 0;
      return { id: idOf('ofd', n), accountId: pick(accountIds, index), personId: holderOf(index, 'deputy'), office: 'deputy' as const, fromAt: at + 1 };
    }),
  );
}

const limits = { critical: 90, normal: 180, low: 365 };

/** One password an account, sealed with a key that opens nothing: these are counted and listed, never revealed. */
function fillSecrets(filler: Filler, size: Size, accountIds: readonly string[], { rootKeyId }: Ground): void {
  const dataKeyId = idOf('dek', 0);
  const of = dice(11);
  const createdAt = tuesday - 700 * day;
  const setAt = accountIds.map((_, index) => tuesday - (index < size.due ? limits[criticalityOf(index)] + of(5) : 1 + of(60)) * day);
  filler.rows(dataKeys, [{ id: dataKeyId, rootKeyId, wrapped: Buffer.alloc(60), createdAt }]);
  filler.rows(
    secrets,
    times(accountIds.length, (index) => ({
      id: idOf('sec', index),
      accountId: pick(accountIds, index),
      kind: 'password' as const,
      valueSetAt: setAt[index] ?? createdAt,
      createdAt,
      createdBy: 'import',
    })),
  );
  filler.rows(
    secretVersions,
    times(accountIds.length, (index) => ({
      id: idOf('ver', index),
      secretId: idOf('sec', index),
      number: 1,
      state: 'current' as const,
      origin: 'adopted' as const,
      dataKeyId,
      sealed: Buffer.alloc(48),
      fingerprint: String(index),
      createdBy: 'import',
      createdAt: setAt[index] ?? createdAt,
      setAt: setAt[index] ?? createdAt,
    })),
  );
}

/** Ways in spread over everybody, some through teams; every third holder of a login has seen its password. */
function fillGrants(filler: Filler, size: Size, personIds: readonly string[], accountIds: readonly string[], leavers: readonly string[]): void {
  const of = dice(17);
  const at = tuesday - 200 * day;
  const teamIds = Array.from({ length: Math.max(2, Math.round(size.people / 1000)) }, (_, index) => idOf('tem', index));
  filler.rows(
    teams,
    times(teamIds.length, (index) => ({ id: pick(teamIds, index), name: `Team ${index}`, nameKey: `team ${index}`, createdAt: at })),
  );
  filler.rows(
    teamMemberships,
    times(teamIds.length * 20, (index) => ({
      id: idOf('mem', index),
      teamId: pick(teamIds, index),
      personId: pick(personIds, leavers.length + of(personIds.length)),
      fromAt: at,
    })),
  );
  const shown: { secretId: string; versionId: string; personId: string }[] = [];
  const isTeams = (index: number) => index % 200 === 199;
  const grantRow = (index: number, personId: string, account: number) => {
    const kind = pick(kinds, index);
    const level = kind === 'shared-login' ? ('reveal' as const) : null;
    const holder = isTeams(index) ? { teamId: pick(teamIds, of(10_000)) } : { personId };
    return {
      id: idOf('grt', index),
      accountId: pick(accountIds, account),
      kind,
      level,
      ...holder,
      platformRole: kind === 'platform-role' ? 'editor' : null,
      state: 'active' as const,
      unsure: false,
      origin: 'imported' as const,
      grantedBy: 'import',
      createdAt: at,
      startsAt: at,
    };
  };
  const ofLeavers = leavers.flatMap((personId, n) => Array.from({ length: size.each.grants }, (_, nth) => ({ personId, account: n * 37 + nth * 3 })));
  const rest = Math.max(0, size.grants - ofLeavers.length);
  filler.rows(
    grants,
    times(ofLeavers.length + rest, (index) => {
      const one = ofLeavers[index] ?? { personId: pick(personIds, leavers.length + of(personIds.length - leavers.length)), account: of(accountIds.length) };
      const account = one.account % accountIds.length;
      if (!ofLeavers[index] && index % 7 === 0 && !isTeams(index))
        shown.push({ secretId: idOf('sec', account), versionId: idOf('ver', account), personId: one.personId });
      return grantRow(index, one.personId, account);
    }),
  );
  const ofLeaversShown = leavers.flatMap((personId, n) =>
    Array.from({ length: size.each.disclosures }, (_, nth) => {
      const account = (n * 37 + (nth % size.each.grants) * 3) % accountIds.length;
      return { secretId: idOf('sec', account), versionId: idOf('ver', account), personId };
    }),
  );
  const all = [...shown, ...ofLeaversShown];
  filler.rows(
    disclosures,
    times(all.length, (index) => ({ id: idOf('dis', index), ...pick(all, index), how: 'shown' as const, at: tuesday - 30 * day + index })),
  );
  filler.rows(
    tasks,
    times(leavers.length * size.each.tasks, (index) => ({
      id: idOf('tsk', index),
      kind: 'rotate' as const,
      state: 'open' as const,
      originKind: 'access' as const,
      originId: 'bench',
      accountId: pick(accountIds, 5000 + index),
      secretId: idOf('sec', (5000 + index) % accountIds.length),
      assigneeId: pick(leavers, index),
      risk: 1,
      createdAt: at,
      deadlineAt: tuesday + day,
      slaAt: tuesday + day,
    })),
  );
}
