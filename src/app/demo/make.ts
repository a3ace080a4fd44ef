import type { App } from '../boot.ts';
import { calendarOf, type StoryClock, storyClock } from './calendar.ts';
import { departures } from './departures.ts';
import { founding } from './founding.ts';
import { changes, habitual, machinery, renewals } from './history.ts';
import { handsOutTokens, type Key, type Keys, openBrowsers } from './sign-ins.ts';
import { stageOf } from './stage.ts';

/** How far it is. */
export type Progress = (done: number, total: number) => void;

/** The clock of an app in which the year that ends at `now` is going to be played. */
export function yearBefore(now: number): StoryClock {
  return storyClock(calendarOf(now).ago(380, '08:30'));
}

/**
 * Plays that year in an empty installation, every act by the verb that the pages call: what is there afterwards is what
 * a company would have, its audit chain included. Returns what only the demo may know.
 */
export async function playYear(app: App, clock: StoryClock, now: number, password: string, progress?: Progress): Promise<Key[]> {
  const calendar = calendarOf(now);
  const keys: Keys = { password, list: [] };
  const stage = stageOf(app, clock, calendar);
  const acts = [
    ...founding(calendar, keys),
    ...habitual(calendar),
    ...renewals(calendar),
    ...changes(calendar),
    ...departures(calendar),
    ...machinery(calendar),
    ...openBrowsers(calendar, keys),
    ...handsOutTokens(calendar, keys),
  ];
  for (const [done, act] of acts.toSorted((a, b) => a.at - b.at).entries()) {
    progress?.(done, acts.length);
    clock.goTo(act.at);
    await act.play(stage);
  }
  clock.goTo(now);
  return keys.list;
}
