import type { Ctx } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { fold, wordsOf } from '#src/ground/words.ts';
import { type AccountRow, listByWords } from './queries.ts';
import { getAccount } from './service.ts';
import { accountTitle } from './title.ts';

/** The account with this id, or the one whose title or handle holds all these words. */
export async function accountNamed(ctx: Ctx, typed: string): Promise<AccountRow> {
  ensure(ctx, 'account.list', null);
  const text = typed.trim();
  if (text.startsWith('acc_')) return getAccount(ctx, text);
  const words = wordsOf(text);
  const rows = words.length === 0 ? [] : await listByWords(ctx.read, words, 6);
  // "Voorbeeld" is the one that is called so, although "Voorbeeld Benelux" begins with it.
  const exact = rows.filter((row) => fold(accountTitle(row)) === fold(text) || fold(row.handle) === fold(text));
  const [only, other] = exact.length > 0 ? exact : rows;
  if (other) throw new Problem('invalid', 'account.several', { params: { titles: rows.map(accountTitle).join(', ') } });
  return found(only, 'account.missing');
}
