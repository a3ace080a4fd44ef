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

/** Whether this root key is the one of the database. When it is not, no other is made: a new one would open nothing and hide the loss. */
export function isKeyOf(known: { checkValue: Buffer }, file: { checkValue: Buffer } | 'absent'): boolean {
  return file !== 'absent' && file.checkValue.equals(known.checkValue);
}
