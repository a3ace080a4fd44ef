import { wordsOf } from '#src/ground/words.ts';
import type { VaultItem } from './vault.file.ts';

export type VaultAccount = { id: string; platform: string; handleKey: string; url: string | null };
export type VaultKind = 'password' | 'totp';

export type Matching = { recognise(text: string): string | undefined; handleKey(handle: string): string };

/** Which account of the register an item belongs to. Nothing is guessed: it names the handle, or has its address. */
export function matchItem(item: VaultItem, accounts: readonly VaultAccount[], { recognise, handleKey }: Matching): VaultAccount | 'nobody' | 'several' {
  const platforms = new Set([...item.addresses, item.name].flatMap((text) => recognise(text) ?? []));
  const there = accounts.filter((account) => platforms.has(account.platform));
  const addresses = new Set(item.addresses.map(plainAddress));
  const byAddress = there.filter((account) => account.url !== null && addresses.has(plainAddress(account.url)));
  const byHandle = there.filter((account) => item.username.trim() !== '' && handleKey(item.username) === account.handleKey);
  const words = new Set(wordsOf(item.name));
  const byName = there.filter((account) => words.has(account.handleKey));
  const [one, ...more] = [byAddress, byHandle, byName].find((found) => found.length > 0) ?? [];
  if (!one) return 'nobody';
  return more.length > 0 ? 'several' : one;
}

function plainAddress(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.hostname.replace(/^www\./, '')}${url.pathname.replace(/\/+$/, '')}`.toLowerCase() : address;
}

export type Left = 'no-account' | 'several-accounts' | 'no-value' | 'same' | 'other-value' | 'twice' | 'unusable';

/** One value of the file: taken in, or left and why. It says whose and of what kind, never what. */
export type VaultLine = { place: number; name: string; kind: VaultKind | null; accountId: string | null; left: Left | null };

export type VaultReport = { dryRun: boolean; items: number; others: number; lines: readonly VaultLine[] };

export function countVault({ lines }: VaultReport) {
  const adopted = lines.filter((line) => line.left === null).length;
  const same = lines.filter((line) => line.left === 'same').length;
  return { adopted, same, left: lines.length - adopted - same };
}
