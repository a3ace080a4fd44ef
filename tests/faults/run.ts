import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installation } from '#src/host/config.ts';
import { experiments, type Experiment, isExperiment, type Tally } from './tally.ts';

/** `npm run faults [-- NAME … --runs N --seed N --engine postgres]`: the experiments in full size, each in a process of its own. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, seed: { type: 'string' }, engine: { type: 'string', default: 'sqlite' } },
});
const unknown = positionals.filter((name) => !isExperiment(name));
if (unknown.length > 0) {
  console.error(`There is no experiment ${unknown.join(', ')}. There are: ${Object.keys(experiments).join(', ')}.`);
  process.exit(1);
}
const seed = values.seed ?? String(Date.now() % 1_000_000_000);
console.error(`Seed ${seed}.`);

type Outcome = Tally & { experiment: Experiment; seconds: number; failed: boolean };

const folder = mkdtempSync(join(tmpdir(), 'keyholder-faults-'));
const chosen = positionals.length > 0 ? positionals.filter(isExperiment) : Object.keys(experiments).filter(isExperiment);
const outcomes = chosen.map(runOne);
rmSync(folder, { recursive: true, force: true });

const report = { at: new Date().toISOString(), seed: Number(seed), engine: values.engine, node: process.version, experiments: outcomes };
mkdirSync(join(installation, 'fault-results'), { recursive: true });
writeFileSync(join(installation, 'fault-results', `${report.at.replaceAll(':', '-').slice(0, 19)}.json`), `${JSON.stringify(report, null, 2)}\n`);
const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
const rows = outcomes.map((one) => row([one.experiment, one.runs, one.faults, one.broken.length, `${one.seconds.toFixed(0)} s`, one.failed ? 'failed' : '']));
console.log(
  [row(['experiment', 'runs', 'faults injected', 'invariants broken', 'took', '']), row(['---', '---', '---', '---', '---', '---']), ...rows].join('\n'),
);
for (const { experiment, broken } of outcomes) for (const sentence of broken) console.log(`${experiment}: ${sentence}`);
process.exitCode = outcomes.some((one) => one.failed || one.broken.length > 0) ? 1 : 0;

function runOne(experiment: Experiment): Outcome {
  const file = join(folder, experiment);
  const env = { ...process.env, KEYHOLDER_FAULT_SEED: seed, KEYHOLDER_FAULT_RUNS: values.runs ?? '0', KEYHOLDER_FAULT_REPORT: file };
  const from = performance.now();
  const words = ['run', ...experiments[experiment].files, '--project', values.engine, '--testTimeout', '7200000', '--reporter', 'dot'];
  const { status } = spawnSync(join(installation, 'node_modules/.bin/vitest'), words, { cwd: installation, env, stdio: ['ignore', 2, 2] });
  const told = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Tally)
    : [];
  const sum = (of: (tally: Tally) => number) => told.reduce((total, tally) => total + of(tally), 0);
  const seconds = (performance.now() - from) / 1000;
  return {
    experiment,
    seconds,
    failed: status !== 0,
    runs: sum((one) => one.runs),
    faults: sum((one) => one.faults),
    broken: told.flatMap((one) => one.broken),
  };
}
