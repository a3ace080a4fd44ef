import type { Match, Unmatched, VaultAccount } from './match.rules.ts';
import type { ItemRemark, VaultItem } from './vault.file.ts';

export type VaultKind = 'password' | 'totp';

/** `two-values`: the file has two that differ for one account. `unusable` and `same` are told by the vault. */
export type Left = Unmatched | 'no-value' | 'passkey' | 'same' | 'other-value' | 'two-values' | 'two-seeds' | 'reference' | 'unusable';

/**
 * One value of the file: taken in, or left and why. It says whose and of what kind, never what. `why` is the code of a refusal, `others` the
 * places of the values it contradicts, `remark` what was done to it.
 */
export type VaultLine = {
  place: number;
  name: string;
  kind: VaultKind | null;
  accountId: string | null;
  left: Left | null;
  why: string | null;
  others: readonly number[];
  remark: ItemRemark | null;
};

export type VaultReport = {
  dryRun: boolean;
  items: number;
  others: number;
  over: number;
  unread: readonly string[];
  lines: readonly VaultLine[];
};

/** A value of the file with the account it is for. */
export type Candidate = { item: VaultItem; accountId: string; kind: VaultKind; value: string };

export function candidatesOf(item: VaultItem, account: VaultAccount): Candidate[] {
  const values: readonly (readonly [VaultKind, string | null])[] = [
    ['password', item.password],
    ['totp', item.remark === 'two-seeds' ? null : item.seed],
  ];
  return values.flatMap(([kind, value]) => (value === null ? [] : [{ item, accountId: account.id, kind, value }]));
}

/** What is said of an item beside its values: why it has none that is taken, and that a passkey stays behind. */
export function linesBeside(item: VaultItem, match: Match): VaultLine[] {
  if ('left' in match) return [line(item, { left: match.left })];
  const accountId = match.account.id;
  const isEmpty = item.password === null && item.seed === null;
  return [
    ...(isEmpty && item.passkeys === 0 ? [line(item, { accountId, left: item.remark === 'reference' ? 'reference' : 'no-value' })] : []),
    ...(item.remark === 'two-seeds' ? [line(item, { accountId, kind: 'totp', left: 'two-seeds' })] : []),
    ...(item.passkeys > 0 ? [line(item, { accountId, left: 'passkey' })] : []),
  ];
}

export function line(item: VaultItem, more: Partial<VaultLine>): VaultLine {
  const { place, name, remark } = item;
  return { place, name: printable(name), kind: null, accountId: null, left: null, why: null, others: [], remark: more.kind ? remark : null, ...more };
}

/** Which values of one account and kind differ from one another in the file: then none of them is taken, whatever their order. */
export function contradictions(candidates: readonly Candidate[], sameness: (candidate: Candidate) => string): ReadonlyMap<Candidate, readonly number[]> {
  const found = new Map<Candidate, readonly number[]>();
  for (const group of Map.groupBy(candidates, ({ accountId, kind }) => `${accountId} ${kind}`).values()) {
    for (const candidate of group) {
      const others = group.filter((other) => sameness(other) !== sameness(candidate)).map(({ item }) => item.place);
      if (others.length > 0) found.set(candidate, others);
    }
  }
  return found;
}

/** Characters that steer a terminal or turn the direction of writing are shown as a mark. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, '\ufffd');
}

/** A passkey that stays is no value that was left out: it is told apart. */
export function countVault({ lines }: Pick<VaultReport, 'lines'>) {
  const adopted = lines.filter((one) => one.left === null).length;
  const same = lines.filter((one) => one.left === 'same').length;
  const passkeys = lines.filter((one) => one.left === 'passkey').length;
  return { adopted, same, passkeys, left: lines.length - adopted - same - passkeys };
}

/** Whoever runs it unattended must not take it for done: something was left out, or there was something and nothing came of it. */
export function isIncomplete(report: VaultReport): boolean {
  const { adopted, same, left } = countVault(report);
  return left > 0 || (adopted + same === 0 && report.items + report.others + report.over > 0);
}
