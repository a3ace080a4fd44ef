import { giveGrant, keepSecret } from '#src/features/access/index.ts';
import { addAccount } from '#src/features/accounts/index.ts';
import { addOrganisation, addPerson, addTeam, giveRole } from '#src/features/people/index.ts';
import { catalogue, findPlatform, generatePassword } from '#src/features/platforms/index.ts';
import { acknowledge, corporatePolicy } from '#src/features/policies/index.ts';
import { confirmEnrolment, createInvitation, getEnrolment, redeemInvitation } from '#src/features/sessions/index.ts';
import { setUp, setupLink } from '#src/features/setup/index.ts';
import { day, localDay } from '#src/ground/time.ts';
import { fold } from '#src/ground/words.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { type AccountPlan, accountPlans } from './accounts.ts';
import { type Calendar, timeZone } from './calendar.ts';
import { agencies, company, type Member, members, teams, unsigned } from './people.ts';
import type { Act, Stage } from './stage.ts';
import { type Way, ways } from './ways.ts';

/** Who can sign in, and with what; only the demo's own file knows. */
export type Key = { key: string; name: string; email: string; seed: string };

const domains: Readonly<Record<string, string>> = { 'Studio Fictief': 'studio-fictief.example', 'Bureau Bijvoorbeeld': 'bijvoorbeeld.example' };
const address = '198.51.100.7';

export function emailOf({ given, particle = '', family, agency }: Member): string {
  const part = (text: string) =>
    fold(text)
      .replaceAll('ı', 'i')
      .replace(/[^a-z]/g, '');
  return `${part(given)}.${part(particle + family)}@${domains[agency ?? ''] ?? 'voorbeeld.example'}`;
}

/** A year ago, with days between that no weekend can swap: the company is set up, its people and accounts come in, and everybody gets what they work with. */
export function founding(calendar: Calendar, password: string, keys: Key[]): Act[] {
  const { ago } = calendar;
  const [first] = members;
  if (!first) return [];
  return [
    { at: ago(380, '09:00'), play: (stage) => setsUp(stage, first, password, keys) },
    { at: ago(380, '10:30'), play: addsAgencies },
    ...members
      .slice(1)
      .map((member, index): Act => ({ at: ago(member.joined ?? 376, '09:00') + index * 60_000, play: (stage) => joins(stage, member, index) })),
    ...members
      .slice(1)
      .flatMap((member, index): Act[] =>
        member.signsIn ? [{ at: ago(372, '09:00') + index * 120_000, play: (stage) => enrols(stage, member, password, keys) }] : [],
      ),
    ...members.flatMap((member, index): Act[] =>
      member.signsIn && !unsigned.includes(member.key) ? [{ at: ago(372, '13:00') + index * 180_000, play: (stage) => signs(stage, member.key) }] : [],
    ),
    { at: ago(369, '09:00'), play: formTeams },
    ...accountPlans.map((plan, index): Act => ({ at: ago(366, '09:00') + index * 300_000, play: (stage) => registers(stage, plan, index) })),
    ...ways.flatMap((way, index): Act[] => [{ at: ago(way.since, '11:00') + index * 60_000, play: (stage) => gives(stage, way) }]),
  ];
}

async function setsUp(stage: Stage, { key, given, family, signsIn: _, ...more }: Member, password: string, keys: Key[]): Promise<void> {
  const email = emailOf({ key, given, family, ...more });
  const token = (await setupLink(stage.system))?.split('#')[1] ?? '';
  const input = { token, organisation: company, timeZone, locale: 'nl', givenName: given, familyName: family, email, password } as const;
  const { personId, sessionToken } = await setUp(stage.stranger, { ...input, device: 'Firefox op Linux' });
  stage.name(`person/${key}`, personId);
  keys.push({ key, name: `${given} ${family}`, email, seed: await confirms(stage, sessionToken) });
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
  if (role) await giveRole(ctx, id, role);
}

async function enrols(stage: Stage, member: Member, password: string, keys: Key[]): Promise<void> {
  const { token } = await createInvitation(await stage.as('ilse'), stage.id(`person/${member.key}`), 'invitation');
  const { sessionToken } = await redeemInvitation(stage.stranger, { token, password, device: 'Chrome op Windows' });
  const name = [member.given, member.particle, member.family].filter(Boolean).join(' ');
  keys.push({ key: member.key, name, email: emailOf(member), seed: await confirms(stage, sessionToken) });
}

async function confirms(stage: Stage, sessionToken: string): Promise<string> {
  const { seed } = await getEnrolment(stage.stranger, sessionToken);
  await confirmEnrolment(stage.stranger, { sessionToken, code: codeAt(seed, stage.clock.now()), address });
  return seed;
}

export async function signs(stage: Stage, who: string): Promise<void> {
  const policy = await corporatePolicy(stage.system);
  if (policy) await acknowledge(await stage.as(who), policy.versionId);
}

async function formTeams(stage: Stage): Promise<void> {
  for (const { key, name, members: keys } of teams) {
    const { id } = await addTeam(await stage.as('ilse'), { name, memberIds: keys.map((member) => stage.id(`person/${member}`)) });
    stage.name(`team/${key}`, id);
  }
}

async function registers(stage: Stage, plan: AccountPlan, index: number): Promise<void> {
  const { key, owner, deputies, password, codes, note, ...fields } = plan;
  const ownerId = stage.id(`person/${owner}`);
  const deputyIds = deputies.map((deputy) => stage.id(`person/${deputy}`));
  const { id: accountId } = await addAccount(await stage.as('ilse'), { ...fields, ownerId, deputyIds });
  stage.name(`account/${key}`, accountId);
  stage.clock.pass(2);
  const keeper = await stage.as(owner);
  const choose = chooser(index + 1);
  if (password !== undefined) {
    const platform = findPlatform(plan.platform) ?? catalogue[0];
    const valueSetAt = stage.clock.now() - password * day;
    const kept = await keepSecret(keeper, { accountId, kind: 'password', value: platform ? generatePassword(platform, choose) : '', valueSetAt });
    stage.name(`secret/${key}/password`, kept.id);
  }
  if (codes) {
    const seed = Array.from({ length: 32 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(choose(32))).join('');
    stage.name(`secret/${key}/totp`, (await keepSecret(keeper, { accountId, kind: 'totp', value: seed })).id);
  }
  if (note) await keepSecret(keeper, { accountId, kind: 'note', label: note.label, value: note.text });
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
