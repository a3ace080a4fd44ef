import { record } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { fold } from '#src/ground/words.ts';
import { addTeamRows, findTeamByKey, findTeamRow, listTeamRows, memberIdsAt, type Team, teamsAt } from './employment.queries.ts';
import { tidy } from './names.ts';
import { findPeople } from './queries.ts';

export async function addTeam(ctx: Ctx, { name, memberIds }: { name: string; memberIds: readonly string[] }): Promise<{ id: string }> {
  const because = ensure(ctx, 'person.add', null);
  const now = ctx.now();
  const team: Team = { id: ctx.newId('team'), name: tidy(name), nameKey: fold(tidy(name)), createdAt: now, removedAt: null };
  const ids = [...new Set(memberIds)];
  const members = ids.map((personId) => ({ id: ctx.newId('membership'), teamId: team.id, personId, fromAt: now, toAt: null }));
  await ctx.write(async (tx) => {
    if (await findTeamByKey(tx, team.nameKey)) {
      throw new Problem('conflict', 'team.taken', { fields: [{ field: 'name', code: 'already-taken' }] });
    }
    await addTeamRows(tx, team, members);
    await record(tx, ctx, 'team.added', { kind: 'team', id: team.id }, { members: members.length }, { because });
  });
  return { id: team.id };
}

export async function getTeam(ctx: Ctx, id: string): Promise<Team> {
  return found(await findTeamRow(ctx.read, id), 'team.missing');
}

export async function listTeams(ctx: Ctx): Promise<Team[]> {
  return listTeamRows(ctx.read);
}

/** The teams somebody is in at a moment; past moments can be asked for. */
export async function teamsOf(ctx: Ctx, personId: string, at: number): Promise<Team[]> {
  return teamsAt(ctx.read, personId, at);
}

/** Who is in it now, by name, for whoever may look people up. */
export async function teamMembers(ctx: Ctx, teamId: string): Promise<{ id: string; name: string }[]> {
  ensure(ctx, 'people.browse', null);
  await getTeam(ctx, teamId);
  const people = await findPeople(ctx.read, await memberIdsAt(ctx.read, teamId, ctx.now()));
  return people.toSorted((a, b) => a.sortKey.localeCompare(b.sortKey)).map(({ id, displayName }) => ({ id, name: displayName }));
}

export async function memberIds(ctx: Ctx, teamId: string, at: number): Promise<string[]> {
  return memberIdsAt(ctx.read, teamId, at);
}
