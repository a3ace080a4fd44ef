import { eq } from 'drizzle-orm';
import { accounts } from '#db/schema/index.ts';
import { findPlatform } from '#src/features/platforms/index.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { fold, wordsOf } from '#src/ground/words.ts';
import { type AccountChange, accountChange, type AccountInput, accountInput } from './input.ts';
import { officeFacts, placeInOffice } from './offices.ts';
import { type AccountRow, findAccount, findAccounts, findByHandle, saveWords } from './queries.ts';
import { handleKey, lowers } from './rules.ts';
import { accountTitle, type Named } from './title.ts';

export type Account = AccountRow;

export async function getAccount(ctx: Ctx, id: string): Promise<Account> {
  return found(await findAccount(ctx.read, id), 'account.missing');
}

export async function accountsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Account>> {
  return new Map((await findAccounts(ctx.read, ids)).map((row) => [row.id, row]));
}

export async function findAccountByHandle(ctx: Ctx, platform: string, handle: string): Promise<Account | undefined> {
  return findByHandle(ctx.read, platform, handleKey(handle));
}

/** `without`: who is named and takes up no office yet. Whoever may not appoint asks for them: see `registerAccount` of `access`. */
export async function addAccount(
  ctx: Ctx,
  input: AccountInput,
  { origin = 'entered', without }: { origin?: 'entered' | 'imported'; without?: ReadonlySet<string> } = {},
): Promise<{ id: string }> {
  const { ownerId, deputyIds, ...fields } = accountInput.parse(input);
  if (deputyIds.includes(ownerId)) throw new Problem('invalid', 'office.owner-and-deputy');
  return ctx.write(async (tx) => {
    const because = ensure(ctx, 'account.add', null);
    if (!findPlatform(fields.platform)) {
      throw new Problem('invalid', 'account.unknown-platform', { fields: [{ field: 'platform', code: 'account.unknown-platform' }] });
    }
    const { url = null, brand = null, region = null, purpose = null, status = 'active' } = fields;
    const now = ctx.now();
    const account = { ...fields, url, brand, region, purpose, status, handleKey: handleKey(fields.handle) };
    await ensureFree(within(ctx, tx), account.platform, account.handle, null);
    const id = ctx.newId('account');
    await tx.insert(accounts).values({ ...account, id, sortKey: fold(accountTitle(account)), createdAt: now, updatedAt: now });
    await saveWords(tx, id, searchWords(account));
    const { platform, criticality } = account;
    await record(tx, ctx, 'account.added', { kind: 'account', id }, { platform, criticality, origin }, { because });
    const inside = within(ctx, tx);
    const quiet = origin === 'imported';
    const named = [[ownerId, 'owner'] as const, ...[...new Set(deputyIds)].map((deputyId) => [deputyId, 'deputy'] as const)];
    for (const [personId, office] of named) {
      if (!without?.has(personId)) await placeInOffice(inside, { ...account, id }, personId, office, { because, quiet });
    }
    return { id };
  });
}

export async function changeAccount(ctx: Ctx, id: string, input: AccountChange): Promise<void> {
  const wanted = Object.entries(accountChange.parse(input)).filter(([, value]) => value !== undefined);
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const before = await getAccount(inside, id);
    const isLower = lowers(before.criticality, input.criticality);
    const because = ensure(ctx, 'account.edit', { ...(await officeFacts(inside, id)), lowers: isLower });
    const changed = wanted.filter(([name, value]) => before[name as keyof Account] !== value);
    if (changed.length === 0) return;
    const after: Account = { ...before, ...Object.fromEntries(changed) };
    if (after.handle !== before.handle) await ensureFree(inside, after.platform, after.handle, id);
    await tx
      .update(accounts)
      .set({ ...after, handleKey: handleKey(after.handle), sortKey: fold(accountTitle(after)), updatedAt: ctx.now() })
      .where(eq(accounts.id, id));
    await saveWords(tx, id, searchWords(after));
    const fields = changed.map(([name]) => name).join(' ');
    await record(tx, ctx, 'account.changed', { kind: 'account', id }, { fields }, { because });
  });
}

async function ensureFree(ctx: Ctx, platform: string, handle: string, exceptId: string | null): Promise<void> {
  const other = await findByHandle(ctx.read, platform, handleKey(handle));
  if (other && other.id !== exceptId) {
    throw new Problem('conflict', 'account.already-there', { fields: [{ field: 'handle', code: 'account.already-there' }] });
  }
}

function searchWords(account: Named): string[] {
  return wordsOf(accountTitle(account), account.handle, account.brand, account.region, account.platform);
}
