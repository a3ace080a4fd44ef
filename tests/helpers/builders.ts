import { signIns } from '#db/schema/index.ts';
import { giveGrant, keepSecret } from '#src/features/access/index.ts';
import { addAccount } from '#src/features/accounts/index.ts';
import { addOrganisation, addPerson, announceLeaving, appointFirstAdministrator, giveRole, setEnd } from '#src/features/people/index.ts';
import { acknowledge, corporatePolicy, publishStarterPolicies } from '#src/features/policies/index.ts';
import { confirmValue, prepareValue } from '#src/features/secrets/index.ts';
import type { Role } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { within } from '#src/ground/ctx.ts';
import type { World } from './world.ts';

/** A company with one administrator and its policy published: what nearly every test begins with. */
export async function company(w: World) {
  await addOrganisation(w.operator, { name: 'Voorbeeld', kind: 'own' });
  const adminId = await person(w, 'Ada Admin');
  await appointFirstAdministrator(w.operator, adminId);
  await publishStarterPolicies(await w.as(adminId));
  return { adminId };
}

export async function person(w: World, name: string, more: { managerId?: string; email?: string; acknowledged?: boolean } = {}): Promise<string> {
  const [givenName = name, ...rest] = name.split(' ');
  const email = more.email ?? `${name.toLowerCase().replaceAll(' ', '.')}@voorbeeld.example`;
  const { id } = await addPerson(w.operator, { givenName, familyName: rest.join(' ') || 'Voorbeeld', email, managerId: more.managerId, locale: 'nl' });
  if (more.acknowledged) await acknowledges(w, id);
  return id;
}

/** Gives these people a sign-in, as far as whoever asks whether they can come in is concerned. */
export async function comesIn(w: World, ...personIds: string[]): Promise<void> {
  const now = w.clock.now();
  await w.system.write(async (tx) => {
    for (const personId of personIds) {
      await tx
        .insert(signIns)
        .values({ personId, passwordHash: '-', passwordSetAt: now, seedKeyId: null, sealedSeed: null, lastStep: 0, confirmedAt: now, endedAt: null });
      await record(tx, w.system, 'sign-in.created', { kind: 'person', id: personId }, { factor: 'totp' });
    }
  });
}

export async function acknowledges(w: World, personId: string): Promise<void> {
  const policy = await corporatePolicy(w.system);
  if (!policy) throw new Error('This world has no policy in force.');
  await acknowledge(await w.as(personId), policy.versionId);
}

export async function role(w: World, adminId: string, personId: string, name: Role): Promise<void> {
  await giveRole(await w.as(adminId), personId, name);
}

/** An effective moment that nobody has announced, as an offboarding writes it. */
export async function ends(w: World, personId: string, at: number): Promise<void> {
  await w.system.write(async (tx) => {
    await setEnd(within(w.system, tx), personId, at);
    await record(tx, w.system, 'offboarding.scheduled', { kind: 'offboarding', id: null }, { effectiveAt: at, announced: false });
  });
}

export async function announced(w: World, personId: string): Promise<void> {
  await w.system.write((tx) => announceLeaving(within(w.system, tx), personId));
}

type AccountOf = {
  ownerId: string;
  deputyIds?: string[];
  handle?: string;
  platform?: string;
  criticality?: 'critical' | 'normal' | 'low';
};

export async function account(w: World, { ownerId, deputyIds = [], handle = 'voorbeeld', platform = 'x', criticality = 'normal' }: AccountOf): Promise<string> {
  return (await addAccount(w.operator, { platform, handle, criticality, ownerId, deputyIds })).id;
}

/** A secret whose existing value `byId`, who manages the account, types in. */
export async function secret(w: World, accountId: string, byId: string, value = 'first-value-1', kind: 'password' | 'totp' | 'note' = 'password') {
  const { id } = await keepSecret(await w.as(byId), { accountId, kind, value });
  return id;
}

export async function sharedLogin(w: World, byId: string, accountId: string, personId: string, level: 'code' | 'reveal' | 'manage' = 'reveal') {
  return (await giveGrant(await w.as(byId), { accountId, kind: 'shared-login', level, personId })).id;
}

/** A new value on the platform; the candidate was typed by whoever sets it. The clock must have moved since. */
export async function newValue(w: World, secretId: string, byId: string, value: string) {
  const ctx = await w.as(byId);
  const { versionId } = await prepareValue(ctx, secretId, value, { typed: true });
  return { versionId, ...(await confirmValue(ctx, secretId, versionId, { people: [byId] })) };
}
