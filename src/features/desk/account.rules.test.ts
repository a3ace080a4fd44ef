import { describe, expect, it } from 'vitest';
import { day } from '#src/ground/time.ts';
import { arranged, collapsed, type Entrant, evidenceLasts, leaversAmong, lostWithLeavers, pictureOf, standOf, toldOnce } from './account.rules.ts';

const now = 1_794_921_600_000;
type Way = Entrant['paths'][number];

function way(kind: Way['kind'], more: Partial<Way> = {}): Way {
  const nothing = { office: null, level: null, grantId: null, secretId: null, platformRole: null, team: null };
  const none = { ...nothing, unsure: false, throughService: false, verifiedAt: null, expiresAt: null };
  return { ...none, kind, state: 'active', since: now - day, ...more };
}

function entrant(id: string, paths: Way[], endsAt: number | null = null): Entrant {
  return { person: { id, name: id, state: 'active', organisationId: 'own', endsAt }, paths };
}

describe('how a way in stands', () => {
  const here = entrant('a', []).person;
  const leaving = entrant('a', [], now + day).person;
  const old = now - evidenceLasts - 1;
  const rows: [string, Way, typeof here, ReturnType<typeof standOf>][] = [
    ['a login stays however old it is', way('shared-login', { since: old }), here, 'stays'],
    ['a role nobody looked at for long is to be looked at', way('platform-role', { since: old, platformRole: 'Editor' }), here, 'old'],
    ['a role that nobody named or looked at is to be checked', way('platform-role'), here, 'check'],
    ['a role looked at since then stays', way('platform-role', { since: old, verifiedAt: now - day }), here, 'stays'],
    ['a guess of an import is to be checked', way('platform-role', { unsure: true }), here, 'check'],
    ['a last day is told', way('shared-login', { expiresAt: now + day }), here, 'until'],
    ['everything of somebody leaving ends', way('platform-role', { unsure: true }), leaving, 'ends'],
    ['what was ended is not proven gone', way('platform-role', { state: 'ended' }), leaving, 'unproven'],
    ['what somebody still knows is told as such', way('knows', { state: 'ended' }), here, 'knows'],
    ['what somebody knows from before never grows old', way('known-outside', { since: old }), here, 'stays'],
  ];
  it.each(rows)('%s', (_, path, person, expected) => {
    expect(standOf(path, person, now)).toBe(expected);
  });
});

describe('who leaves', () => {
  it('is counted with the first day; whoever is gone already is not leaving', () => {
    const people = [entrant('a', [], now + 3 * day), entrant('b', [], now + day), entrant('c', [], now - day), entrant('d', [])];
    expect(leaversAmong(people, now)).toEqual({ count: 2, first: now + day });
    expect(leaversAmong([entrant('d', [])], now)).toBeNull();
  });

  it('takes away what nobody else holds, and only that', () => {
    const leaver = entrant('noor', [way('shared-login'), way('second-factor'), way('recovery-contact')], now + day);
    const stays = entrant('sofie', [way('office', { office: 'owner' }), way('recovery-contact')]);
    const gone = entrant('jonas', [way('platform-role', { state: 'ended' })]);
    const picture = pictureOf([leaver, stays, gone], now);
    expect(lostWithLeavers(picture)).toEqual(['second-factor']);
    expect(picture.paths).toEqual([
      { id: 'login', now: 2, stays: 1 },
      { id: 'platform-role', now: 1, stays: 0 },
      { id: 'recovery-contact', now: 2, stays: 1 },
      { id: 'second-factor', now: 1, stays: 0 },
    ]);
    expect(picture.people.map(({ id, state }) => [id, state])).toEqual([
      ['noor', 'ends'],
      ['sofie', 'stays'],
      ['jonas', 'unproven'],
    ]);
  });
});

it('puts the owner first, then deputies, and whoever has no right any more last; a login before other ways', () => {
  const people = [
    entrant('gone', [way('knows', { state: 'ended' })]),
    entrant('holder', [way('platform-role'), way('shared-login')]),
    entrant('deputy', [way('office', { office: 'deputy' })]),
    entrant('owner', [way('platform-role'), way('office', { office: 'owner' })]),
  ];
  const shown = arranged(people);
  expect(shown.map(({ person }) => person.id)).toEqual(['owner', 'deputy', 'holder', 'gone']);
  expect(shown[0]?.paths.map((path) => path.kind)).toEqual(['office', 'platform-role']);
  expect(shown[2]?.paths.map((path) => path.kind)).toEqual(['shared-login', 'platform-role']);
});

describe('a picture with too many people', () => {
  const login = () => [way('shared-login')];
  const crowd = (count: number) => Array.from({ length: count }, (_, index) => entrant(`p${index}`, login()));
  const people = [
    entrant('owner', [way('office', { office: 'owner' })]),
    entrant('leaver', [way('shared-login'), way('second-factor')], now + day),
    entrant('gone', [way('platform-role', { state: 'ended' })]),
    entrant('editor', [way('platform-role')]),
    ...crowd(20),
  ];
  const whole = pictureOf(people, now);
  const small = collapsed(whole, new Set(['owner']), 12);

  it('keeps those who matter by themselves and puts the others who are alike in one row', () => {
    expect(small.people.map(({ id, others }) => others ?? id)).toEqual(['owner', 'leaver', 'gone', 'editor', 20]);
  });
  it('draws each row to the ways of everybody in it, and counts as before', () => {
    const row = small.people.find((person) => person.others === 20)?.id;
    expect(small.links.filter((link) => link.person === row)).toMatchObject([{ path: 'login', state: 'stays' }]);
    expect(small.paths).toEqual(whole.paths);
  });
  it('stays as it is up to a dozen', () => {
    const few = pictureOf(people.slice(0, 12), now);
    expect(collapsed(few, new Set(), 12)).toBe(few);
  });
  it('never has more rows than fit, even when everybody leaves', () => {
    const leaving = Array.from({ length: 40 }, (_, index) => entrant(`l${index}`, login(), now + day));
    expect(collapsed(pictureOf(leaving, now), new Set(), 12).people.length).toBeLessThanOrEqual(12);
  });
});

it('tells once of a value prepared in a rotation, which two events record', () => {
  const event = (name: string, versionId: string) => ({ event: name, detail: { versionId } });
  const events = [event('rotation.prepared', 'v2'), event('secret.prepared', 'v2'), event('secret.prepared', 'v1')];
  expect(toldOnce(events)).toEqual([events[0], events[2]]);
});
