import { setTimeout as wait } from 'node:timers/promises';
import { count, eq, max } from 'drizzle-orm';
import { jobRuns, leases } from '#db/schema/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { waits } from '#src/ground/moments.ts';
import { minute } from '#src/ground/time.ts';
import { directoryJobs } from '#src/features/directory/index.ts';
import { notificationsJobs } from '#src/features/notifications/index.ts';
import { offboardingJobs } from '#src/features/offboarding/index.ts';
import { accessJobs } from '#src/features/access/index.ts';
import { sessionsJobs } from '#src/features/sessions/index.ts';
import { tokensJobs } from '#src/features/tokens/index.ts';
import { secretsJobs } from '#src/features/secrets/index.ts';
import type { Job } from '#src/http/routes.ts';
import type { App } from './boot.ts';
import { clockJob } from './clock.ts';
import { rootKeyJob } from './root-key.ts';

/** Everything that runs by itself. */
export const jobs: readonly Job[] = [
  clockJob,
  rootKeyJob,
  ...offboardingJobs,
  ...notificationsJobs,
  ...accessJobs,
  ...secretsJobs,
  ...directoryJobs,
  ...tokensJobs,
  ...sessionsJobs,
];

/** A run that has not come back after this long is taken for dead. */
const leaseLasts = 5 * minute;

/** `onBegun` is handed what gives the run up: its lease is free at once, and the run has failed. */
type Run = { isFirst?: boolean; onBegun?: (giveUp: () => Promise<void>) => void };

/** Runs a job unless another process is at it. A failure is written down and told, and does not stop the others. */
export async function runJob(app: App, job: Job, { isFirst = true, onBegun }: Run = {}): Promise<'done' | 'failed' | 'busy'> {
  const ctx = app.ctxFor({ kind: 'system', job: job.name }, 'job');
  if (job.isDue && !(await job.isDue(ctx))) return 'done';
  const fence = await takeLease(ctx, job.name);
  if (fence === null) return 'busy';
  const id = ctx.newId('jobRun');
  await ctx.write(async (tx) => {
    await tx.insert(jobRuns).values({ id, name: job.name, startedAt: ctx.now(), outcome: 'running' });
  });
  onBegun?.(() => finish(ctx, job.name, fence, id, 'failed', 'stopped'));
  try {
    const detail = await job.run(fenced(ctx, job.name, fence), isFirst);
    await finish(ctx, job.name, fence, id, 'done', detail);
    return 'done';
  } catch (error) {
    ctx.log.error({ err: error, job: job.name }, 'a job failed');
    await finish(ctx, job.name, fence, id, 'failed', error instanceof Error ? error.name : 'unknown');
    return 'failed';
  }
}

/** One run of what somebody started by hand or by cron: it shares no lease, because it is safe to run twice. */
export async function keptRun<T extends { exit: number }>(ctx: Ctx, name: string, run: () => Promise<T>): Promise<T> {
  const id = ctx.newId('jobRun');
  await ctx.write(async (tx) => void (await tx.insert(jobRuns).values({ id, name, startedAt: ctx.now(), outcome: 'running' })));
  const end = (outcome: 'done' | 'failed', detail: string) =>
    ctx.write(async (tx) => void (await tx.update(jobRuns).set({ finishedAt: ctx.now(), outcome, detail }).where(eq(jobRuns.id, id))));
  try {
    const result = await run();
    await end(result.exit === 0 ? 'done' : 'failed', 'by command');
    return result;
  } catch (error) {
    await end('failed', error instanceof Error ? error.name : 'unknown');
    throw error;
  }
}

async function takeLease(ctx: Ctx, name: string): Promise<number | null> {
  return ctx.write(async (tx) => {
    const [held] = await tx.select().from(leases).where(eq(leases.name, name));
    const now = ctx.now();
    if (held && waits(held.expiresAt, leaseLasts, now)) return null;
    const lease = { holder: ctx.requestId, fence: (held?.fence ?? 0) + 1, expiresAt: now + leaseLasts };
    await tx
      .insert(leases)
      .values({ name, ...lease })
      .onConflictDoUpdate({ target: leases.name, set: lease });
    return lease.fence;
  });
}

