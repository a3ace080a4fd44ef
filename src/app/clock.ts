import { redateAhead } from '#src/features/secrets/index.ts';
import { endSessionsAhead } from '#src/features/sessions/index.ts';
import { printFormat } from '#src/features/settings/index.ts';
import { endTokensAhead } from '#src/features/tokens/index.ts';
import { acceptClock, readClock } from '#src/ground/clock-watch.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { minute } from '#src/ground/time.ts';
import type { Job } from '#src/http/routes.ts';
import type { AppCommand } from './app-command.ts';

/** Sees when the clock steps. Once it was set back, whatever was stamped by the clock that ran ahead ends. */
export const clockJob: Job = {
  name: 'read-clock',
  every: minute,
  async run(ctx, isFirst) {
    const step = await readClock(ctx, isFirst ? 'stopped' : 'running', endWhatLiesAhead);
    return step === null ? 'runs evenly' : `stepped by ${Math.round(step / 1000)} s`;
  },
};

async function endWhatLiesAhead(inside: Ctx): Promise<void> {
  await endSessionsAhead(inside);
  await endTokensAhead(inside);
  await redateAhead(inside);
}

export const acceptClockCommand: AppCommand = {
  name: 'clock accept',
  summary: 'say that the clock is right after it stepped, so that what is old is destroyed again',
  arguments: [],
  options: [],
  async run(_app, ctx) {
    const by = await acceptClock(ctx);
    if (by === null) return { text: 'The clock runs evenly; there is nothing to accept.', json: { accepted: false }, exit: 0 };
    const f = await printFormat(ctx);
    const moved = by < 0 ? `set back by ${f.duration(-by)}` : `moved on by ${f.duration(by)}`;
    const text = `Accepted: the clock was ${moved}, and it is ${f.dateTime(ctx.now())} now. What is old is destroyed again.`;
    return { text, json: { accepted: true, steppedByMs: by }, exit: 0 };
  },
};
