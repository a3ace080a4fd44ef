import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';
import { freshPlace, type Place } from '#tests/helpers/database.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { type Cast, furnish, openPlace } from './installation.ts';

export type Furnished = { place: Place; cast: Cast };

/** A furnished company, closed. */
export async function furnished(): Promise<Furnished> {
  const place = await freshPlace();
  const h = await openPlace(place, tuesday);
  const cast = await furnish(h);
  await h.close();
  return { place, cast };
}

/** A program of this folder in a process of its own, on the built product. `onLine` may kill it. */
export async function run(program: string, words: readonly (string | number)[], onLine: (line: string, kill: () => void) => void = () => undefined) {
  // Compiled once for the many that start: most of a child's short life is loading the product.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(inject('runFolder'), 'compiled') };
  const child = spawn(process.execPath, [`tests/faults/${program}`, ...words.map(String)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  createInterface({ input: child.stdout }).on('line', (line) => onLine(line, () => child.kill('SIGKILL')));
  await ended;
  return { exit: child.exitCode, signal: child.signalCode };
}
