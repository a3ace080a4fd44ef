import { secondPersonDays } from '#src/features/settings/index.ts';
import { humanBehind } from '#src/ground/actor.ts';
import { recordAll } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { day } from '#src/ground/time.ts';
import { clearEmailSetBy, findPeople } from './queries.ts';
import { type Brought, broughtIn } from './vouching.rules.ts';

/** Of these people, those whose address the actor lately set, and how. */
export async function broughtInByActor(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, Brought>> {
  return broughtInBy(ctx, humanBehind(ctx.actor), personIds);
}

export async function broughtInBy(ctx: Ctx, byId: string | null, personIds: readonly string[]): Promise<Map<string, Brought>> {
  if (byId === null || personIds.length === 0) return new Map();
  const lasts = (await secondPersonDays(ctx)) * day;
  const rows = await findPeople(ctx.read, [...new Set(personIds)]);
  return new Map(
    rows.flatMap((row): [string, Brought][] => {
      const how = broughtIn(row, byId, lasts, ctx.now());
      return how ? [[row.id, how]] : [];
    }),
  );
}

/** For whoever confirms as the second person, in their unit: from here on nobody's word alone stands behind these addresses. */
export async function vouchFor(ctx: Ctx, personIds: readonly string[]): Promise<void> {
  await ctx.write(async (tx) => {
    const vouched = await clearEmailSetBy(tx, [...new Set(personIds)]);
    await recordAll(
      tx,
      ctx,
      vouched.map((id) => ({ event: 'person.vouched' as const, subject: { kind: 'person' as const, id }, detail: {}, because: 'second-person' })),
    );
  });
}
