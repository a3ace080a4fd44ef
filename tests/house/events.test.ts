import { expect, test } from 'vitest';
import { auditEvents } from '#db/schema/index.ts';
import type { AnyDetail } from '#src/ground/events.ts';
import { createFormat } from '#src/ui/format.ts';
import { locales, messagesFor } from '#src/ui/messages/index.ts';
import { inhabited } from './inhabited.ts';
import { untoldEvents } from './laws/events.ts';

const format = (locale: 'nl' | 'en') => createFormat(locale, 'Europe/Brussels', 1_800_000_000_000);

function detailOf(body: string): AnyDetail {
  return (JSON.parse(body) as { detail: AnyDetail }).detail;
}

test('every event that a working company leaves behind is told on the audit page, in every language', async () => {
  const { s } = await inhabited();
  const rows = await s.db.read.select({ event: auditEvents.event, body: auditEvents.body }).from(auditEvents);
  const told = rows.map(({ event, body }) => ({ event, detail: detailOf(body) }));
  expect(new Set(told.map(({ event }) => event)).size).toBeGreaterThan(20);
  for (const locale of locales) {
    expect(untoldEvents(messagesFor(locale), format(locale), told)).toEqual([]);
    const page = await (await s.signIn(s.ada, locale)).get('/audit');
    expect(page.status).toBe(200);
    expect(page.text).toContain(s.ada.name);
  }
});

test.each(locales)('every event there is has a text in %s, whatever its detail says', (locale) => {
  const t = messagesFor(locale);
  const anything = new Proxy<AnyDetail>({}, { get: () => 2 });
  expect(
    untoldEvents(
      t,
      format(locale),
      Object.keys(t.events).map((event) => ({ event, detail: anything })),
    ),
  ).toEqual([]);
});

test('an event without a text, and a text with a hole, are found', () => {
  const rows = [
    { event: 'grant.given', detail: {} },
    { event: 'grant.lent', detail: {} },
    { event: 'policy.drafted', detail: {} },
  ];
  const found = untoldEvents(messagesFor('en'), format('en'), rows);
  expect(found).toEqual([
    { path: 'grant.lent', because: 'has no text' },
    { path: 'policy.drafted', because: 'reads "drafted version undefined of a policy"' },
  ]);
});
