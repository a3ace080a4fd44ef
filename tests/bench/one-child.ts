import { writeFileSync } from 'node:fs';
import { type BenchName, benches } from './benches/index.ts';
import type { Figure } from './figures.ts';
import { type Scale, scales } from './measure.ts';

/** Benches in a process of their own: what ran before cannot slow them down. The runner asks for one at a time. */
const [scale = '', resultFile = '', ...names] = process.argv.slice(2);
const results: Record<string, Figure[]> = {};
for (const name of names) {
  const { bench } = await benches[name as BenchName]();
  results[name] = await bench(scales[scale as Scale['name']]);
}
writeFileSync(resultFile, JSON.stringify(results));
process.exit(0);
