import { type Holdings, holdingsOf } from '#src/features/access/index.ts';
import { listPolicies } from '#src/features/policies/index.ts';
import { personOf } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';

export type MyPage = { holdings: Holdings; policies: Awaited<ReturnType<typeof listPolicies>> };

/** What the reader has, and what the reader has signed. */
export async function myPage(ctx: Ctx): Promise<MyPage> {
  const person = personOf(ctx.actor);
  if (!person) throw new Problem('unauthenticated', 'permission.sign-in');
  return { holdings: await holdingsOf(ctx, person.id), policies: await listPolicies(ctx) };
}
