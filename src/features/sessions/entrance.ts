import type { Ctx } from '#src/ground/ctx.ts';
import { listInvited, listSigningIn } from './entrance.queries.ts';

/** How somebody comes into Keyholder itself: with a sign-in of their own, or by an invitation that is still good. Whoever has neither does not stand here. */
export type Entrances = ReadonlyMap<string, 'signs-in' | 'invited'>;

export async function entrancesOf(ctx: Ctx, ids: readonly string[]): Promise<Entrances> {
  const asked = [...new Set(ids)];
  const invited = await listInvited(ctx.read, asked, ctx.now());
  const signingIn = await listSigningIn(ctx.read, asked);
  return new Map([...invited.map((id) => [id, 'invited'] as const), ...signingIn.map((id) => [id, 'signs-in'] as const)]);
}
