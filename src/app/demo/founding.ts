import { appoint, giveGrant, keepSecret, keepValue } from '#src/features/access/index.ts';
import { addAccount } from '#src/features/accounts/index.ts';
import { addOrganisation, addPerson, addTeam, appointAdministrator, giveRole } from '#src/features/people/index.ts';
import { findPlatform, generatePassword } from '#src/features/platforms/index.ts';
import { acknowledge, listPolicies } from '#src/features/policies/index.ts';
import { day, localDay } from '#src/ground/time.ts';
import { type AccountPlan, accountPlans } from './accounts.ts';
import { type Calendar, timeZone } from './calendar.ts';
import { agencies, emailOf, type Member, members, teams, unsigned } from './people.ts';
import { enrols, type Keys, setsUp } from './sign-ins.ts';
import type { Act, Stage } from './stage.ts';
import { type Way, ways } from './ways.ts';

/** A year ago, with days between that no weekend can swap: the company is set up, its people and accounts come in, and everybody gets what they work with. */
export function founding(calendar: Calendar, keys: Keys): Act[] {
  const { ago } = calendar;
  const [first] = members;
  if (!first) return [];
  return [
    { at: ago(380, '09:00'), play: (stage) => setsUp(stage, first, keys) },
    { at: ago(380, '10:30'), play: addsAgencies },
    ...members
      .slice(1)
      .map((member, index): Act => ({ at: ago(member.joined ?? 376, '09:00') + index * 60_000, play: (stage) => joins(stage, member, index) })),
    ...members
      .slice(1)
      .flatMap((member, index): Act[] => (member.signsIn ? [{ at: ago(372, '09:00') + index * 120_000, play: (stage) => enrols(stage, member, keys) }] : [])),
    ...members.flatMap((member, index): Act[] =>
      member.signsIn && !unsigned.includes(member.key) ? [{ at: ago(372, '13:00') + index * 180_000, play: (stage) => signs(stage, member.key) }] : [],
    ),
    { at: ago(369, '09:00'), play: formTeams },
    ...accountPlans.map((plan, index): Act => ({ at: ago(366, '09:00') + index * 300_000, play: (stage) => registers(stage, plan, index) })),
    ...accountPlans.flatMap((plan, index) => later(calendar, plan, index)),
    ...ways.flatMap((way, index): Act[] => [{ at: ago(way.since, '11:00') + index * 60_000, play: (stage) => gives(stage, way) }]),
  ];
}

async function addsAgencies(stage: Stage): Promise<void> {
  for (const name of agencies) stage.name(`organisation/${name}`, (await addOrganisation(await stage.as('ilse'), { name, kind: 'agency' })).id);
}

async function joins(stage: Stage, member: Member, index: number): Promise<void> {
  const ctx = await stage.as('ilse');
  const { key, given, particle, family, job, department, manager, joined, agency, locale, role } = member;
  const { id } = await addPerson(ctx, {
    givenName: given,
    nameParticle: particle,
    familyName: family,
    email: emailOf(member),
    employeeNumber: agency ? null : String(1002 + index),
    jobTitle: job,
    department,
    managerId: manager && stage.id(`person/${manager}`),
    locale,
    organisationId: agency && stage.id(`organisation/${agency}`),
    startedOn: joined ? localDay(stage.clock.now(), timeZone) : member.since,
  });
  stage.name(`person/${key}`, id);
  // Whoever added somebody does not make them administrator alone.
  if (role === 'admin') await appointAdministrator(stage.operator, id);
  else if (role) await giveRole(ctx, id, role);
}

async function signs(stage: Stage, who: string): Promise<void> {
  const ctx = await stage.as(who);
  for (const { version } of await listPolicies(ctx)) await acknowledge(ctx, version.id);
}

async function formTeams(stage: Stage): Promise<void> {
  for (const { key, name, members: keys } of teams) {
    const { id } = await addTeam(await stage.as('ilse'), { name, memberIds: keys.map((member) => stage.id(`person/${member}`)) });
    stage.name(`team/${key}`, id);
  }
}

async function registers(stage: Stage, plan: AccountPlan, index: number): Promise<void> {
  const { key, owner, deputies, joinedBy: _, password, entered, codes, note, ...fields } = plan;
  const ownerId = stage.id(`person/${owner}`);
  const deputyIds = deputies.map((deputy) => stage.id(`person/${deputy}`));
  const { id: accountId } = await addAccount(await stage.as('ilse'), { ...fields, ownerId, deputyIds });
  stage.name(`account/${key}`, accountId);
  stage.clock.pass(2);
  const keeper = await stage.as(owner);
  if (password !== undefined) {
    const valueSetAt = stage.clock.now() - password * day;
    const secret = { accountId, kind: 'password', valueSetAt } as const;
    const { id } = await keepSecret(keeper, entered === undefined ? { ...secret, value: inventedPassword(plan, index) } : secret);
    stage.name(`secret/${key}/password`, id);
  }
  if (codes) {
    const choose = chooser(index + 1);
    const seed = Array.from({ length: 32 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(choose(32))).join('');
    stage.name(`secret/${key}/totp`, (await keepSecret(keeper, { accountId, kind: 'totp', value: seed })).id);
  }
  if (note) await keepSecret(keeper, { accountId, kind: 'note', label: note.label, value: note.text });
}

/** What of an account came later: its first deputy, the value of its password. */
function later({ ago }: Calendar, plan: AccountPlan, index: number): Act[] {
  const { key, owner, joinedBy, entered } = plan;
  const deputy: Act[] = joinedBy
    ? [
        {
          at: ago(joinedBy.ago, '10:00'),
          play: async (stage) => appoint(await stage.as(owner), stage.id(`account/${key}`), stage.id(`person/${joinedBy.deputy}`), 'deputy'),
        },
      ]
    : [];
  const value: Act[] =
    typeof entered === 'number'
      ? [
          {
            at: ago(entered, '10:30'),
            play: async (stage) => keepValue(await stage.as(owner), { secretId: stage.id(`secret/${key}/password`), value: inventedPassword(plan, index) }),
          },
        ]
      : [];
  return [...deputy, ...value];
}

function inventedPassword({ platform }: AccountPlan, index: number): string {
  const known = findPlatform(platform);
  if (!known) throw new Error(`The catalogue has no ${platform}.`);
  return generatePassword(known, chooser(index + 1));
}

/** Invented accounts have invented passwords: the same ones in every telling. */
function chooser(seed: number): (bound: number) => number {
  let state = seed * 2_654_435_761;
  return (bound) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * bound);
  };
}

async function gives(stage: Stage, way: Way): Promise<void> {
  const plan = accountPlans.find(({ key }) => key === way.account);
  const team = teams.some(({ key }) => key === way.who);
  const common = {
    accountId: stage.id(`account/${way.account}`),
    ...(team ? { teamId: stage.id(`team/${way.who}`) } : { personId: stage.id(`person/${way.who}`) }),
    ...(way.as ? { platformRole: way.as } : {}),
    ...(way.reason ? { reason: way.reason } : {}),
    ...(way.until === undefined ? {} : { expiresAt: stage.calendar.now + way.until * day }),
    ...(way.unsure ? { unsure: true } : {}),
  };
  // Nobody gives access to themselves.
  const giver = await stage.as(way.who === plan?.owner ? 'ilse' : (plan?.owner ?? 'ilse'));
  const { kind, level = 'reveal' } = way;
  const { id } = await giveGrant(giver, kind === 'shared-login' ? { ...common, kind, level } : { ...common, kind });
  stage.name(`grant/${way.account}/${way.who}/${kind}`, id);
}
