import { chainHead, eventsAfter } from '#src/features/audit/index.ts';
import type { App } from './boot.ts';

const lagMs = 200;
const mostAtOnce = 200;

/**
 * A line of the log for each event of the audit log, soon after its commit: what happened, who did it by id, and from where, for whoever
 * collects logs. Names and texts stay in the database, and what nobody may know of is not in that chain.
 */
export async function tellEvents(app: App, addressOf: (request: string) => string | undefined): Promise<void> {
  const ctx = app.ctxFor({ kind: 'system', job: 'event-lines' }, 'job');
  let told = (await chainHead(ctx)).seq;
  let isSoon = false;
  const tell = async () => {
    const events = await eventsAfter(ctx, told, mostAtOnce);
    for (const { request, ...event } of events) {
      const address = addressOf(request);
      ctx.log.info({ ...event, request, ...(address ? { address } : {}) }, 'an event was recorded');
      told = event.seq;
    }
    isSoon = false;
    if (events.length === mostAtOnce) soon();
  };
  const soon = () => {
    if (isSoon) return;
    isSoon = true;
    setTimeout(() => {
      tell().catch((error: unknown) => {
        isSoon = false;
        ctx.log.error({ err: error }, 'events could not be told in the log');
      });
    }, lagMs).unref();
  };
  app.db.afterCommit(soon);
}
