import { wallTime } from '#src/ground/time.ts';

/** `kh-2026-a`, then `kh-2026-b`: short enough to read out, and tells when the key was made. */
export function nextKeyName(now: number, taken: readonly string[]): string {
  const year = `kh-${wallTime(now, 'UTC').year}-`;
  return year + letters(taken.filter((name) => name.startsWith(year)).length);
}

/** a … z, then aa, ab … */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/** A root key as the database knows it: one seals, and one that it takes the place of still opens until `retiredAt`. */
export type KnownKey = { id: string; checkValue: Buffer; state: 'active' | 'retired'; retiredAt: number | null };

/** Those that a process must hold, that which seals first. */
export function inForce<K extends Pick<KnownKey, 'state' | 'retiredAt'>>(known: readonly K[]): K[] {
  return [...known.filter(({ state }) => state === 'active'), ...known.filter(({ state, retiredAt }) => state === 'retired' && retiredAt === null)];
}

/** Why a key that is needed was not found: `before`, an older one lies in its place; `older`, the new one is there alone, too early. */
export type KeyMissing = 'absent' | 'other' | 'before' | 'older';

type File<F> = { checkValue: Buffer; file: F };

/**
 * The files with the keys in force, in their order; or which one is missing, and why. When none is found, no other is made: a
 * new one would open nothing and hide the loss.
 */
export function findKeys<F>(known: readonly KnownKey[], files: readonly File<F>[]): { found: F[] } | { missing: string; because: KeyMissing } {
  const has = (key: KnownKey) => files.find(({ checkValue }) => checkValue.equals(key.checkValue));
  const needed = inForce(known);
  const missing = needed.find((key) => !has(key));
  if (!missing) return { found: needed.flatMap((key) => has(key)?.file ?? []) };
  if (files.length === 0) return { missing: missing.id, because: 'absent' };
  if (missing.state === 'retired') return { missing: missing.id, because: 'older' };
  return { missing: missing.id, because: known.some(has) ? 'before' : 'other' };
}
