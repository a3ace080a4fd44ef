import { accounts, accountWords } from '#db/schema/index.ts';
import { among, batches, needUnit, replaced, rowsOf } from '#src/ground/bulk.ts';
import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { fold, wordsOf } from '#src/ground/words.ts';
import type { AccountRow } from './queries.ts';
import { handleKey, lowers } from './rules.ts';
import { accountTitle } from './title.ts';

export type BulkFields = Partial<Pick<AccountRow, 'url' | 'brand' | 'region' | 'purpose' | 'criticality'>>;
export type BulkAccount = { id: string; platform: string; handle: string; fields: BulkFields };

/**
 * For imports, in the caller's unit and under its one event: a statement per 500 rows, nothing recorded or mailed one by
 * one. Handles must have been checked; the database refuses doubles.
 */
export async function addAccounts(ctx: Ctx, added: readonly BulkAccount[]): Promise<void> {
  ensure(ctx, 'account.add', null);
  const now = ctx.now();
  const rows = added.map(({ id, platform, handle, fields }) =>
    titled({
      id,
      platform,
      handle,
      handleKey: handleKey(handle),
      url: null,
      brand: null,
      region: null,
      purpose: null,
      criticality: 'normal',
      ...fields,
      status: 'active',
      sortKey: '',
      createdAt: now,
      updatedAt: now,
    }),
  );
  await keep(needUnit(ctx), rows);
}

export async function changeAccounts(ctx: Ctx, changes: readonly { id: string; fields: BulkFields }[]): Promise<void> {
  ensure(ctx, 'account.add', null);
  const tx = needUnit(ctx);
  const fieldsOf = new Map(changes.map(({ id, fields }) => [id, fields]));
  for (const ids of batches([...fieldsOf.keys()])) {
    const before = await tx.select().from(accounts).where(among(accounts.id, ids));
    await keep(
      tx,
      before.map((row) => titled({ ...row, ...kept(row, fieldsOf.get(row.id) ?? {}), updatedAt: ctx.now() })),
    );
  }
}

/** What is critical stays so: only whoever answers for an account says that it no longer is. */
function kept({ criticality }: AccountRow, fields: BulkFields): BulkFields {
  return lowers(criticality, fields.criticality) ? { ...fields, criticality } : fields;
}

function titled(row: AccountRow): AccountRow {
  return { ...row, sortKey: fold(accountTitle(row)) };
}

const written = ['url', 'brand', 'region', 'purpose', 'criticality', 'sortKey', 'updatedAt'] as const;

async function keep(tx: WriteHandle, rows: readonly AccountRow[]): Promise<void> {
  const set = replaced(written);
  for (const part of batches(rows)) {
    await tx.insert(accounts).select(rowsOf(accounts, part)).onConflictDoUpdate({ target: accounts.id, set });
    await tx.delete(accountWords).where(
      among(
        accountWords.accountId,
        part.map(({ id }) => id),
      ),
    );
  }
  const words = rows.flatMap((row) => wordsOf(accountTitle(row), row.handle, row.brand, row.region, row.platform).map((word) => ({ word, accountId: row.id })));
  for (const part of batches(words)) await tx.insert(accountWords).select(rowsOf(accountWords, part));
}
