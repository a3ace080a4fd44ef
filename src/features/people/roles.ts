import { type Role, signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { addRole, findPerson, listHolders, listRoles, type Person, removeRole } from './queries.ts';
import { lastAdministrator, tellHrOfAdministrators } from './administration.ts';
import { type Exclusion, excludes, type SecretHoldings } from './rules.ts';
import { personFacts } from './service.ts';
import { isHere } from './standing.rules.ts';
import { byWhom } from './tell.ts';
import { broughtInByActor } from './vouching.ts';

const none: SecretHoldings = { sharedLogins: 0, offices: 0 };

/** `holdings` matters for the role `hr`: grants and offices lie above this feature, so the caller counts them. */
export async function giveRole(ctx: Ctx, personId: string, role: Role, holdings = none): Promise<void> {
  const broughtIn = (await broughtInByActor(ctx, [personId])).has(personId);
  const because = ensure(ctx, 'role.change', { ...(await personFacts(ctx, personId)), gives: role, broughtIn });
  await ctx.write((tx) => give(ctx, tx, { personId, role, holdings, because }));
}

/** Set-up's way out of a circle: an administrator is needed to make one. Refused as soon as there is one. */
export async function appointFirstAdministrator(ctx: Ctx, personId: string): Promise<void> {
  await ctx.write(async (tx) => {
    if ((await listHolders(tx, 'admin')).length > 0) throw new Problem('conflict', 'role.administrator-exists');
    await give(ctx, tx, { personId, role: 'admin', holdings: none, because: 'first-administrator' });
  });
}

/**
 * On the machine itself, also when nobody is left who could. Every administrator hears of it, the new one too. False when
 * they were one already.
 */
export async function appointAdministrator(ctx: Ctx, personId: string): Promise<boolean> {
  const because = ensure(ctx, 'role.rescue', await personFacts(ctx, personId));
  return ctx.write((tx) => give(ctx, tx, { personId, role: 'admin', holdings: none, because, tellThem: true }));
}

type Gift = { personId: string; role: Role; holdings: SecretHoldings; because: string; tellThem?: boolean };

async function give(ctx: Ctx, tx: WriteHandle, { personId, role, holdings, because, tellThem }: Gift): Promise<boolean> {
  const person = found(await findPerson(tx, personId), 'person.missing');
  if (!isHere(person, ctx.now())) throw new Problem('conflict', 'person.gone');
  const roles = await listRoles(tx, personId);
  if (roles.includes(role)) return false;
  const excluded = excludes(role, roles, holdings);
  if (excluded) throw new Problem('conflict', `role.${excluded}`);
  const known = role === 'admin' ? await listHolders(tx, 'admin') : [];
  await addRole(tx, { personId, role, givenAt: ctx.now(), givenBy: signatureOf(ctx.actor) });
  await record(tx, ctx, 'role.given', { kind: 'person', id: personId }, { role }, { because, personal: { name: person.displayName } });
  // The first one is setting up, and whoever is appointed on the machine hears of it with the others.
  if (!tellThem && because !== 'first-administrator') await tellRole(ctx, tx, personId, role, true);
  for (const { id } of tellThem ? [...known, person] : known) {
    const data = { person: person.displayName, at: ctx.now() };
    await writeNotice(tx, ctx, { template: 'administrator-appointed', recipientId: id, data });
  }
  return true;
}

async function tellRole(ctx: Ctx, tx: WriteHandle, recipientId: string, role: Role, given: boolean): Promise<void> {
  await writeNotice(tx, ctx, { template: 'role-changed', recipientId, data: { role, given, by: byWhom(ctx), at: ctx.now() } });
}

export async function takeRole(ctx: Ctx, personId: string, role: Role): Promise<void> {
  const because = ensure(ctx, 'role.change', await personFacts(ctx, personId));
  await ctx.write(async (tx) => {
    if (!(await listRoles(tx, personId)).includes(role)) return;
    if (role === 'admin' && (await lastAdministrator(within(ctx, tx), personId))) {
      throw new Problem('conflict', 'role.last-administrator');
    }
    await removeRole(tx, personId, role);
    await record(tx, ctx, 'role.taken', { kind: 'person', id: personId }, { role }, { because });
    await tellRole(ctx, tx, personId, role, false);
    if (role === 'admin') await tellHrOfAdministrators(within(ctx, tx), tx, found(await findPerson(tx, personId), 'person.missing'));
  });
}

export async function rolesOf(ctx: Ctx, personId: string): Promise<Role[]> {
  return listRoles(ctx.read, personId);
}

/** Everybody with the role who has not left, by name. */
export async function holdersOf(ctx: Ctx, role: Role): Promise<Person[]> {
  return (await listHolders(ctx.read, role)).filter((person) => isHere(person, ctx.now()));
}

/** Why somebody may not have the role, if they may not. */
export async function exclusion(ctx: Ctx, personId: string, role: Role, holdings = none): Promise<Exclusion | null> {
  return excludes(role, await listRoles(ctx.read, personId), holdings);
}
