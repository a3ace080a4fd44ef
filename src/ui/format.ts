import { day as dayLength, hour, localDay, minute } from '#src/ground/time.ts';
import type { Instant } from '#src/host/clock.ts';
import { time as enTime } from './messages/en/time.ts';
import type { Locale } from './messages/index.ts';
import { time as nlTime } from './messages/nl/time.ts';

/** Dates, numbers and plurals for one reader at one moment. Instants are milliseconds; everything is shown in `timeZone`. */
export type Format = {
  locale: Locale;
  timeZone: string;
  now: Instant;
  number(value: number): string;
  percent(ratio: number): string;
  list(items: readonly string[]): string;
  /** "1 account", "3 accounts". */
  plural(count: number, one: string, other: string): string;
  /** The word without its number. */
  pick(count: number, one: string, other: string): string;
  /** "Friday". */
  weekday(at: Instant): string;
  /** "Friday 20 November"; with the year when it is another one. */
  day(at: Instant): string;
  /** "Fri 20 Nov", "vr 20 nov."; with the year when it is another one. */
  shortDay(at: Instant): string;
  /** "20 Nov", "20 nov."; with the year when it is another one. */
  briefDay(at: Instant): string;
  /** "20 November 2026". */
  date(at: Instant): string;
  /** "October"; with the year when it is another one. */
  month(at: Instant): string;
  /** "Oct", "okt.". */
  shortMonth(at: Instant): string;
  /** "17:00", "17.00". */
  time(at: Instant): string;
  /** "20 November 2026, 17:00 Europe/Brussels": for `title` and for print. */
  dateTime(at: Instant): string;
  /** "today 09:41", "yesterday 17:00", "Sat 14 Nov 10:05". */
  moment(at: Instant): string;
  /** A deadline seen from now: "17 h late", "in 2 h 40", "today", "in 3 days". */
  due(at: Instant): string;
  /** How long ago something was: "just now", "3 h ago", "yesterday", "3 days ago", then the day. */
  ago(at: Instant): string;
  /** "19 hours", "18 hours 58 minutes", "2 days". */
  duration(milliseconds: number): string;
  /** For `<time datetime>`. */
  machine(at: Instant): string;
};

const regional: Record<Locale, string> = { nl: 'nl-BE', en: 'en-GB' };
/** Dutch writes a full stop after a shortened month; Intl leaves it out. `mei` is not shortened. */
const dutchShortMonth = /\b(jan|feb|mrt|apr|jun|jul|aug|sep|okt|nov|dec)\b/;
const words = { nl: nlTime, en: enTime };

