import { writeFileSync } from 'node:fs';
import { type BenchName, benches } from './benches/index.ts';
import { type Scale, scales } from './measure.ts';

/** One bench in a process of its own: what ran before it cannot slow it down. */
const [name = '', scale = '', resultFile = ''] = process.argv.slice(2);
const { bench } = await benches[name as BenchName]();
writeFileSync(resultFile, JSON.stringify(await bench(scales[scale as Scale['name']])));
process.exit(0);
