import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installation } from '#src/host/config.ts';
import { freshFolder } from '#tests/helpers/database.ts';
import { benches } from './benches/index.ts';
import type { Figure } from './figures.ts';

const names = Object.keys(benches);

/** On the built product, at a size that measures nothing: how long anything took is for a person to read. */
async function run(databaseUrl: string, those: readonly string[]): Promise<Record<string, Figure[]>> {
  const file = join(freshFolder(), 'result.json');
  const env = { ...process.env, KEYHOLDER_DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, [join(installation, 'tests/bench/one-child.ts'), 'tiny', file, ...those], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [exit] = await once(child, 'exit');
  expect(exit).toBe(0);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Figure[]>;
}

test('every bench runs to its end and yields figures', async () => {
  const onSqlite = names.filter((name) => name !== 'two-nodes');
  const results = { ...(await run('sqlite:', onSqlite)), ...(await run('postgres://bench', ['two-nodes'])) };
  expect(Object.keys(results)).toEqual(names);
  for (const figures of Object.values(results)) {
    expect(figures).not.toEqual([]);
    expect(figures.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
  }
});