export function createFormat(locale: Locale, timeZone: string, now: Instant): Format {
  const intl = intlFor(locale, timeZone);
  const w = words[locale];

  const pick = (count: number, one: string, other: string) => (intl.plural.select(count) === 'one' ? one : other);
  // Days of the calendar and not of 24 hours: yesterday at 23:00 is yesterday an hour after midnight.
  const dayNumber = (at: Instant) => Date.parse(localDay(at, timeZone)) / dayLength;
  const daysAhead = (at: Instant) => dayNumber(at) - dayNumber(now);
  const otherYear = (at: Instant) => intl.year.format(at) !== intl.year.format(now);
  const time = (at: Instant) => (locale === 'nl' ? intl.time.format(at).replace(':', '.') : intl.time.format(at));
  const plain = (text: string) => text.replaceAll(',', '');
  const dotted = (text: string) => (locale === 'nl' ? text.replace(dutchShortMonth, '$&.') : text);
  const shortDay = (at: Instant) => plain(dotted((otherYear(at) ? intl.shortDayYear : intl.shortDay).format(at)));
  const date = (at: Instant) => intl.date.format(at);

  const span = (milliseconds: number) => {
    if (milliseconds < hour) return w.minutesShort(Math.max(1, Math.floor(milliseconds / minute)));
    if (milliseconds < 6 * hour) return w.hoursShort(Math.floor(milliseconds / hour), Math.floor((milliseconds % hour) / minute));
    if (milliseconds < dayLength) return w.hoursShort(Math.floor(milliseconds / hour), 0);
    return w.days(Math.floor(milliseconds / dayLength));
  };

  return {
    locale,
    timeZone,
    now,
    number: (value) => intl.number.format(value),
    percent: (ratio) => intl.percent.format(ratio),
    list: (items) => intl.list.format(items),
    plural: (count, one, other) => `${intl.number.format(count)} ${pick(count, one, other)}`,
    pick,
    weekday: (at) => intl.weekday.format(at),
    day: (at) => plain((otherYear(at) ? intl.dayYear : intl.day).format(at)),
    shortDay,
    briefDay: (at) => plain(dotted((otherYear(at) ? intl.briefDayYear : intl.briefDay).format(at))),
    date,
    month: (at) => (otherYear(at) ? intl.monthYear : intl.month).format(at),
    shortMonth: (at) => dotted(intl.shortMonth.format(at)),
    time,
    dateTime: (at) => `${date(at)}, ${time(at)} ${timeZone}`,
    moment(at) {
      const ahead = daysAhead(at);
      const named = ahead === 0 ? w.today : ahead === -1 ? w.yesterday : ahead === 1 ? w.tomorrow : shortDay(at);
      return `${named} ${time(at)}`;
    },
    due(at) {
      const left = at - now;
      if (left <= 0) return w.late(span(-left));
      if (left < 6 * hour) return w.in(span(left));
      const ahead = daysAhead(at);
      if (ahead === 0) return w.today;
      if (ahead === 1) return w.tomorrow;
      if (ahead < 21) return w.in(w.days(ahead));
      return ahead < 84 ? w.in(w.weeks(Math.floor(ahead / 7))) : shortDay(at);
    },
    ago(at) {
      const ahead = daysAhead(at);
      if (now - at < minute) return w.justNow;
      if (ahead === 0) return w.ago(span(now - at));
      if (ahead === -1) return w.yesterday;
      return ahead > -8 ? w.ago(w.days(-ahead)) : shortDay(at);
    },
    duration(milliseconds) {
      if (milliseconds < minute) return w.seconds(Math.round(milliseconds / 1000));
      const days = Math.floor(milliseconds / dayLength);
      const hours = Math.floor((milliseconds % dayLength) / hour);
      const minutes = Math.floor((milliseconds % hour) / minute);
      const parts = days > 0 ? [days && w.days(days), hours && w.hours(hours)] : [hours && w.hours(hours), minutes && w.minutes(minutes)];
      return parts.filter((part) => part !== 0).join(' ');
    },
    machine: (at) => `${intl.isoDay.format(at)}T${intl.isoTime.format(at)}Z`,
  };
}

const intlCache = new Map<string, ReturnType<typeof buildIntl>>();

/** Making Intl objects is slow (some 50 µs each), using them is not. */
function intlFor(locale: Locale, timeZone: string) {
  const key = `${locale} ${timeZone}`;
  const known = intlCache.get(key);
  if (known) return known;
  const built = buildIntl(locale, timeZone);
  intlCache.set(key, built);
  return built;
}

function buildIntl(locale: Locale, timeZone: string) {
  const tag = regional[locale];
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone, ...options });
  const iso = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', ...options });
  return {
    number: new Intl.NumberFormat(tag),
    percent: new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }),
    list: new Intl.ListFormat(tag, { type: 'conjunction' }),
    plural: new Intl.PluralRules(tag),
    year: dates({ year: 'numeric' }),
    weekday: dates({ weekday: 'long' }),
    day: dates({ weekday: 'long', day: 'numeric', month: 'long' }),
    dayYear: dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    shortDay: dates({ weekday: 'short', day: 'numeric', month: 'short' }),
    shortDayYear: dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
    briefDay: dates({ day: 'numeric', month: 'short' }),
    briefDayYear: dates({ day: 'numeric', month: 'short', year: 'numeric' }),
    date: dates({ day: 'numeric', month: 'long', year: 'numeric' }),
    month: dates({ month: 'long' }),
    monthYear: dates({ month: 'long', year: 'numeric' }),
    shortMonth: dates({ month: 'short' }),
    time: dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    isoDay: iso({ dateStyle: 'short' }),
    isoTime: iso({ timeStyle: 'medium' }),
  };
}
