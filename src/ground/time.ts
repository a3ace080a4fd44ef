import type { Instant } from '#src/host/clock.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** What the clock on the wall shows: `month` 1–12. */
export type WallTime = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

export function isTimeZone(zone: string): boolean {
  try {
    return formatter(zone) !== undefined;
  } catch {
    return false;
  }
}

export function wallTime(at: Instant, zone: string): WallTime {
  const parts = new Map(
    formatter(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const read = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute'), second: read('second') };
}

const asUtc = (w: WallTime): Instant => Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second);

function same(a: WallTime, b: WallTime): boolean {
  return asUtc(a) === asUtc(b);
}

export type Resolved = { at: Instant } | { missing: true; before: WallTime; after: WallTime };

/**
 * The instant of a local time. One that exists twice (clocks go back) is the earlier; one that does not exist (clocks
 * go forward) gives both neighbours: the last moment before the gap and the first after it.
 */
export function resolveLocal(wall: WallTime, zone: string): Resolved {
  const guess = asUtc(wall);
  const offsets = [guess - day, guess + day].map((probe) => asUtc(wallTime(probe, zone)) - probe);
  const hits = offsets.map((offset) => guess - offset).filter((at) => same(wallTime(at, zone), wall));
  if (hits.length > 0) return { at: Math.min(...hits) };
  const [early = 0, late = 0] = offsets;
  const jump = jumpNear(guess, zone, Math.max(early, late));
  return { missing: true, before: wallTime(jump - 1000, zone), after: wallTime(jump, zone) };
}

/** First instant at the other side of a forward jump near `guess`, found by halving. */
function jumpNear(guess: number, zone: string, laterOffset: number): Instant {
  let low = guess - day;
  let high = guess + day;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (asUtc(wallTime(middle, zone)) - middle === laterOffset) high = middle;
    else low = middle;
  }
  return high;
}

/** `2026-11-20` in the zone. */
export function localDay(at: Instant, zone: string): string {
  const w = wallTime(at, zone);
  return dayText(w);
}

export function dayText(w: Pick<WallTime, 'year' | 'month' | 'day'>): string {
  return `${String(w.year).padStart(4, '0')}-${String(w.month).padStart(2, '0')}-${String(w.day).padStart(2, '0')}`;
}

/** `2026-02-30` is not a day. Reads ISO and Dutch (`dd-mm-yyyy`, `dd/mm/yyyy`) spellings; undefined when it is neither. */
export function parseDay(text: string): Pick<WallTime, 'year' | 'month' | 'day'> | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const dutch = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text);
  const [y, m, d] = iso ? [iso[1], iso[2], iso[3]] : dutch ? [dutch[4], dutch[3], dutch[1]] : [];
  if (y === undefined || m === undefined || d === undefined) return undefined;
  const found = { year: Number(y), month: Number(m), day: Number(d) };
  const isMonth = found.month >= 1 && found.month <= 12;
  const days = (Date.UTC(found.year, found.month, 1) - Date.UTC(found.year, found.month - 1, 1)) / day;
  // `Date.UTC` takes the years before 100 for those of the last century.
  return found.year >= 100 && isMonth && found.day >= 1 && found.day <= days ? found : undefined;
}

/** A day without a time means its end: its last second, so that the day shown is the day meant. */
export function endOfDay(text: Pick<WallTime, 'year' | 'month' | 'day'>, zone: string): Instant {
  return startOfDay(nextDay(text), zone) - 1000;
}

export function startOfDay(text: Pick<WallTime, 'year' | 'month' | 'day'>, zone: string): Instant {
  const resolved = resolveLocal({ ...text, hour: 0, minute: 0, second: 0 }, zone);
  return 'at' in resolved ? resolved.at : startOfGap(resolved, zone);
}

function startOfGap(resolved: { after: WallTime }, zone: string): Instant {
  const again = resolveLocal(resolved.after, zone);
  return 'at' in again ? again.at : asUtc(resolved.after);
}

function nextDay(text: Pick<WallTime, 'year' | 'month' | 'day'>): Pick<WallTime, 'year' | 'month' | 'day'> {
  return wallTime(Date.UTC(text.year, text.month - 1, text.day) + day, 'UTC');
}

/** The first moment of each month that begins after `from` and not after `to`. */
export function monthStarts(from: Instant, to: Instant, zone: string): Instant[] {
  const months = (at: Instant) => wallTime(at, zone).year * 12 + wallTime(at, zone).month - 1;
  const [first, last] = [months(from), months(to)];
  return Array.from({ length: last - first + 1 }, (_, index) =>
    startOfDay({ year: Math.floor((first + index) / 12), month: ((first + index) % 12) + 1, day: 1 }, zone),
  ).filter((at) => at > from);
}

/** `2026-11-20T16:00:00.000Z`, for machines. */
export function isoTime(at: Instant): string {
  const w = wallTime(at, 'UTC');
  const two = (figure: number) => String(figure).padStart(2, '0');
  const rest = String(((at % 1000) + 1000) % 1000).padStart(3, '0');
  return `${dayText(w)}T${two(w.hour)}:${two(w.minute)}:${two(w.second)}.${rest}Z`;
}

/** Whole local days from `from` to `to`: negative when `to` lies before. */
export function daysBetween(from: Instant, to: Instant, zone: string): number {
  const midnight = (at: Instant) => {
    const w = wallTime(at, zone);
    return Date.UTC(w.year, w.month - 1, w.day);
  };
  return Math.round((midnight(to) - midnight(from)) / day);
}
