import { record } from '#src/ground/audit.ts';
import { needUnit } from '#src/ground/bulk.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { tellHrOfAdministrators } from './administration.ts';
import { addPeriods, type EmploymentPeriod, endMemberships, endPeriod, findOpenPeriod, listPeriods } from './employment.queries.ts';
import { changeRow, findPerson, listRoles, type Person, removeRole } from './queries.ts';
import { veil } from '#src/ground/veil.ts';
import { shownStanding } from './rules.ts';

const about = (id: string) => ({ kind: 'person', id }) as const;

/** From here on everybody may know. In the caller's unit, which decided it. */
export async function announceLeaving(ctx: Ctx, personId: string): Promise<void> {
  const tx = needUnit(ctx);
  const person = await standing(ctx, personId);
  if (person.state === 'leaving') return;
  if (person.state === 'left') throw new Problem('conflict', 'person.gone');
  await changeRow(tx, personId, { state: 'leaving', updatedAt: ctx.now() });
  await record(tx, ctx, 'person.changed', about(personId), { fields: 'state' });
}

/**
 * The effective moment of a departure, in the unit that scheduled it; null takes it back, and an announcement with it.
 * Records nothing itself: an event about the person would show a departure that nobody has announced.
 */
export async function setEnd(ctx: Ctx, personId: string, endsAt: number | null): Promise<void> {
  const tx = needUnit(ctx);
  const person = await standing(ctx, personId);
  if (person.state === 'left') throw new Problem('conflict', 'person.gone');
  const state = endsAt === null && person.state === 'leaving' ? shownStanding(person) : person.state;
  await changeRow(tx, personId, { endsAt: endsAt === null ? null : veil(endsAt), state });
}

/**
 * The cut's share: in the caller's unit, ends the employment, the team memberships and the roles, and raises the security
 * stamp so that nothing issued before counts. Harmless when repeated; says whether it did anything.
 */
export async function recordLeft(ctx: Ctx, personId: string, at: number): Promise<boolean> {
  const tx = needUnit(ctx);
  const person = await standing(ctx, personId);
  if (person.state === 'left') return false;
  const period = await findOpenPeriod(tx, personId);
  if (period) await endPeriod(tx, period.id, at);
  await endMemberships(tx, personId, at);
  await changeRow(tx, personId, { state: 'left', endsAt: veil(at), securityStamp: person.securityStamp + 1, updatedAt: ctx.now() });
  const held = await listRoles(tx, personId);
  for (const role of held) {
    await removeRole(tx, personId, role);
    await record(tx, ctx, 'role.taken', about(personId), { role });
  }
  if (held.includes('admin')) await tellHrOfAdministrators(ctx, tx, person);
  await record(tx, ctx, 'person.left', about(personId), { periodId: period?.id ?? '', effectiveAt: at });
  return true;
}

type Rehiring = { startedOn: string | null; reason: string; because: string };

/** A new employment period, and nothing else: no role, team or access comes back. In the unit of whoever decided it. */
export async function rehire(ctx: Ctx, personId: string, { startedOn, reason, because }: Rehiring): Promise<{ periodId: string }> {
  const tx = needUnit(ctx);
  const period: EmploymentPeriod = { id: ctx.newId('period'), personId, startedOn, startedAt: ctx.now(), endedAt: null };
  const person = await standing(ctx, personId);
  if (person.state !== 'left') throw new Problem('conflict', 'person.still-here');
  await addPeriods(tx, [period]);
  await changeRow(tx, personId, { state: 'active', endsAt: null, absentSince: null, updatedAt: ctx.now() });
  const personal = { name: person.displayName, reason };
  await record(tx, ctx, 'person.rehired', about(personId), { periodId: period.id }, { because, personal });
  return { periodId: period.id };
}

/** In the caller's unit: everything issued to this person so far is dead. */
export async function raiseSecurityStamp(ctx: Ctx, personId: string): Promise<number> {
  const tx = needUnit(ctx);
  const { securityStamp } = await standing(ctx, personId);
  await changeRow(tx, personId, { securityStamp: securityStamp + 1 });
  return securityStamp + 1;
}

export async function currentPeriod(ctx: Ctx, personId: string): Promise<EmploymentPeriod | null> {
  return (await findOpenPeriod(ctx.read, personId)) ?? null;
}

/** Newest first. */
export async function periodsOf(ctx: Ctx, personId: string): Promise<EmploymentPeriod[]> {
  return listPeriods(ctx.read, personId);
}

async function standing(ctx: Ctx, personId: string): Promise<Person> {
  return found(await findPerson(ctx.read, personId), 'person.missing');
}
