import { getOrganisation } from '#src/features/settings/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { endOfDay, parseDay, resolveLocal, type WallTime } from '#src/ground/time.ts';

/**
 * The instant of a date and a time in the organisation's zone. A date alone is the end of that day; a time that the
 * clock skips is refused with both neighbours; one that exists twice is the earlier.
 */
export async function readMoment(ctx: Ctx, date: string, time: string | undefined): Promise<Instant> {
  const { timeZone } = await getOrganisation(ctx);
  const day = parseDay(date);
  if (!day) throw wrong('date', 'invalid-date');
  const clock = time?.trim();
  if (!clock) return endOfDay(day, timeZone);
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(clock) ?? [];
  if (hour === undefined || minute === undefined) throw wrong('time', 'invalid-time');
  const resolved = resolveLocal({ ...day, hour: Number(hour), minute: Number(minute), second: 0 }, timeZone);
  if ('at' in resolved) return resolved.at;
  throw wrong('time', 'does-not-exist', { before: clockText(resolved.before), after: clockText(resolved.after) });
}

/** As `readMoment`, and it is still to come. */
export async function readComingMoment(ctx: Ctx, date: string, time: string | undefined): Promise<Instant> {
  const at = await readMoment(ctx, date, time);
  if (at <= ctx.now()) throw wrong('date', 'in-the-past');
  return at;
}

/** What a program says instead of a date and a time: null is now, and a day is its end. */
export async function readWhen(ctx: Ctx, text: string): Promise<Instant | null> {
  if (text === 'now') return null;
  const at = text.includes('T') ? Date.parse(text) : await readMoment(ctx, text, undefined);
  if (at <= ctx.now()) throw wrong('effectiveAt', 'in-the-past');
  return at;
}

function wrong(field: string, code: string, params: Record<string, string> = {}): Problem {
  return new Problem('invalid', 'web.invalid-fields', { fields: [{ field, code, params }] });
}

function clockText(wall: WallTime): string {
  return `${String(wall.hour).padStart(2, '0')}:${String(wall.minute).padStart(2, '0')}`;
}
