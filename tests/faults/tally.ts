import { appendFileSync } from 'node:fs';

/** What came of an experiment. `broken`: each invariant that did not hold, in a sentence. */
export type Tally = { runs: number; faults: number; broken: readonly string[] };

/** `npm run faults` says how often and with which seed, and where to write what came of it; `npm test` takes the quick size. */
const asked = {
  runs: Number(process.env['KEYHOLDER_FAULT_RUNS'] ?? 0),
  seed: Number(process.env['KEYHOLDER_FAULT_SEED'] ?? 20_261_117),
  report: process.env['KEYHOLDER_FAULT_REPORT'],
};

/** Where each is, and how often it runs in full size. */
export const experiments = {
  F01: { files: ['tests/faults/anywhere.test.ts', 'tests/faults/boundaries.test.ts'], runs: 300 },
  F04: { files: ['tests/faults/sqlite-full.test.ts'], runs: 10 },
  F07: { files: ['tests/faults/clock.test.ts', 'tests/faults/clock-stepped.test.ts'], runs: 1 },
  F08: { files: ['tests/faults/sqlite-twice.test.ts'], runs: 5 },
  F11: { files: ['tests/faults/root-key.test.ts'], runs: 1 },
  F12: { files: ['tests/faults/root-key-killed.test.ts'], runs: 1 },
  F13: { files: ['tests/faults/tampering.test.ts'], runs: 100 },
  F14: { files: ['tests/faults/mail.test.ts'], runs: 10_000 },
  F19: { files: ['tests/faults/stop.test.ts'], runs: 20 },
} as const;
export type Experiment = keyof typeof experiments;
export const isExperiment = (name: string): name is Experiment => name in experiments;

export function roundsOf(experiment: Experiment, quick: number): number {
  if (asked.report === undefined) return quick;
  return asked.runs > 0 ? asked.runs : experiments[experiment].runs;
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
