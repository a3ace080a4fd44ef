import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installation } from '#src/host/config.ts';
import { benches } from './benches/index.ts';
import { type Figure, tableOf } from './figures.ts';
import { type Scale, scales } from './measure.ts';

/** `npm run bench [-- NAME … --quick --json]`: every bench in a process of its own, one after the other. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, tiny: { type: 'boolean' }, json: { type: 'boolean' } },
});
const scale: Scale = scales[values.tiny ? 'tiny' : values.quick ? 'quick' : 'full'];
const benchNames = Object.keys(benches);
const unknown = positionals.filter((name) => !benchNames.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${benchNames.join(', ')}.`);
  process.exit(1);
}

type Outcome = { bench: string; seconds: number; figures: Figure[]; failed: boolean };

const folder = mkdtempSync(join(tmpdir(), 'keyholder-bench-result-'));
const outcomes: Outcome[] = [];
for (const bench of positionals.length > 0 ? positionals : benchNames) {
  console.error(`${bench} …`);
  outcomes.push(runOne(bench));
}
rmSync(folder, { recursive: true, force: true });

const report = {
  at: new Date().toISOString(),
  scale: scale.name,
  node: process.version,
  machine: { cpus: cpus().length, model: cpus()[0]?.model ?? '', load: loadavg() },
  benches: outcomes,
};
const kept = join(installation, 'bench-results', `${report.at.replaceAll(':', '-').slice(0, 19)}-${scale.name}.json`);
mkdirSync(join(installation, 'bench-results'), { recursive: true });
writeFileSync(kept, `${JSON.stringify(report, null, 2)}\n`);
console.log(values.json ? JSON.stringify(report) : tableOf(outcomes));
const failed = outcomes.filter((outcome) => outcome.failed).map((outcome) => outcome.bench);
if (failed.length > 0) console.error(`Could not be measured: ${failed.join(', ')}.`);
process.exitCode = failed.length > 0 ? 1 : 0;

function runOne(bench: string): Outcome {
  const file = join(folder, `${bench}.json`);
  const from = performance.now();
  const env = { ...process.env, KEYHOLDER_DATABASE_URL: bench === 'two-nodes' ? 'postgres://bench' : 'sqlite:' };
  const child = [join(installation, 'tests/bench/one-child.ts'), scale.name, file, bench];
  const { status } = spawnSync(process.execPath, ['--expose-gc', ...child], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const seconds = (performance.now() - from) / 1000;
  if (status !== 0) return { bench, seconds, figures: [], failed: true };
  return { bench, seconds, figures: (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Figure[]>)[bench] ?? [], failed: false };
}
