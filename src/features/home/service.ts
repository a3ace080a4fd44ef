import type { Office } from '#db/words.ts';
import { type Holdings, holdingsOf } from '#src/features/access/index.ts';
import { type CaseSummary, listFinished } from '#src/features/offboarding/index.ts';
import { corporateSlug } from '#src/features/policies/index.ts';
import { dueRotations } from '#src/features/rotation/index.ts';
import { personOf } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { countAccounts, countPasswords, countUnacknowledged, countWithout } from './posture.queries.ts';

/** An account the reader gets into, with the ways. */
export type OwnAccount = { id: string; title: string; critical: boolean; office: Office | null; grants: Holdings['grants'][number]['grant'][] };

/** What the reader works with: accounts in their care first. */
export async function ownAccounts(ctx: Ctx): Promise<OwnAccount[]> {
  const me = personOf(ctx.actor);
  if (!me) return [];
  const { offices, grants } = await holdingsOf(ctx, me.id);
  const own = new Map<string, OwnAccount>();
  for (const { accountId, title, critical, office } of offices) own.set(accountId, { id: accountId, title, critical, office, grants: [] });
  for (const { accountId, title, critical, grant, state } of grants) {
    if (state !== 'active') continue;
    const known = own.get(accountId) ?? { id: accountId, title, critical, office: null, grants: [] };
    own.set(accountId, { ...known, grants: [...known.grants, grant] });
  }
  return [...own.values()].toSorted((a, b) => Number(b.office !== null) - Number(a.office !== null) || a.title.localeCompare(b.title));
}

/** For whoever may start a departure: the latest that are proven. */
export async function finishedOf(ctx: Ctx): Promise<CaseSummary[]> {
  return mayPlan(ctx) ? (await listFinished(ctx, { limit: 3 })).rows : [];
}

/** HR plans departures; of whom, is decided when the person is chosen. */
export function mayPlan(ctx: Ctx): boolean {
  return allows(ctx, 'offboarding.reason', { personId: '', personIsHr: false, announced: false, cut: false, confidantId: null, ownsTask: false });
}

export type Posture = {
  accounts: number;
  passwords: { total: number; kept: number };
  overdue: number;
  ownerless: number;
  deputyless: number;
  unacknowledged: number;
};

export async function posture(ctx: Ctx): Promise<Posture> {
  ensure(ctx, 'settings.view', null);
  return {
    accounts: await countAccounts(ctx.read),
    passwords: await countPasswords(ctx.read),
    overdue: (await dueRotations(ctx)).length,
    ownerless: await countWithout(ctx.read, 'owner'),
    deputyless: await countWithout(ctx.read, 'deputy'),
    unacknowledged: await countUnacknowledged(ctx.read, corporateSlug, ctx.now()),
  };
}
