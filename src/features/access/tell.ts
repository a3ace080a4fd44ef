import { accountTitle, accountsById, officersOf } from '#src/features/accounts/index.ts';
import { peopleById } from '#src/features/people/index.ts';
import { personOf } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type NoticeData, writeNotices } from '#src/ground/notice.ts';

/** A way into an account that somebody has from now on. `name` is for whoever is no person: a team, a service. */
export type Opening = { accountId: string; way: NoticeData['way-in-opened']['way'] } & ({ personId: string } | { personId?: never; name: string });

/**
 * Whoever answers for an account hears of every new way into it, in one mail an act however many there are: not whoever opened it,
 * and not whoever got it.
 */
export async function tellOfficers(ctx: Ctx, openings: readonly Opening[]): Promise<void> {
  if (openings.length === 0) return;
  const accountIds = openings.map(({ accountId }) => accountId);
  const accounts = await accountsById(ctx, accountIds);
  const names = await peopleById(
    ctx,
    openings.flatMap(({ personId }) => personId ?? []),
  );
  const actorId = personOf(ctx.actor)?.id;
  const officers = Map.groupBy(await officersOf(ctx, accountIds), (row) => row.accountId);
  const heard = openings.flatMap((opening) => {
    const theirs = officers.get(opening.accountId) ?? [];
    return theirs.flatMap(({ personId }) => (personId === actorId || personId === opening.personId ? [] : [{ recipientId: personId, opening }]));
  });
  const notices = [...Map.groupBy(heard, ({ recipientId }) => recipientId)].flatMap(([recipientId, [first, ...rest]]) => {
    const account = first && accounts.get(first.opening.accountId);
    if (!account) return [];
    const { opening } = first;
    const who = opening.personId === undefined ? opening.name : (names.get(opening.personId)?.displayName ?? '');
    const data = { account: accountTitle(account), accountId: account.id, who, way: opening.way, others: rest.length };
    return [{ template: 'way-in-opened' as const, recipientId, data }];
  });
  await ctx.write((tx) => writeNotices(tx, ctx, notices));
}
