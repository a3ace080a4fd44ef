import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Table } from 'drizzle-orm';
import { createHistogram } from '../histogram.ts';
import type { Log } from '../log.ts';
import type { Driver, Transaction } from './driver.ts';
import { NestedUnit, WriterBusy } from './errors.ts';
import type { WriteHandle } from './handle.ts';
import { openUnit } from './unit.ts';

export type WriteOptions = { bulk?: boolean };
export type Write = <T>(unit: (tx: WriteHandle) => Promise<T>, options?: WriteOptions) => Promise<T>;

/** Called around each commit: where fault tests stop, fail or kill the process. */
export type CommitHooks = { beforeCommit?: () => Promise<void>; afterCommit?: () => Promise<void> };

type Job = {
  run: (tx: WriteHandle) => Promise<unknown>;
  bulk: boolean;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};
type Outcome = { job: Job; value: unknown } | { job: Job; error: unknown };

const longestQueue = 1000;
const largestGroup = 64;
const slowUnitMs = 50;
const commitLimits = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/**
 * One writer. Units queue up; those that wait together share one transaction, each behind its own savepoint, so that
 * one durable commit answers them all. A unit that fails rolls back alone; a commit that fails fails its whole group.
 */
export function createWriter(options: { driver: Driver; unrecorded: ReadonlySet<Table>; log: Log; hooks: CommitHooks; onStatement: (text: string) => void }) {
  const { driver, unrecorded, log, hooks, onStatement } = options;
  const queue: Job[] = [];
  const listeners: (() => void)[] = [];
  const commits = createHistogram(commitLimits);
  const scope = new AsyncLocalStorage<{ open: boolean }>();
  // The writer works for everybody: what it starts after a commit must not count as the doing of whoever came first.
  const inNobodysContext = AsyncLocalStorage.snapshot();
  let drained: Promise<void> | undefined;
  let closed = false;

  const write: Write = async (unit, { bulk = false } = {}) => {
    if (scope.getStore()?.open) {
      throw new NestedUnit('A unit of work was opened inside another. Join the open one: verb(within(ctx, tx), …).');
    }
    if (closed) throw new WriterBusy('The database is closing.');
    if (queue.length >= longestQueue) throw new WriterBusy(`${longestQueue} units of work are waiting already.`);
    const inCallersContext = AsyncLocalStorage.snapshot();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const run = async (tx: WriteHandle) => {
      const here = { open: true };
      try {
        return await inCallersContext(() => scope.run(here, async () => unit(tx)));
      } finally {
        here.open = false;
      }
    };
    queue.push({ run, bulk, resolve, reject });
    drained ??= inNobodysContext(drain);
    return (await promise) as Awaited<ReturnType<typeof unit>>;
  };

  async function drain(): Promise<void> {
    for (;;) {
      // Let everybody who is about to write join the group.
      await setImmediate();
      const group = queue.splice(0, largestGroup);
      // Cleared in the same step as the last look at the queue: a unit that arrives later must find no drain running.
      if (group.length === 0) {
        drained = undefined;
        return;
      }
      await commitTogether(group);
    }
  }

  async function commitTogether(group: readonly Job[]): Promise<void> {
    const outcomes: Outcome[] = [];
    const startedAt = performance.now();
    try {
      const transaction = await driver.begin();
      try {
        for (const job of group) outcomes.push(await runAlone(transaction, job));
        await hooks.beforeCommit?.();
        await transaction.commit();
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
    } catch (error) {
      const failed = new Map(outcomes.flatMap((outcome) => ('error' in outcome ? [[outcome.job, outcome.error]] : [])));
      for (const job of group) job.reject(failed.get(job) ?? error);
      return;
    }
    commits.add((performance.now() - startedAt) / 1000);
    await hooks.afterCommit?.();
    for (const outcome of outcomes) {
      if ('error' in outcome) outcome.job.reject(outcome.error);
      else outcome.job.resolve(outcome.value);
    }
    for (const listener of listeners) listener();
  }

  /** Throws only when the whole transaction is lost. */
  async function runAlone(transaction: Transaction, job: Job): Promise<Outcome> {
    await transaction.run('savepoint unit');
    const unit = openUnit(transaction, unrecorded, job.bulk, onStatement);
    const startedAt = performance.now();
    try {
      const value = await job.run(unit.handle);
      unit.end();
      await transaction.run('release savepoint unit');
      return { job, value };
    } catch (error) {
      unit.abandon();
      try {
        await transaction.run('rollback to savepoint unit');
        await transaction.run('release savepoint unit');
      } catch {
        throw error;
      }
      return { job, error };
    } finally {
      const ms = Math.round(performance.now() - startedAt);
      if (ms > slowUnitMs && !job.bulk) log.warn({ ms }, 'a unit of work held the writer for long');
    }
  }

  return {
    write,
    waiting: () => queue.length,
    /** How long groups took until they were durable. */
    commits: commits.read,
    afterCommit: (listener: () => void) => void listeners.push(listener),
    /** Refuses new units and waits for those in the queue. */
    close: async () => {
      closed = true;
      await drained;
    },
  };
}
