import { visibleAccounts } from '#src/features/access/index.ts';
import { rotationPolicy } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { day } from '#src/ground/time.ts';
import { listPasswordAges } from './queries.ts';

/** Of each password that the actor may see: how far it is towards its limit, 1 being the limit; and of how many nobody knows. */
export type Ages = { shares: number[]; unknown: number };

export async function passwordAges(ctx: Ctx): Promise<Ages> {
  ensure(ctx, 'rotation.list', null);
  const policy = await rotationPolicy(ctx);
  const rows = await listPasswordAges(ctx.read, visibleAccounts(ctx));
  return {
    shares: rows.flatMap(({ setAt, criticality }) => (setAt === null ? [] : [Math.max(0, ctx.now() - setAt) / (policy[criticality] * day)])),
    unknown: rows.filter(({ setAt }) => setAt === null).length,
  };
}
