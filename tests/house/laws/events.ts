import type { Format } from '#src/ui/format.ts';
import { eventText, type Messages } from '#src/ui/messages/index.ts';
import type { AnyDetail, EventName } from '#src/ground/events.ts';
import type { Violation } from './sources.ts';

export type EventRow = { event: string; detail: AnyDetail };

/** Events that the audit page could not put into words: no text, or one with a hole where the detail says nothing. */
export function untoldEvents(t: Messages, f: Format, rows: readonly EventRow[]): Violation[] {
  return rows.flatMap(({ event, detail }) => {
    const text = event in t.events ? eventText(t, f, event as EventName, detail as never) : '';
    if (text === '') return [{ path: event, because: 'has no text' }];
    return /undefined|null|NaN|\[object/.test(text) ? [{ path: event, because: `reads "${text}"` }] : [];
  });
}
