import type { Instant } from '#src/ground/ctx.ts';
import type { Config } from '#src/host/config.ts';
import { systemIds } from '#src/host/ids.ts';
import { boot } from '../boot.ts';
import type { Windows } from '../context.ts';
import { calendarOf, storyClock } from './calendar.ts';
import { departures } from './departures.ts';
import { founding, type Key } from './founding.ts';
import { changes, habitual, machinery, renewals, sessions } from './history.ts';
import { stageOf } from './stage.ts';

/**
 * Plays the year that ends at `now` in an empty data directory, every act by the verb that the pages call: what is there
 * afterwards is what a company would have, its audit chain included. Returns what only the demo may know.
 */
export async function playYear(config: Config, { log, hasher }: Pick<Windows, 'log' | 'hasher'>, now: Instant, password: string): Promise<Key[]> {
  const calendar = calendarOf(now);
  const clock = storyClock(calendar.ago(380, '08:30'));
  const app = await boot(config, { clock, ids: systemIds(clock), log, hasher });
  try {
    const keys: Key[] = [];
    const stage = stageOf(app, clock, calendar);
    const acts = [
      ...founding(calendar, password, keys),
      ...habitual(calendar),
      ...renewals(calendar),
      ...changes(calendar),
      ...departures(calendar),
      ...machinery(calendar),
      ...sessions(calendar, password, keys),
    ];
    for (const act of acts.toSorted((a, b) => a.at - b.at)) {
      clock.goTo(act.at);
      await act.play(stage);
    }
    return keys;
  } finally {
    await app.close();
  }
}
