import { describe, expect, test } from 'vitest';
import { catalogue } from './catalogue/index.ts';
import { type Link, linkSlots, type Platform, type Text } from './platform.ts';
import { endsWhat, isOnItsOwnServer } from './rules.ts';

const inSampleRegister = [
  'linkedin',
  'x',
  'instagram',
  'facebook',
  'youtube',
  'tiktok',
  'bluesky',
  'pinterest',
  'mastodon',
  'google-business-profile',
  'wordpress-selfhosted',
];

test('every platform of the sample company is described', () => {
  expect(catalogue.map(({ id }) => id)).toEqual(expect.arrayContaining(inSampleRegister));
});

test('the catalogue is in name order, cannot be changed and has no name twice', () => {
  const names = catalogue.map(({ name }) => name);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
  expect(Object.isFrozen(catalogue)).toBe(true);
  const spellings = catalogue.flatMap(({ id, aliases }) => [id.replaceAll('-', ' '), ...aliases.filter((alias) => alias !== id.replaceAll('-', ' '))]);
  expect(new Set(spellings).size).toBe(spellings.length);
  expect(spellings.filter((spelling) => !/^[a-z0-9]+( [a-z0-9]+)*$/.test(spelling))).toEqual([]);
});

describe.each(catalogue.map((one) => [one.id, one] as const))('%s', (_, one) => {
  test('says everything in both languages', () => {
    const texts = [...textsOf(one), ...endsWhat(one).flatMap(textsOf)];
    expect(texts.length).toBeGreaterThan(5);
    for (const { nl, en } of texts) {
      expect(nl.trim()).not.toBe('');
      expect(en.trim()).not.toBe('');
      if (en.endsWith('.')) {
        expect(nl).toMatch(/\.$/);
        expect(nl).not.toBe(en);
      }
      expect(nl + en).not.toContain('!');
    }
  });

  test('sends nobody to an address without https', () => {
    for (const slot of linkSlots) {
      const link: Link = one.links[slot];
      if ('url' in link) {
        expect(URL.parse(link.url.replace(/\{host\}|\{site\}/, 'voorbeeld.example'))?.protocol).toBe('https:');
        expect(isOnItsOwnServer(link)).toBe(one.domains.length === 0);
      }
      if ('menu' in link) expect(link.menu?.en.every((label) => label.trim() !== '')).toBe(true);
    }
  });

  test('names each entrance, pitfall, way and factor once', () => {
    for (const ids of [
      one.entrances.map(({ id }) => id),
      one.pitfalls.map(({ id }) => id),
      one.onPasswordChange.map(({ way }) => way),
      one.secondFactors.map(({ kind }) => kind),
      one.waitingPeriods.map(({ kind }) => kind),
    ]) {
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(one.pitfalls.length).toBeGreaterThan(0);
  });

  test('gives every role an entrance that exists', () => {
    const entrances = one.entrances.map(({ id }) => id);
    expect(one.roles.filter((role) => !entrances.includes(role.entrance))).toEqual([]);
  });

  test('has an account model that fits who enters where and whose password it is', () => {
    const ways = new Set(one.entrances.map(({ by }) => by));
    const { value } = one.accessModel;
    if (value !== 'delegated-roles') expect(one.entrances[0].by).toBe('login');
    if (value !== 'shared-login') expect(ways).toContain('role');
    if (one.passwordOf === 'person') {
      expect(value).toBe('delegated-roles');
      expect(ways).not.toContain('login');
      expect(one.links.changePassword).toHaveProperty('notApplicable', true);
    } else {
      expect(one.links.changePassword).toHaveProperty('url');
      expect(endsWhat(one).length).toBeGreaterThan(1);
    }
  });

  test('can be obeyed: its password rules leave room for a strong password', () => {
    if (one.passwordRules === 'unknown') return;
    const { min, max = Infinity } = one.passwordRules;
    expect(min).toBeLessThanOrEqual(max);
    expect(max).toBeGreaterThanOrEqual(16);
  });

  test('explains every waiting period by a pitfall about the same work', () => {
    if (one.waitingPeriods.length === 0) return;
    const tasks = one.pitfalls.flatMap((pitfall) => pitfall.tasks);
    expect(tasks.some((task) => task === 'remove-role' || task === 'transfer-ownership')).toBe(true);
    for (const { days } of one.waitingPeriods) expect(days).toBeGreaterThan(0);
  });
});

function textsOf(value: unknown): Text[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isText(value)) return [value];
  return Object.values(value).flatMap(textsOf);
}

function isText(value: object): value is Text {
  return 'nl' in value && 'en' in value && typeof value.nl === 'string' && typeof value.en === 'string';
}

test('a missing translation would be found', () => {
  const broken: Platform['notes'] = [{ nl: '', en: 'Something.' }];
  expect(textsOf({ notes: broken })).toEqual(broken);
});
