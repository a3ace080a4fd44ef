import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openVault } from '#src/features/keys/index.ts';
import { createContexts } from '#src/app/context.ts';
import { account, company, person, secret } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { openedVersions } from './invariants.ts';
import { report } from './tally.ts';

test('a root key that is not whole, not private or not ours opens nothing, is named for what it is, and is replaced by nothing', async () => {
  const w = await world();
  const { adminId } = await company(w);
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  await secret(w, await account(w, { ownerId, deputyIds: [adminId] }), ownerId);
  const path = w.config.rootKeyFile;
  const whole = readFileSync(path);
  const foreign = readFileSync((await world()).config.rootKeyFile);

  const start = () => openVault(createContexts(w.config, w.windows, w.db)({ kind: 'system', job: 'start-up' }, 'job'));
  const faults: readonly [string, () => void, RegExp][] = [
    ['empty', () => writeFileSync(path, ''), /not a whole root key file/],
    ['cut short', () => writeFileSync(path, whole.subarray(0, -8)), /not a whole root key file/],
    ['open to others', () => chmodSync(path, 0o644), /chmod 600/],
    ['of another installation', () => writeFileSync(path, foreign), /belongs to another database/],
  ];
  for (const [name, harm, says] of faults) {
    harm();
    const before = { text: readFileSync(path, 'utf8'), mode: statSync(path).mode };
    const said = w.log().length;
    expect(await start(), name).toBe('sealed');
    expect(w.log().slice(said), name).toMatch(says);
    expect({ text: readFileSync(path, 'utf8'), mode: statSync(path).mode }, name).toEqual(before);
    writeFileSync(path, whole);
    chmodSync(path, 0o600);
    expect(await start(), name).toBe('open');
  }
  // Whoever is running keeps what was read.
  rmSync(path);
  expect((await openedVersions(w.system)).size).toBe(1);
  report('F11', { runs: faults.length + 1, faults: faults.length + 1, broken: [] });
});
