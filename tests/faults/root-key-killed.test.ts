import { readdirSync, readFileSync } from 'node:fs';
import { count } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { dataKeys, rootKeys } from '#db/schema/index.ts';
import { rootKeyJob } from '#src/app/root-key.ts';
import { runJob } from '#src/app/schedule.ts';
import { beginRootKey, sealValue, vaultFacts } from '#src/features/keys/index.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { minute } from '#src/ground/time.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { copyOf, type Place } from '#tests/helpers/database.ts';
import { openPlace } from './installation.ts';
import { broken, inspect, openedVersions } from './invariants.ts';
import { furnished, run } from './killed.ts';
import { report } from './tally.ts';

/** More than one unit moves. */
async function addKeys(ctx: Ctx): Promise<void> {
  await ctx.write(async (tx) => {
    for (let version = 0; version < 250; version++) await sealValue(ctx, tx, 'x', { table: 'nothing', row: 'x', field: 'sealed', version });
    await record(tx, ctx, 'settings.changed', { kind: 'installation', id: null }, { names: 'test' });
  });
}

async function stateOf(ctx: Ctx): Promise<string> {
  const [known] = await ctx.read.select({ keys: count() }).from(rootKeys);
  if (known?.keys === 1) return 'not begun';
  const { left } = await vaultFacts(ctx);
  const [all] = await ctx.read.select({ keys: count() }).from(dataKeys);
  return left === null ? 'retired' : left === 0 ? 'all moved' : left === all?.keys ? 'begun' : 'half';
}

/** @returns how far it was when it was killed; null when it came to its end. */
async function killedAfter(commits: number, place: Place, values: ReadonlyMap<string, string>): Promise<string | null> {
  const { signal } = await run('root-key-child.ts', [JSON.stringify(place), tuesday + minute, commits], (_, kill) => kill());
  const found = await inspect(place, tuesday + minute, async (ctx) => ({
    state: await stateOf(ctx),
    wrong: await broken(ctx),
    values: await openedVersions(ctx),
  }));
  expect(found, `killed after ${commits} commits`).toMatchObject({ wrong: [], values });

  // Whoever is killed keeps its lease for some minutes.
  const h = await openPlace(place, tuesday + 10 * minute);
  try {
    expect(h.app.state()).toBe('open');
    if (found.state === 'not begun') await beginRootKey(h.operator, async () => undefined);
    expect(await runJob(h.app, rootKeyJob)).toBe('done');
    expect({ state: await stateOf(h.system), wrong: await broken(h.system), values: await openedVersions(h.system) }).toEqual({
      state: 'retired',
      wrong: [],
      values,
    });
    const active = (await vaultFacts(h.system)).rootKeyId ?? 'none';
    expect(readFileSync(h.config.rootKeyFile, 'utf8').split(' ')[1]).toBe(active);
    expect(readdirSync(place.dataDir).filter((name) => name.startsWith('root.key'))).toEqual(['root.key', expect.stringMatching(/^root\.key\.retired-rok_/)]);
  } finally {
    await h.close();
  }
  return signal === null ? null : found.state;
}

test('killed after any commit of a change of the root key, everything opens at the next start, and the change goes on to its end', async () => {
  const { place } = await furnished();
  const values = await inspect(place, tuesday, async (ctx) => {
    await addKeys(ctx);
    return openedVersions(ctx);
  });
  const states: string[] = [];
  for (let commits = 0; ; commits++) {
    const state = await killedAfter(commits, await copyOf(place), values);
    if (state === null) break;
    states.push(state);
  }
  expect([...new Set(states)]).toEqual(['not begun', 'begun', 'half', 'all moved', 'retired']);
  report('F12', { runs: states.length, faults: states.length, broken: [] });
});