export type JobFacts = { name: string; every: number | null; lastAt: number; lastFailed: boolean; failures: number };

/** Of each job that ever ran: when, and how it went. */
export async function jobFacts(ctx: Ctx): Promise<JobFacts[]> {
  const rows = await ctx.read
    .select({ name: jobRuns.name, outcome: jobRuns.outcome, runs: count(), lastAt: max(jobRuns.startedAt) })
    .from(jobRuns)
    .groupBy(jobRuns.name, jobRuns.outcome);
  return [...Map.groupBy(rows, (row) => row.name)].map(([name, of]) => {
    const last = of.reduce((a, b) => ((b.lastAt ?? 0) > (a.lastAt ?? 0) ? b : a));
    const failures = of.find((row) => row.outcome === 'failed')?.runs ?? 0;
    return { name, every: jobs.find((job) => job.name === name)?.every ?? null, lastAt: last.lastAt ?? 0, lastFailed: last.outcome === 'failed', failures };
  });
}

/** Another process took this run for dead and has begun one of its own. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Each unit of a run proves inside itself that the lease is still its own, and makes it last from there. */
function fenced(ctx: Ctx, name: string, fence: number): Ctx {
  const write: Ctx['write'] = (unit, options) =>
    ctx.write(async (tx) => {
      const [held] = await tx.select().from(leases).where(eq(leases.name, name));
      if (held?.fence !== fence) throw new LeaseLost(`Another process has begun the job ${name} meanwhile.`);
      await tx
        .update(leases)
        .set({ expiresAt: ctx.now() + leaseLasts })
        .where(eq(leases.name, name));
      return unit(tx);
    }, options);
  return { ...ctx, write };
}

/** Only the holder of the newest fence gives the lease back: a run that was taken for dead must not free its successor's. */
async function finish(ctx: Ctx, name: string, fence: number, id: string, outcome: 'done' | 'failed', detail: string): Promise<void> {
  await ctx.write(async (tx) => {
    const [held] = await tx.select().from(leases).where(eq(leases.name, name));
    if (held?.fence === fence) await tx.update(leases).set({ expiresAt: 0 }).where(eq(leases.name, name));
    await tx.update(jobRuns).set({ finishedAt: ctx.now(), outcome, detail }).where(eq(jobRuns.id, id));
  });
}

/** A sealed server looks whether its root key can be read again, an open one whether the root key was changed by another node. */
const looksForKeyEvery = 1000;

/** Starts the built-in schedule; the returned function stops it, waits for what is running, and after so long gives it up. */
export function startSchedule(app: App): (patienceMs: number) => Promise<void> {
  const timers = new Set<NodeJS.Timeout>();
  const running = new Map<Promise<unknown>, () => Promise<void>>();
  let stopped = false;
  const watch = setInterval(() => {
    (app.state() === 'sealed' ? app.unseal('itself') : app.followRootKey()).catch((error: unknown) =>
      app.windows.log.error({ err: error }, 'the vault could not be opened'),
    );
  }, looksForKeyEvery).unref();
  for (const job of jobs) {
    let isFirst = true;
    const tick = async () => {
      if (app.state() === 'open') {
        let giveUp = (): Promise<void> => Promise.resolve();
        const onBegun = (begun: typeof giveUp) => {
          giveUp = begun;
        };
        const run = runJob(app, job, { isFirst, onBegun }).catch((error: unknown) =>
          app.windows.log.error({ err: error, job: job.name }, 'a job could not start'),
        );
        running.set(run, () => giveUp());
        await run;
        isFirst = false;
        running.delete(run);
      }
      if (!stopped) timers.add(setTimeout(tick, job.every).unref());
    };
    timers.add(setTimeout(tick, Math.min(job.every, 1000)).unref());
  }
  return async (patienceMs) => {
    stopped = true;
    clearInterval(watch);
    for (const timer of timers) clearTimeout(timer);
    const late = Symbol();
    const ended = await Promise.race([Promise.all(running.keys()), wait(patienceMs, late, { ref: false })]);
    if (ended === late) await Promise.all([...running.values()].map((giveUp) => giveUp()));
  };
}
