import { describe, expect, test } from 'vitest';
import { createFormat } from './format.ts';

const at = (iso: string) => Date.parse(iso);
const now = at('2026-11-17T14:20:00+01:00');
const hour = 3_600_000;
const day = 24 * hour;
const en = createFormat('en', 'Europe/Brussels', now);
const nl = createFormat('nl', 'Europe/Brussels', now);

describe('a deadline', () => {
  test.each([
    [now - 20 * 60_000, '20 min late', '20 min. te laat'],
    [now - 17 * hour, '17 h late', '17 u te laat'],
    [now - 12 * day, '12 days late', '12 dagen te laat'],
    [now - 1 * day, '1 day late', '1 dag te laat'],
    [now + 2 * hour + 40 * 60_000, 'in 2 h 40', 'over 2 u 40'],
    [at('2026-11-17T23:59:59+01:00'), 'today', 'vandaag'],
    [at('2026-11-18T09:00:00+01:00'), 'tomorrow', 'morgen'],
    [at('2026-11-20T17:00:00+01:00'), 'in 3 days', 'over 3 dagen'],
    [at('2026-12-31T23:59:59+01:00'), 'in 6 weeks', 'over 6 weken'],
    [at('2027-06-01T12:00:00+02:00'), 'Tue 1 Jun 2027', 'di 1 jun. 2027'],
  ])('%d reads %s', (instant, english, dutch) => {
    expect(en.due(instant)).toBe(english);
    expect(nl.due(instant)).toBe(dutch);
  });
});

test('yesterday is a day of the calendar in the reader’s zone, not 24 hours', () => {
  const justAfterMidnight = createFormat('en', 'Europe/Brussels', at('2026-11-17T00:10:00+01:00'));
  expect(justAfterMidnight.moment(at('2026-11-16T23:55:00+01:00'))).toBe('yesterday 23:55');
  expect(createFormat('en', 'UTC', at('2026-11-17T00:10:00+01:00')).moment(at('2026-11-16T23:55:00+01:00'))).toBe('today 22:55');
});

test('the day after the clocks went back is still tomorrow', () => {
  const before = createFormat('nl', 'Europe/Brussels', at('2026-10-24T23:30:00+02:00'));
  expect(before.due(at('2026-10-25T23:30:00+01:00'))).toBe('morgen');
});

test('Dutch writes times and short months the Dutch way', () => {
  expect(nl.moment(at('2026-11-14T10:05:00+01:00'))).toBe('za 14 nov. 10.05');
  expect(nl.shortDay(at('2026-05-14T10:05:00+02:00'))).toBe('do 14 mei');
  expect(en.moment(at('2026-11-14T10:05:00+01:00'))).toBe('Sat 14 Nov 10:05');
});

test('an absolute time names its zone', () => {
  expect(en.dateTime(now)).toBe('17 November 2026, 14:20 Europe/Brussels');
  expect(nl.dateTime(now)).toBe('17 november 2026, 14.20 Europe/Brussels');
  expect(en.machine(now)).toBe('2026-11-17T13:20:00Z');
});

test.each([
  [30_000, '30 seconds', '30 seconden'],
  [19 * hour, '19 hours', '19 uur'],
  [18 * hour + 58 * 60_000, '18 hours 58 minutes', '18 uur 58 minuten'],
  [2 * day + hour, '2 days 1 hour', '2 dagen 1 uur'],
])('a duration of %d ms reads %s', (span, english, dutch) => {
  expect(en.duration(span)).toBe(english);
  expect(nl.duration(span)).toBe(dutch);
});

test('numbers, lists and plurals follow the language', () => {
  expect(en.plural(1, 'account', 'accounts')).toBe('1 account');
  expect(nl.plural(20_000, 'account', 'accounts')).toBe('20.000 accounts');
  expect(nl.list(['Sofie', 'Daan', 'Noor'])).toBe('Sofie, Daan en Noor');
  expect(en.pick(0, 'person', 'people')).toBe('people');
  expect(en.percent(0.92)).toBe('92%');
});
