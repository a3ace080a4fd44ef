import type { Criticality } from '#db/words.ts';
import { visibleAccounts } from '#src/features/access/index.ts';
import { type Account, accountTitle } from '#src/features/accounts/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { pageOf, readCursor } from '#src/ground/paging.ts';
import { ensure } from '#src/ground/permission.ts';
import { wordsOf } from '#src/ground/words.ts';
import { countAccounts, countPeopleByAccount, listAccountRows, listPasswordAges, type Missing } from './queries.ts';

export type AccountsQuery = {
  search?: string | undefined;
  platform?: string | undefined;
  criticality?: Criticality | undefined;
  without?: Missing | undefined;
  after?: string | undefined;
  limit?: number | undefined;
};

export type AccountLine = {
  account: Account;
  title: string;
  owner: { id: string; name: string } | null;
  /** Everybody who can get in, on whatever path. */
  people: number;
  /** `undefined`: there is no password here; null: nobody knows since when. */
  passwordSetAt: Instant | null | undefined;
};

/** `withoutDeputy` is counted for the whole register and not for a search. */
export type AccountList = { rows: AccountLine[]; next: string | null; total: number; withoutDeputy: number };

/** What the actor may see of the register, by name; each word of the search is the beginning of some word. */
export async function listAccounts(ctx: Ctx, query: AccountsQuery = {}): Promise<AccountList> {
  ensure(ctx, 'register.browse', null);
  const limit = query.limit ?? 50;
  const words = wordsOf(query.search);
  // Signs without a letter or figure among them find nothing, rather than everything.
  if (query.search?.trim() && words.length === 0) return { rows: [], next: null, total: 0, withoutDeputy: 0 };
  const filter = { words, platform: query.platform, criticality: query.criticality, without: query.without, visible: visibleAccounts(ctx) };
  const isWhole = words.length === 0 && !query.platform && !query.criticality && !query.without;
  const found = await listAccountRows(ctx.read, filter, readCursor(query.after), limit + 1);
  const { rows, next } = pageOf(found, limit, ({ account }) => [account.sortKey, account.id]);
  const ids = rows.map(({ account }) => account.id);
  const people = await countPeopleByAccount(ctx.read, ids, ctx.now());
  const ages = await listPasswordAges(ctx.read, ids);
  return {
    rows: rows.map(({ account, ownerId, owner }) => ({
      account,
      title: accountTitle(account),
      owner: ownerId !== null && owner !== null ? { id: ownerId, name: owner } : null,
      people: people.get(account.id) ?? 0,
      passwordSetAt: ages.get(account.id),
    })),
    next,
    total: await countAccounts(ctx.read, filter),
    withoutDeputy: isWhole ? await countAccounts(ctx.read, { ...filter, without: 'deputy' }) : 0,
  };
}
