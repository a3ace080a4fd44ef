import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { installation } from '#src/host/config.ts';
import { freePort } from '#tests/helpers/server.ts';
import { type Figure, figure } from '../figures.ts';
import { middle, type Scale } from '../measure.ts';

/** From the command to the first answer of an installation that exists, and what it keeps in memory when nobody asks anything. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'keyholder-bench-start-')), 'data');
  const product = [join(installation, 'keyholder'), 'serve'];
  const bare = [process.execPath, join(installation, 'tests/bench/bare-child.ts')];
  await firstAnswer(product, dataDir, 0);
  const times = { product: [] as number[], bare: [] as number[] };
  const memory = { product: [] as number[], bare: [] as number[] };
  for (let round = 0; round < scale.rounds; round++) {
    for (const [kind, program] of [
      ['bare', bare],
      ['product', product],
    ] as const) {
      const { ms, megabytes } = await firstAnswer(program, dataDir, scale.seconds);
      times[kind].push(ms);
      memory[kind].push(megabytes);
    }
  }
  rmSync(dataDir, { recursive: true, force: true });
  return [
    figure({
      what: 'command to first answer',
      unit: 'ms',
      value: middle(times.product),
      floor: { what: 'node + hono', value: middle(times.bare) },
      budget: { most: 1000 },
    }),
    figure({
      what: 'memory when idle',
      unit: 'MB',
      value: middle(memory.product),
      floor: { what: 'node + hono', value: middle(memory.bare) },
      budget: { most: 160 },
    }),
  ];
}

async function firstAnswer(program: readonly string[], dataDir: string, idleSeconds: number): Promise<{ ms: number; megabytes: number }> {
  const port = await freePort();
  const env = { PATH: process.env.PATH ?? '', KEYHOLDER_DATA_DIR: dataDir, KEYHOLDER_LISTEN: `127.0.0.1:${port}`, KEYHOLDER_LOG_LEVEL: 'warn' };
  const from = performance.now();
  const [command = '', ...words] = program;
  const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await once(child.stdout, 'data');
  if (!(await answers(port))) throw new Error(`${command} said that it listens and does not answer.`);
  const ms = performance.now() - from;
  // What is measured is what is left after so long without a question.
  await setTimeout(idleSeconds * 1000);
  const megabytes = residentOf(child.pid ?? 0);
  child.kill('SIGTERM');
  await gone;
  return { ms, megabytes };
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/live`).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** As Linux tells it; elsewhere it is not measured. */
export function residentOf(pid: number): number {
  try {
    const [, kilobytes = ''] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}
