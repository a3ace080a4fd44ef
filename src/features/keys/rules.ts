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

export type Custody = 'create' | 'adopt' | 'open' | 'sealed';

/**
 * What to do with the root key. Only the database knows whether something was ever sealed: once it names a root key, a
 * new one would open nothing and hide the loss.
 */
export function judgeCustody(known: { checkValue: Buffer } | undefined, file: { checkValue: Buffer } | 'absent'): Custody {
  if (!known) return file === 'absent' ? 'create' : 'adopt';
  return file !== 'absent' && file.checkValue.equals(known.checkValue) ? 'open' : 'sealed';
}
