import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { revealSecret } from '#src/features/access/index.ts';
import { createInvitation } from '#src/features/sessions/index.ts';
import { startSchedule } from '#src/app/schedule.ts';
import { runCommand } from '#src/app/socket.ts';
import { prepareValue } from '#src/features/secrets/index.ts';
import type { Installation } from '#tests/faults/installation.ts';
import { openedVersions } from '#tests/faults/invariants.ts';
import { sharedCompany, twoNodes } from './company.ts';

const types = (h: Installation, name: string, options: Record<string, boolean> = {}) => runCommand(h.app, name, { arguments: {}, options, files: {} }, null);

test('a root key that was prepared and copied is changed while both nodes show values, and neither refuses one', async () => {
  const shared = await sharedCompany();
  const [a, b] = await twoNodes(shared);
  await types(a, 'key change-root', { prepare: true });
  copyFileSync(`${a.config.rootKeyFile}.new`, `${b.config.rootKeyFile}.new`);
  let changing = true;
  let shown = 0;
  const reveals = async (h: Installation) => {
    const { secretId, holderId } = shared.cast;
    for (; changing; shown++) expect((await revealSecret(await h.as(holderId), { secretId, how: 'shown', reason: 'work' })).value).toBe('correct horse');
  };
  const changed = types(a, 'key change-root').finally(() => {
    changing = false;
  });
  await Promise.all([reveals(a), reveals(b), changed]);
  expect((await changed).json).toMatchObject({ done: true });
  expect(shown).toBeGreaterThan(0);
  await b.app.followRootKey();
  expect(b.system.vault.rootKeyId()).toBe(a.system.vault.rootKeyId());
  const { versionId } = await prepareValue(b.system, shared.cast.secretId, 'tulip-Bulb-42');
  expect((await openedVersions(a.system)).get(versionId)).toBe('tulip-Bulb-42');
});

test('a node without the new key file seals itself and says what to do; once the file is there it opens, with everything', async () => {
  const shared = await sharedCompany();
  const [a, b] = await twoNodes(shared);
  const { json } = await types(a, 'key change-root');
  const { rootKeyId, previousId } = json as { rootKeyId: string; previousId: string };
  await expect(prepareValue(b.system, shared.cast.secretId, 'tulip-Bulb-42')).rejects.toMatchObject({ code: 'vault.sealed' });
  await b.app.followRootKey();
  expect([a.app.state(), b.app.state()]).toEqual(['open', 'sealed']);
  await expect(createInvitation(b.system, null, 'setup')).rejects.toMatchObject({ code: 'vault.sealed' });
  const doctor = await types(b, 'doctor');
  expect(doctor.exit).toBe(3);
  expect(doctor.text).toContain(`Copy the new one, ${rootKeyId}, from the node where it was changed to ${b.config.rootKeyFile}.new`);

  const stop = startSchedule(b.app);
  copyFileSync(a.config.rootKeyFile, `${b.config.rootKeyFile}.new`);
  while (b.app.state() !== 'open') await setImmediate();
  await stop(3000);
  expect(await openedVersions(b.system)).toEqual(await openedVersions(a.system));
  expect([existsSync(`${b.config.rootKeyFile}.new`), existsSync(`${b.config.rootKeyFile}.retired-${previousId}`)]).toEqual([false, true]);
  rmSync(`${b.config.rootKeyFile}.retired-${previousId}`);
  await expect(types(b, 'key change-root')).resolves.toMatchObject({ json: { done: true } });
});
