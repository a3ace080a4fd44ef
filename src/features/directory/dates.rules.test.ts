import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayText } from '#src/ground/time.ts';
import { type DateOrder, readDates } from './dates.rules.ts';

const zone = 'Europe/Brussels';
type Made = string | null | { wrong: string };

function read(columns: Record<string, string[]>, order?: DateOrder, in_ = zone) {
  const given = Object.entries(columns).map(([heading, texts]) => ({
    field: heading,
    heading,
    european: /datum|dienst/.test(heading),
    cells: texts.map((text, index) => ({ line: index + 2, text })),
  }));
  const { days, question } = readDates(given, { order, zone: in_ });
  const made = given.map(({ field, cells }) =>
    cells.map(({ text }): Made => {
      const day = days.get(field)?.(text);
      if (!day) return { wrong: 'asked' };
      return 'wrong' in day ? { wrong: day.wrong } : day.day && dayText(day.day);
    }),
  );
  return { made, question };
}

const one = (texts: string[], order?: DateOrder) => read({ 'End date': texts }, order).made[0];

describe('one date is enough to tell how all of a column are written', () => {
  test.each<[string, string[], Made[]]>([
    ['day first', ['31/12/2026', '06/11/2027'], ['2026-12-31', '2027-11-06']],
    ['month first', ['06/11/2027', '12/11/2026', '12/31/2027'], ['2027-06-11', '2026-12-11', '2027-12-31']],
    ['either way the same', ['05/05/2026', '31/12/9999', '01-01-9999'], ['2026-05-05', null, null]],
    ['dots, before which nobody puts the month', ['01.12.2026'], ['2026-12-01']],
    ['the year first', ['2026-12-01', '2026/12/01', '20261201', '2026.12.1'], Array(4).fill('2026-12-01')],
    [
      'names of months',
      ['1 december 2026', '01-Dec-2026', 'Dec 1, 2026', '1. März 2026', '1 août 2026'],
      ['2026-12-01', '2026-12-01', '2026-12-01', '2026-03-01', '2026-08-01'],
    ],
    ['with a clock', ['2026-12-31 00:00:00', '2026-12-31T23:59:59.000', '12/31/2026 12:00:00 AM'], Array(3).fill('2026-12-31')],
    ['with the zone of the writer', ['2022-03-01T00:00:00+01:00', '2027-06-30T00:00:00+02:00', '2026-12-31+01:00'], ['2022-03-01', '2027-06-30', '2026-12-31']],
    ['midnight with a Z', ['2026-12-31T00:00:00Z', '2026-06-30T00:00:00.000Z'], ['2026-12-31', '2026-06-30']],
    ['midnight here, with a Z', ['2026-12-30T23:00:00Z', '2026-06-29T22:00:00Z'], ['2026-12-31', '2026-06-30']],
  ])('%s', (_, texts, expected) => expect(one(texts)).toEqual(expected));
});

describe('what cannot be told is asked, and read as answered', () => {
  test('with an example of each reading', () => {
    const { question } = read({ 'Start date': ['2020-01-01', '2020-01-01'], 'End date': ['05/05/2026', '06/11/2027'] });
    expect(question).toEqual({ column: 'End date', line: 3, text: '06/11/2027', dayFirst: '2027-11-06', monthFirst: '2027-06-11' });
    expect(one(['06/11/2027'], 'day-first')).toEqual(['2027-11-06']);
    expect(one(['06/11/2027'], 'month-first')).toEqual(['2027-06-11']);
  });

  test('another column proves it where the signs are the same', () => {
    expect(read({ Start: ['31/01/2020'], End: ['06/11/2027'] })).toMatchObject({ question: null, made: [['2020-01-31'], ['2027-11-06']] });
    expect(read({ Start: ['31-01-2020'], End: ['06/11/2027'] }).question?.text).toBe('06/11/2027');
    expect(read({ Start: ['31/01/2020'], Last: ['01/31/2020'], End: ['06/11/2027'] }).question?.text).toBe('06/11/2027');
  });

  test('a Dutch heading is proof over dashes, which Americans do not write there, and none over slashes, which spreadsheets do', () => {
    expect(read({ 'datum uit dienst': ['01-12-2026'] }).made).toEqual([['2026-12-01']]);
    expect(read({ 'datum uit dienst': ['01/12/2026'] }).question).not.toBeNull();
    expect(read({ 'End date': ['01-12-2026'] }).question).not.toBeNull();
  });
});

