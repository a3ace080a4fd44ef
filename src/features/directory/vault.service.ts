import { handleKey } from '#src/features/accounts/index.ts';
import { recognisePlatform } from '#src/features/platforms/index.ts';
import { spreadAfterImport } from '#src/features/rotation/index.ts';
import { addSecret, adoptValue, refusalOf, retainedMatch, secretsOf } from '#src/features/secrets/index.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { listVaultAccounts } from './queries.ts';
import type { ImportFile } from './service.ts';
import { readVaultFile, type VaultItem } from './vault.file.ts';
import { countVault, type Left, matchItem, type VaultAccount, type VaultKind, type VaultLine, type VaultReport } from './vault.rules.ts';

/**
 * Values that existed in another vault come in as adopted: they end no cause and nobody's knowledge. A value that is here
 * already is never replaced by one from a file: which of the two is in force, only the platform knows.
 */
export async function importVault(ctx: Ctx, { file, dryRun }: { file: ImportFile; dryRun: boolean }): Promise<VaultReport> {
  const because = ensure(ctx, 'import.run', null);
  const { items, others } = readVaultFile(file.bytes);
  const id = ctx.newId('importFile');
  return ctx.write(
    async (tx) => {
      const inside = within(ctx, tx);
      const accounts = await listVaultAccounts(tx);
      const lines: VaultLine[] = [];
      const taken = new Set<string>();
      const fresh: string[] | null = dryRun ? null : [];
      for (const item of items) lines.push(...(await takeItem(inside, item, accounts, taken, fresh)));
      if (fresh) await spreadAfterImport(inside, fresh);
      const report = { dryRun, items: items.length, others, lines };
      const { adopted, same, left } = countVault(report);
      const subject = { kind: 'import', id } as const;
      const more = { because, personal: { file: file.name } };
      if (dryRun) await record(tx, ctx, 'import.checked', subject, { kind: 'vault', rows: items.length, bad: left }, more);
      else await record(tx, ctx, 'import.done', subject, { kind: 'vault', added: adopted, changed: 0, unchanged: same, bad: left }, more);
      return report;
    },
    { bulk: true },
  );
}

/** `fresh` gathers the secrets that got a value; null on a dry run, which gives none. */
async function takeItem(ctx: Ctx, item: VaultItem, accounts: readonly VaultAccount[], taken: Set<string>, fresh: string[] | null): Promise<VaultLine[]> {
  const { place, name } = item;
  const account = matchItem(item, accounts, { recognise: recognisePlatform, handleKey });
  if (account === 'nobody' || account === 'several') {
    return [{ place, name, kind: null, accountId: null, left: account === 'nobody' ? 'no-account' : 'several-accounts' }];
  }
  const values = [
    { kind: 'password' as const, value: item.password },
    { kind: 'totp' as const, value: item.seed },
  ].flatMap(({ kind, value }) => (value === null ? [] : [{ kind, value }]));
  if (values.length === 0) return [{ place, name, kind: null, accountId: account.id, left: 'no-value' }];
  const lines: VaultLine[] = [];
  for (const { kind, value } of values) {
    const key = `${account.id}/${kind}`;
    const left = taken.has(key) ? 'twice' : await takeValue(ctx, { accountId: account.id, kind, value, setAt: kind === 'password' ? item.setAt : null }, fresh);
    if (left === null) taken.add(key);
    lines.push({ place, name, kind, accountId: account.id, left });
  }
  return lines;
}

type Taken = { accountId: string; kind: VaultKind; value: string; setAt: number | null };

async function takeValue(ctx: Ctx, { accountId, kind, value, setAt }: Taken, fresh: string[] | null): Promise<Left | null> {
  if (refusalOf(ctx, kind, value) !== null) return 'unusable';
  const known = (await secretsOf(ctx, accountId)).filter((secret) => secret.kind === kind);
  for (const secret of known) if (await retainedMatch(ctx, secret.id, value)) return 'same';
  const empty = known.find((secret) => secret.current === null && secret.pending === null);
  if (!empty && known.length > 0) return 'other-value';
  if (fresh === null) return null;
  const { id } = empty ?? (await addSecret(ctx, accountId, { kind }));
  await adoptValue(ctx, id, { value, how: 'imported', ...(setAt === null || setAt > ctx.now() ? {} : { valueSetAt: setAt }) });
  fresh.push(id);
  return null;
}
