import { and, eq, isNull, ne } from 'drizzle-orm';
import type { z } from 'zod';
import * as schema from '#db/schema/index.ts';
import { giveGrant, keepSecret, revealSecret } from '#src/features/access/index.ts';
import { proposeOffboarding, startOffboarding } from '#src/features/offboarding/index.ts';
import { addTeam } from '#src/features/people/index.ts';
import { createService } from '#src/features/tokens/index.ts';
import { account } from '#tests/helpers/builders.ts';
import type { Member, Site } from '#tests/helpers/site.ts';
import { site } from '#tests/helpers/site.ts';
import { schemaOf } from '../rest/samples.ts';

/** Kept by Olga; whoever is given it has read it. */
export const value = 'kanarie-Wachtwoord-7719';
export const seed = 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD';

export type Company = Awaited<ReturnType<typeof someCompany>>;
export type Plan = { deputy: boolean; critical: boolean; leaver: boolean };

/** Olga owns an account, alone or with a deputy. Nobody of those who are played has any way into it. */
export async function someCompany({ deputy, critical, leaver }: Plan) {
  const s = await site();
  const alex = await s.person('Alex Admin', { roles: ['admin'] });
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const olga = await s.person('Olga Owner', { acknowledged: true, managerId: s.ada.id });
  const dirk = await s.person('Dirk Deputy', { acknowledged: true });
  const bob = await s.person('Bob Baker', { acknowledged: true });
  const cas = await s.person('Cas Cook', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id, deputyIds: deputy ? [dirk.id] : [], criticality: critical ? 'critical' : 'normal' });
  const byOlga = await s.as(olga.id);
  const { id: secretId } = await keepSecret(byOlga, { accountId, kind: 'password', value });
  await keepSecret(byOlga, { accountId, kind: 'totp', value: seed });
  await addTeam(await s.as(s.ada.id), { name: 'Marketing', memberIds: [s.ada.id, bob.id, cas.id] });
  const { id: serviceId } = await createService(await s.as(s.ada.id), { name: 'Planner', purpose: 'plans posts' });
  await proposeOffboarding(s.operator, { personId: dirk.id, effectiveAt: s.clock.now() + 86_400_000 });
  if (leaver) {
    const lars = await s.person('Lars Leaver', { acknowledged: true });
    await giveGrant(await s.as(olga.id), { accountId, kind: 'shared-login', level: 'reveal', personId: lars.id });
    await revealSecret(await s.as(lars.id), { secretId, reason: 'test', how: 'shown' });
    s.clock.advance('1m');
    await startOffboarding(await s.as(hana.id), { personId: lars.id, effectiveAt: null, announced: true });
  }
  return { s, ada: s.ada, alex, hana, olga, bob, cas, accountId, secretId, serviceId };
}

/** Every way into the account that is open now, by whom it lets in. */
export async function waysInto(s: Site, accountId: string): Promise<string[]> {
  const { offices, grants, serviceGrants, teamMemberships } = schema;
  const read = s.db.read;
  const held = await read
    .select({ id: offices.personId })
    .from(offices)
    .where(and(eq(offices.accountId, accountId), isNull(offices.toAt)));
  const active = await read
    .select()
    .from(grants)
    .where(and(eq(grants.accountId, accountId), eq(grants.state, 'active'), eq(grants.kind, 'shared-login')));
  const members = await read.select().from(teamMemberships).where(isNull(teamMemberships.toAt));
  const machines = await read
    .select({ id: serviceGrants.serviceId })
    .from(serviceGrants)
    .where(and(eq(serviceGrants.accountId, accountId), isNull(serviceGrants.endedAt)));
  const given = active.flatMap(({ personId, teamId }) => (personId ? [personId] : members.filter((one) => one.teamId === teamId).map((one) => one.personId)));
  return [...held.map(({ id }) => id), ...given, ...machines.map(({ id }) => id)];
}

