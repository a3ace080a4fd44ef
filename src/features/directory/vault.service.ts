import { spreadAfterImport } from '#src/features/rotation/index.ts';
import { addSecret, adoptValue, refusalOf, retainedMatch, secretsOf } from '#src/features/secrets/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, type ReadHandle, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { fold, wordsOf } from '#src/ground/words.ts';
import { matching } from './catalogue.ts';
import { matchItem, type Register } from './match.rules.ts';
import { listVaultAccounts } from './queries.ts';
import type { ImportFile } from './service.ts';
import { readVaultFile, type VaultFile, type VaultKeys } from './vault.file.ts';
import { type Candidate, candidatesOf, contradictions, countVault, line, linesBeside, type VaultLine, type VaultReport } from './vault.rules.ts';

/**
 * Values that existed in another vault come in as adopted: they end no cause and nobody's knowledge. A value that is here
 * already is never replaced by one from a file: which of the two is in force, only the platform knows.
 */
export async function importVault(ctx: Ctx, { file, keys = {}, dryRun }: { file: ImportFile; keys?: VaultKeys; dryRun: boolean }): Promise<VaultReport> {
  const because = ensure(ctx, 'import.run', null);
  const read = await readVaultFile(ctx.crypto.foreign, file.bytes, keys);
  const company = (await getOrganisation(ctx)).name;
  const id = ctx.newId('importFile');
  return ctx.write(
    async (tx) => {
      const inside = within(ctx, tx);
      const fresh: string[] | null = dryRun ? null : [];
      const lines = await takeFile(inside, read, await registerOf(tx, company), fresh);
      if (fresh) await spreadAfterImport(inside, fresh);
      const { items, others, over, unread } = read;
      const report = { dryRun, items: items.length, others, over, unread, lines };
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

async function registerOf(db: ReadHandle, company: string): Promise<Register> {
  const accounts = await listVaultAccounts(db);
  const common = new Set([...wordsOf(company, ...accounts.map(({ brand }) => brand)), fold(company).replace(/\s+/g, '')]);
  return { accounts, common };
}

/** `fresh` gathers the secrets that got a value; null on a dry run, which gives none. */
async function takeFile(ctx: Ctx, { items }: VaultFile, register: Register, fresh: string[] | null): Promise<VaultLine[]> {
  const matched = items.map((item) => ({ item, match: matchItem(item, register, matching) }));
  const candidates = matched.map(({ item, match }) => ('account' in match ? candidatesOf(item, match.account) : []));
  const usable = candidates.flat().filter(({ kind, value }) => refusalOf(ctx, kind, value) === null);
  const against = contradictions(usable, ({ kind, value }) => sameness(ctx, kind, value));
  const taken = new Set<string>();
  const lines: VaultLine[] = [];
  for (const [index, { item, match }] of matched.entries()) {
    for (const candidate of candidates[index] ?? []) lines.push(await takeValue(ctx, candidate, against.get(candidate) ?? [], taken, fresh));
    lines.push(...linesBeside(item, match));
  }
  return lines;
}

/** Two spellings of one key are one value; a password is what it is, to the letter. */
function sameness(ctx: Ctx, kind: Candidate['kind'], value: string): string {
  const seed = kind === 'totp' ? ctx.crypto.totp.parseSeed(value) : null;
  return seed === null || typeof seed === 'string' ? value : JSON.stringify(seed);
}

async function takeValue(ctx: Ctx, candidate: Candidate, others: readonly number[], taken: Set<string>, fresh: string[] | null): Promise<VaultLine> {
  const { item, accountId, kind, value } = candidate;
  const said = (more: Partial<VaultLine>) => line(item, { accountId, kind, ...more });
  const why = refusalOf(ctx, kind, value);
  if (why !== null) return said({ left: 'unusable', why });
  const known = (await secretsOf(ctx, accountId)).filter((secret) => secret.kind === kind);
  for (const secret of known) if (await retainedMatch(ctx, secret.id, value)) return said({ left: 'same' });
  const empty = known.find((secret) => secret.current === null && secret.pending === null);
  if (!empty && known.length > 0) return said({ left: 'other-value' });
  if (others.length > 0) return said({ left: 'two-values', others });
  const key = `${accountId} ${kind}`;
  // The first of two that are equal: on a dry run nothing is here yet that would say so.
  if (taken.has(key)) return said({ left: 'same' });
  taken.add(key);
  if (fresh === null) return said({});
  const { id } = empty ?? (await addSecret(ctx, accountId, { kind }));
  const setAt = kind === 'password' ? item.setAt : null;
  await adoptValue(ctx, id, { value, how: 'imported', ...(setAt === null || setAt > ctx.now() ? {} : { valueSetAt: setAt }) });
  fresh.push(id);
  return said({});
}
