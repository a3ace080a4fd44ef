import { visibleAccounts } from '#src/features/access/index.ts';
import { rotationPolicy } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { listPasswordAges } from './queries.ts';
import { shareOf } from './rules.ts';

/**
 * Of each password that the actor may see: how far it is on the way from its last change to the day it is due, 1 being that day, days
 * given after an import included; and of how many nobody knows when they were set.
 */
export type Ages = { shares: number[]; unknown: number };

export async function passwordAges(ctx: Ctx): Promise<Ages> {
  ensure(ctx, 'rotation.list', null);
  const policy = await rotationPolicy(ctx);
  const rows = await listPasswordAges(ctx.read, visibleAccounts(ctx));
  return {
    shares: rows.flatMap((row) => shareOf(row, policy, ctx.now()) ?? []),
    unknown: rows.filter(({ valueSetAt }) => valueSetAt === null).length,
  };
}