describe('refused', () => {
  const wrong = (code: string, count: number) => Array(count).fill({ wrong: code });
  test.each<[string, string[], DateOrder | undefined, Made[]]>([
    ['a column written in two ways, all of it', ['13/02/2021', '02/14/2021', '01/02/2021', '2021-01-01'], undefined, wrong('dates-mixed', 4)],
    ['one kind of signs the one way and another the other', ['12/31/2026', '31-12-2026'], undefined, wrong('dates-mixed', 2)],
    ['a column that the answer cannot be right about', ['12/31/2026', '01/02/2026'], 'day-first', wrong('dates-against', 2)],
    ['moments that are no days', ['2026-12-31T14:30:00Z', '2026-12-31T00:00:00Z'], undefined, wrong('dates-moments', 2)],
    [
      'moments of which one means the day here and another the day there',
      ['2026-12-30T23:00:00Z', '2026-12-31T00:00:00Z'],
      undefined,
      wrong('dates-moments', 2),
    ],
    ['days as a spreadsheet counts them', ['46387'], undefined, wrong('serial-date', 1)],
    ['what is no date, by itself', ['30-02-2026', '31/12/26', 'soon', '2026-12-31T25:00', '31/12/2026'], undefined, [...wrong('not-a-date', 4), '2026-12-31']],
  ])('%s', (_, texts, order, expected) => expect(one(texts, order)).toEqual(expected));

  test('a sentence names the lines', () => {
    const cells = ['13/02/2021', '02/14/2021'].map((text, index) => ({ line: index + 2, text }));
    const { days } = readDates([{ field: 'x', heading: 'End', european: false, cells }], { zone });
    expect(days.get('x')?.('01/02/2021')).toEqual({ wrong: 'dates-mixed', value: '2: 13/02/2021, 3: 02/14/2021' });
  });
});

const pad = (number: number) => String(number).padStart(2, '0');
type Ymd = { year: number; month: number; day: number };
const formats: readonly ((d: Ymd) => string)[] = [
  ...(['-', '/', '.'] as const).flatMap((sign) => [
    ({ year, month, day }: Ymd) => `${pad(day)}${sign}${pad(month)}${sign}${year}`,
    ({ year, month, day }: Ymd) => `${day}${sign}${month}${sign}${year}`,
  ]),
  ...(['-', '/'] as const).flatMap((sign) => [
    ({ year, month, day }: Ymd) => `${pad(month)}${sign}${pad(day)}${sign}${year}`,
    ({ year, month, day }: Ymd) => `${month}${sign}${day}${sign}${year}`,
  ]),
  ({ year, month, day }) => `${year}-${pad(month)}-${pad(day)}`,
  ({ year, month, day }) => `${year}${pad(month)}${pad(day)}`,
  ({ year, month, day }) => `${year}-${pad(month)}-${pad(day)}T00:00:00Z`,
  ({ year, month, day }) => `${year}-${pad(month)}-${pad(day)}T00:00:00.000+02:00`,
  ({ year, month, day }) => `${pad(month)}/${pad(day)}/${year} 12:00:00 AM`,
];
const anyDay = fc.record({ year: fc.integer({ min: 1990, max: 2040 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) });
const column = fc.array(anyDay, { minLength: 1, maxLength: 6 });

test('whatever a program writes, a date is read right or not at all', () => {
  const zones = fc.constantFrom('Europe/Brussels', 'America/New_York', 'Asia/Tokyo', 'UTC');
  let asked = 0;
  fc.assert(
    fc.property(fc.constantFrom(...formats), column, column, zones, (format, starts, ends, in_) => {
      const { made, question } = read({ Start: starts.map(format), End: ends.map(format) }, undefined, in_);
      if (question) asked += 1;
      for (const [index, days] of [starts, ends].entries()) {
        for (const [at, day] of days.entries()) {
          const found = made[index]?.[at];
          if (typeof found === 'string') expect(found).toBe(dayText(day));
          else expect(found).toEqual({ wrong: question ? 'asked' : 'dates-moments' });
        }
      }
    }),
    { numRuns: 2000 },
  );
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(1000);
});

test('a column that two programs wrote is read right or not at all', () => {
  fc.assert(
    fc.property(fc.constantFrom(...formats), fc.constantFrom(...formats), column, column, (format, other, days, more) => {
      const { made } = read({ End: [...days.map(format), ...more.map(other)] });
      const orders = new Set(
        [format, other].map((write) =>
          write({ year: 2026, month: 1, day: 2 })
            .replace(/^0?2(.)0?1\1.*/, 'day')
            .replace(/^0?1(.)0?2\1.*/, 'month'),
        ),
      );
      const signs = new Set([format, other].map((write) => /\d([-/.])\d{1,2}\1\d{4}/.exec(write({ year: 2026, month: 11, day: 12 }))?.[1]));
      // Two programs with the same signs, of which one puts the month first, may leave a column that looks like one program's.
      if (orders.has('day') && orders.has('month') && signs.size === 1) return;
      for (const [at, day] of [...days, ...more].entries()) {
        const found = made[0]?.[at];
        if (typeof found === 'string') expect(found).toBe(dayText(day));
      }
    }),
    { numRuns: 2000 },
  );
});
