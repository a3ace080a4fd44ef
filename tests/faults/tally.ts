import { appendFileSync } from 'node:fs';

/** What came of an experiment. `broken`: each invariant that did not hold, in a sentence. */
export type Tally = { runs: number; faults: number; broken: readonly string[] };

/** `npm run faults` says how often and with which seed, and where to write what came of it; `npm test` takes the quick size. */
const asked = {
  runs: Number(process.env['KEYHOLDER_FAULT_RUNS'] ?? 0),
  seed: Number(process.env['KEYHOLDER_FAULT_SEED'] ?? 20_261_117),
  report: process.env['KEYHOLDER_FAULT_REPORT'],
};

export const fullRuns = { F01: 300, F04: 10, F07: 1, F08: 5, F11: 1, F13: 400, F14: 10_000, F19: 20 } as const;
export type Experiment = keyof typeof fullRuns;

export function roundsOf(experiment: Experiment, quick: number): number {
  if (asked.report === undefined) return quick;
  return asked.runs > 0 ? asked.runs : fullRuns[experiment];
}

/** The same numbers from 0 to below 1 for the same seed. */
export function chance(): () => number {
  let state = asked.seed % 2_147_483_647 || 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export function report(experiment: Experiment, tally: Tally): void {
  if (asked.report !== undefined) appendFileSync(asked.report, `${JSON.stringify({ experiment, ...tally })}\n`);
}
