import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { employmentPeriods, teamMemberships, teams } from '#db/schema/people.ts';
import { batches, rowsOf } from '#src/ground/bulk.ts';
import type { ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type EmploymentPeriod = typeof employmentPeriods.$inferSelect;
export type Team = typeof teams.$inferSelect;
export type Membership = typeof teamMemberships.$inferSelect;

export async function addPeriods(tx: WriteHandle, rows: readonly EmploymentPeriod[]): Promise<void> {
  for (const part of batches(rows)) await tx.insert(employmentPeriods).select(rowsOf(employmentPeriods, part));
}

export async function findOpenPeriod(read: ReadHandle, personId: string): Promise<EmploymentPeriod | undefined> {
  const [row] = await read
    .select()
    .from(employmentPeriods)
    .where(and(eq(employmentPeriods.personId, personId), isNull(employmentPeriods.endedAt)));
  return row;
}

export async function listPeriods(read: ReadHandle, personId: string): Promise<EmploymentPeriod[]> {
  return read.select().from(employmentPeriods).where(eq(employmentPeriods.personId, personId)).orderBy(desc(employmentPeriods.id));
}

export async function endPeriod(tx: WriteHandle, id: string, endedAt: number): Promise<void> {
  await tx.update(employmentPeriods).set({ endedAt }).where(eq(employmentPeriods.id, id));
}

export async function addTeamRows(tx: WriteHandle, team: Team, members: readonly Membership[]): Promise<void> {
  await tx.insert(teams).values(team);
  for (const part of batches(members)) await tx.insert(teamMemberships).select(rowsOf(teamMemberships, part));
}

export async function findTeamRow(read: ReadHandle, id: string): Promise<Team | undefined> {
  const [row] = await read.select().from(teams).where(eq(teams.id, id));
  return row;
}

export async function findTeamByKey(read: ReadHandle, nameKey: string): Promise<Team | undefined> {
  const [row] = await read.select().from(teams).where(eq(teams.nameKey, nameKey));
  return row;
}

export async function listTeamRows(read: ReadHandle): Promise<Team[]> {
  return read.select().from(teams).where(isNull(teams.removedAt)).orderBy(teams.nameKey);
}

const during = (at: number) => and(lte(teamMemberships.fromAt, at), or(isNull(teamMemberships.toAt), gt(teamMemberships.toAt, at)));

export async function teamsAt(read: ReadHandle, personId: string, at: number): Promise<Team[]> {
  const rows = await read
    .selectDistinct({ team: teams })
    .from(teamMemberships)
    .innerJoin(teams, eq(teams.id, teamMemberships.teamId))
    .where(and(eq(teamMemberships.personId, personId), during(at)))
    .orderBy(asc(teams.nameKey));
  return rows.map(({ team }) => team);
}

export async function memberIdsAt(read: ReadHandle, teamId: string, at: number): Promise<string[]> {
  const rows = await read
    .selectDistinct({ id: teamMemberships.personId })
    .from(teamMemberships)
    .where(and(eq(teamMemberships.teamId, teamId), during(at)));
  return rows.map(({ id }) => id);
}

/** One that would begin later never begins. */
export async function endMemberships(tx: WriteHandle, personId: string, at: number): Promise<void> {
  const own = eq(teamMemberships.personId, personId);
  const later = or(isNull(teamMemberships.toAt), gt(teamMemberships.toAt, at));
  await tx
    .update(teamMemberships)
    .set({ toAt: at })
    .where(and(own, later, lte(teamMemberships.fromAt, at)));
  await tx
    .update(teamMemberships)
    .set({ toAt: sql`${teamMemberships.fromAt}` })
    .where(and(own, gt(teamMemberships.fromAt, at)));
}