/** Ids of what is there, by the word that names it in a path or in a field. */
export async function thingsOf({ s, serviceId }: Company): Promise<Readonly<Record<string, readonly string[]>>> {
  const { read } = s.db;
  const all = async (table: { id: never } | object): Promise<string[]> => (await read.select().from(table as typeof schema.people)).map((row) => row.id);
  const people = (await read.select().from(schema.people).where(ne(schema.people.state, 'left'))).map(({ id }) => id);
  return {
    people,
    accounts: await all(schema.accounts),
    secrets: await all(schema.secrets),
    grants: await all(schema.grants),
    'service-grants': await all(schema.serviceGrants),
    services: [serviceId],
    tokens: await all(schema.apiTokens),
    tasks: await all(schema.tasks),
    rotations: await all(schema.rotations),
    offboardings: await all(schema.offboardings),
    'offboarding-proposals': await all(schema.offboardingProposals),
    proposals: await all(schema.proposals),
    teams: await all(schema.teams),
    policies: await all(schema.policies),
    offices: people,
    platforms: ['x'],
    roles: ['admin', 'hr', 'auditor'],
    origins: (await read.select().from(schema.proposals)).flatMap(({ originId }) => originId ?? []),
  };
}

type Things = Awaited<ReturnType<typeof thingsOf>>;
export type Pick = (of: number) => number;

const fieldKinds: Readonly<Record<string, string>> = {
  personId: 'people',
  ownerId: 'people',
  managerId: 'people',
  assigneeId: 'people',
  confidantId: 'people',
  accountId: 'accounts',
  secretId: 'secrets',
  serviceId: 'services',
  teamId: 'teams',
  originId: 'origins',
};

type Shape = ReturnType<typeof schemaOf>;

/** A body of the operation's own shape that means something in this company: ids of what is there, one of each choice, optional or not. */
export function bodyOf(body: z.ZodType, things: Things, pick: Pick, names: readonly Member[]): unknown {
  return made(schemaOf(body), '', things, pick, names);
}

function made(shape: Shape, name: string, things: Things, pick: Pick, names: readonly Member[]): unknown {
  const kind = fieldKinds[name];
  if (kind) return oneOf(things[kind] ?? [], pick) ?? '';
  if (name === 'deputyIds') return [oneOf(things['people'] ?? [], pick)];
  if (name === 'file') return registerNaming(names, pick);
  const words = meant[name];
  if (words) return words[pick(words.length)];
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return made(choices[pick(choices.length)] ?? {}, name, things, pick, names);
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[pick(shape.enum.length)];
  if (shape.type === 'object') return objectOf(shape, things, pick, names);
  if (shape.type === 'array') return shape.items ? [made(shape.items, '', things, pick, names)] : [];
  if (shape.type === 'boolean') return pick(3) === 0;
  if (shape.type === 'integer' || shape.type === 'number') return Math.max(shape.minimum ?? 1, 1);
  return `woord ${pick(1000)}`;
}

function objectOf(shape: Shape, things: Things, pick: Pick, names: readonly Member[]) {
  const fields = Object.entries(shape.properties ?? {});
  return Object.fromEntries(
    fields.flatMap(([field, its]) => (shape.required?.includes(field) || pick(2) === 0 ? [[field, made(its, field, things, pick, names)]] : [])),
  );
}

const meant: Readonly<Record<string, readonly string[]>> = {
  effectiveAt: ['now', 'now', '2027-01-01'],
  until: ['2026-12-01'],
  expiresAt: ['2027-01-01T00:00:00.000Z'],
  startsAt: ['2026-11-17T00:00:00.000Z'],
  kind: ['shared-login', 'platform-role', 'password', 'remove-role'],
  platform: ['x', 'instagram'],
  email: ['new.mailbox@elsewhere.example', 'other@elsewhere.example'],
  code: ['000000'],
  reason: ['because'],
};

export function registerNaming(names: readonly Member[], pick: Pick): string {
  const [owner, deputy] = [names[pick(names.length)]?.email, names[pick(names.length)]?.email];
  return `platform,handle,owner,deputies\nx,voorbeeld,${owner},${deputy}\n`;
}

export function oneOf(ids: readonly string[], pick: Pick): string | undefined {
  return ids[pick(Math.max(1, ids.length))];
}
