import { type Administration, administration, lastAdministrator, type Told } from '#src/features/people/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { allows, type OffboardingFacts } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { listHidden } from './hidden.queries.ts';

/** Nobody has announced it, and nobody was taken into confidence. */
export function hiddenFacts(personId: string): OffboardingFacts {
  return { personId, personIsHr: false, announced: false, cut: false, confidantId: null, ownsTask: false };
}

/** Whose hidden departures this reader may know of. HR knows of everybody's but their own, and so does the cut, which nobody reads. */
export async function toldOf(ctx: Ctx): Promise<Told> {
  if (allows(ctx, 'offboarding.view', hiddenFacts(''))) return { has: (personId) => allows(ctx, 'offboarding.view', hiddenFacts(personId)) };
  const known = (await listHidden(ctx.read)).filter(({ personId, confidantId, startedBy }) =>
    allows(ctx, 'offboarding.view', { ...hiddenFacts(personId), confidantId, byOperator: startedBy === 'operator' }),
  );
  return new Set(known.map(({ personId }) => personId));
}

/** As far as whoever asks may know who else is leaving: a refusal tells no more than a list would. */
export async function refusalOf(ctx: Ctx, personId: string): Promise<Problem | null> {
  const isLast = await lastAdministrator(ctx, personId, await toldOf(ctx));
  return isLast ? new Problem('conflict', 'offboarding.last-administrator') : null;
}

/** Whether anybody stays to administer, as far as whoever asks may know. */
export async function administrationFor(ctx: Ctx): Promise<Administration> {
  return administration(ctx, await toldOf(ctx));
}
