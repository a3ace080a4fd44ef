import { describe, expect, it } from 'vitest';
import { type DepartureFacts, type HeldGrant, planOffboarding, planTasks } from './plan.rules.ts';

const hour = 3_600_000;
const day = 24 * hour;
const at = 1_800_000_000_000;

const account = (id: string, more: Partial<{ criticality: 'critical' | 'normal' | 'low'; ownerId: string | null; deputyIds: string[] }> = {}) => ({
  id,
  title: `X · ${id}`,
  platform: 'x',
  criticality: 'normal' as const,
  ownerId: 'owner',
  deputyIds: ['deputy'],
  ...more,
});

const grant = (kind: HeldGrant['kind'], accountId = 'a', more: Partial<HeldGrant> = {}): HeldGrant => ({
  id: `${kind}-${accountId}`,
  accountId,
  kind,
  level: kind === 'shared-login' ? 'reveal' : null,
  viaTeam: false,
  waits: 0,
  ...more,
});

const secret = (secretId: string, accountId = 'a', tier: 'knows' | 'could-have-seen' | 'safe' = 'knows', kind: 'password' | 'totp' | 'note' = 'password') => ({
  secretId,
  accountId,
  kind,
  tier,
  since: at - day,
});

function facts(more: Partial<DepartureFacts> & { over?: ReturnType<typeof account>[] } = {}): DepartureFacts {
  const { over = [account('a')], ...rest } = more;
  return {
    personId: 'leaver',
    now: at,
    grants: [],
    offices: [],
    secrets: [],
    accounts: new Map(over.map((one) => [one.id, one])),
    sessions: 0,
    tokens: 0,
    tasks: 0,
    present: new Map([
      ['owner', { hr: false }],
      ['deputy', { hr: false }],
      ['admin', { hr: false }],
      ['officer', { hr: true }],
    ]),
    administrators: ['admin'],
    slaHours: { critical: 4, normal: 24, low: 72 },
    ...rest,
  };
}

const kinds = (given: DepartureFacts) => planTasks(given, at).map((task) => task.kind);

describe('what a departure leaves to do', () => {
  it.each([
    ['shared-login', []],
    ['platform-role', ['remove-role']],
    ['recovery-contact', ['move-recovery']],
    ['second-factor', ['move-factor']],
    ['connected-app', ['reconnect-app']],
    ['known-outside', ['rotate']],
  ] as const)('a %s leaves %j', (kind, expected) => {
    expect(kinds(facts({ grants: [grant(kind)] }))).toEqual(expected);
  });

  it.each([
    ['knows', 'password', 1],
    ['knows', 'totp', 1],
    ['knows', 'note', 0],
    ['could-have-seen', 'password', 0],
    ['safe', 'password', 0],
  ] as const)('a secret that the leaver %s, a %s: %d new values', (tier, kind, count) => {
    expect(kinds(facts({ secrets: [secret('s', 'a', tier, kind)] }))).toHaveLength(count);
  });

  it('what was known from before the vault is one task with the secret it is about', () => {
    const given = facts({ grants: [grant('known-outside')], secrets: [secret('s')] });
    expect(planTasks(given, at)).toMatchObject([{ kind: 'rotate', secretId: 's' }]);
  });

  it('a role held through a team leaves the grant to the team', () => {
    expect(planTasks(facts({ grants: [grant('platform-role', 'a', { viaTeam: true })] }), at)).toMatchObject([{ kind: 'remove-role', grantId: null }]);
  });

  it('goes by risk, and within an account by what depends on what', () => {
    const given = facts({
      over: [account('low', { criticality: 'low' }), account('crit', { criticality: 'critical' })],
      grants: [
        grant('platform-role', 'low'),
        grant('connected-app', 'crit'),
        grant('platform-role', 'crit'),
        grant('recovery-contact', 'crit'),
        grant('second-factor', 'crit'),
      ],
      secrets: [secret('s', 'crit')],
    });
    const planned = planTasks(given, at);
    expect(planned.map((task) => `${task.accountId} ${task.kind}`)).toEqual([
      'crit move-recovery',
      'crit move-factor',
      'crit rotate',
      'crit remove-role',
      'crit reconnect-app',
      'low remove-role',
    ]);
    expect(planned[4]?.waitsFor).toBe(2);
  });

  it.each([
    ['critical', 4],
    ['normal', 24],
    ['low', 72],
  ] as const)('a %s account has %d hours', (criticality, hours) => {
    const given = facts({ over: [account('a', { criticality })], grants: [grant('platform-role')] });
    expect(planTasks(given, at)).toMatchObject([{ slaAt: at + hours * hour, waitsUntil: null }]);
  });

  it('the platform may ask for more patience than the house', () => {
    const given = facts({ grants: [grant('platform-role', 'a', { waits: 7 * day })] });
    expect(planTasks(given, at)).toMatchObject([{ slaAt: at + 24 * hour, waitsUntil: at + 7 * day }]);
    expect(planOffboarding({ ...given, now: at - 3 * day }, at).leadTimes).toMatchObject([
      { why: 'waiting-period', startBy: at - 7 * day, readyAt: at + 4 * day, days: 7, tooLate: true },
    ]);
  });
});

describe('a task falls to', () => {
  const rotate = (over: ReturnType<typeof account>, more: Partial<DepartureFacts> = {}) =>
    planTasks(facts({ over: [over], secrets: [secret('s')], ...more }), at)[0]?.assigneeId;

  it('the owner', () => expect(rotate(account('a'))).toBe('owner'));
  it('a deputy when the owner is the leaver', () => expect(rotate(account('a', { ownerId: 'leaver' }))).toBe('deputy'));
  it('whoever becomes the owner', () => {
    const offices = [{ accountId: 'a', office: 'owner' as const, successorId: 'admin' }];
    expect(rotate(account('a', { ownerId: 'leaver', deputyIds: ['deputy'] }), { offices })).toBe('admin');
  });
  it('an administrator when nobody of the account is there', () => expect(rotate(account('a', { ownerId: 'gone', deputyIds: ['leaver'] }))).toBe('admin'));
  it('nobody in HR where a secret is involved', () => expect(rotate(account('a', { ownerId: 'officer', deputyIds: [] }))).toBe('admin'));
  it('nobody rather than the leaver', () => expect(rotate(account('a', { ownerId: 'leaver', deputyIds: [] }), { administrators: ['leaver'] })).toBeNull());
});
