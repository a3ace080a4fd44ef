import { copyFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { eq, isNotNull } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { auditEvents, dataKeys, outbox, rootKeys, secretVersions } from '#db/schema/index.ts';
import { runCommand } from '#src/app/socket.ts';
import { beginRootKey, openVault } from '#src/features/keys/index.ts';
import { prepareValue, screenTexts } from '#src/features/secrets/index.ts';
import { offerFactor, replaceFactor } from '#src/features/sessions/index.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { housekeeping } from '#src/host/db/handle.ts';
import { createVault } from '#src/host/vault.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { freshPlace, type Place } from '#tests/helpers/database.ts';
import { furnish, type Installation, openPlace } from '../faults/installation.ts';
import { openedVersions } from '../faults/invariants.ts';

async function open(place: Place, now = tuesday): Promise<Installation> {
  const h = await openPlace(place, now);
  onTestFinished(h.close);
  return h;
}

const types = (h: Installation, name: string, options: Record<string, boolean> = {}) => runCommand(h.app, name, { arguments: {}, options, files: {} }, null);
const nobody = async () => undefined;

async function eventsOf(h: Installation): Promise<string[]> {
  const rows = await h.db.read.select({ event: auditEvents.event }).from(auditEvents).orderBy(auditEvents.seq);
  return rows.map(({ event }) => event).filter((event) => event.startsWith('root-key.'));
}

test('the root key is changed while the server goes on: everything is wrapped anew, opens, and is found again by its fingerprint', async () => {
  const place = await freshPlace();
  const h = await open(place);
  const cast = await furnish(h);
  const path = h.config.rootKeyFile;
  const before = { file: readFileSync(path, 'utf8'), values: await openedVersions(h.system) };

  const { text, exit, json } = await types(h, 'key change-root');
  const { rootKeyId, previousId } = json as { rootKeyId: string; previousId: string };
  expect({ exit, text }).toEqual({ exit: 0, text: expect.stringContaining(`${path}.retired-${previousId}`) });
  expect(readFileSync(path, 'utf8')).toContain(` ${rootKeyId} `);
  expect(readFileSync(`${path}.retired-${previousId}`, 'utf8')).toBe(before.file);
  expect([statSync(path).mode & 0o777, existsSync(`${path}.new`)]).toEqual([0o600, false]);
  expect(await eventsOf(h)).toEqual(['root-key.created', 'root-key.changed', 'root-key.wrapped-anew', 'root-key.retired']);
  expect(await h.db.read.select().from(outbox).where(eq(outbox.template, 'key-changed'))).toHaveLength(1);

  // With the old key gone for good.
  rmSync(`${path}.retired-${previousId}`);
  await h.close();
  const again = await open(place, h.clock.now());
  expect(again.app.state()).toBe('open');
  expect(await openedVersions(again.system)).toEqual(before.values);
  const rows = await again.db.read.select().from(dataKeys).where(isNotNull(dataKeys.wrapped));
  expect(new Set(rows.map((row) => row.rootKeyId))).toEqual(new Set([rootKeyId]));
  await expect(prepareValue(again.system, cast.secretId, 'correct horse')).rejects.toMatchObject({ code: 'secret.same-value' });
  await expect(prepareValue(again.system, cast.secretId, 'Correct  HORSE')).rejects.toMatchObject({ code: 'secret.nearly-same-value' });
  expect((await types(again, 'key status')).text).toMatch(/in force, wraps \d+ data keys\.\nRoot key .* retired /);
});

test('half-way, what either key sealed opens, is compared, and is refused in free text; nothing is sealed under the key before', async () => {
  const h = await open(await freshPlace());
  const cast = await furnish(h);
  const values = await openedVersions(h.system);
  const { rootKeyId } = await beginRootKey(h.operator, nobody);
  expect(await openedVersions(h.system)).toEqual(values);
  await expect(prepareValue(h.system, cast.secretId, 'correct horse')).rejects.toMatchObject({ code: 'secret.same-value' });
  await expect(prepareValue(h.system, cast.secretId, 'correcthorse')).rejects.toMatchObject({ code: 'secret.nearly-same-value' });
  await expect(screenTexts(await h.as(cast.ownerId), [{ field: 'note', text: 'it is correcthorse1 now' }])).resolves.toBeUndefined();
  const { versionId } = await prepareValue(h.system, cast.secretId, 'tulip-Bulb-42');
  const [version] = await h.db.read.select().from(secretVersions).where(eq(secretVersions.id, versionId));
  const [key] = await h.db.read
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.id, version?.dataKeyId ?? ''));
  expect(key?.rootKeyId).toBe(rootKeyId);
  await expect(screenTexts(await h.as(cast.ownerId), [{ field: 'note', text: 'tulip-bulb-42' }])).rejects.toMatchObject({ code: 'text.holds-value' });
  expect((await types(h, 'key status')).exit).toBe(3);
  await expect(types(h, 'key change-root')).rejects.toMatchObject({ code: 'root-key.being-changed' });
});

test('who was at work before the change seals under the new key, takes it from its file, and writes nothing without it', async () => {
  const h = await open(await freshPlace());
  const cast = await furnish(h);
  const slept = { ...h.system, vault: createVault() };
  const lost = { ...h.system, vault: createVault() };
  expect([await openVault(slept), await openVault(lost)]).toEqual(['open', 'open']);
  const { json } = await types(h, 'key change-root');
  const { versionId } = await prepareValue(slept, cast.secretId, 'tulip-Bulb-42');
  expect((await openedVersions(slept)).get(versionId)).toBe('tulip-Bulb-42');
  expect(slept.vault.rootKeyId()).toBe((json as { rootKeyId: string }).rootKeyId);

  copyFileSync(h.config.rootKeyFile, `${h.config.rootKeyFile}.away`);
  rmSync(h.config.rootKeyFile);
  const events = (await eventsOf(h)).length;
  await expect(prepareValue(lost, cast.secretId, 'another-Bulb-43')).rejects.toMatchObject({ code: 'vault.sealed' });
  await expect(openedVersions(lost)).rejects.toMatchObject({ code: 'vault.sealed' });
  expect((await eventsOf(h)).length).toBe(events);
});

test('a factor that was shown before the change and is confirmed during it counts', async () => {
  const h = await open(await freshPlace());
  const { leaverId } = await furnish(h);
  const shown = await offerFactor(await h.as(leaverId));
  await beginRootKey(h.operator, nobody);
  expect((await offerFactor(await h.as(leaverId))).seed).not.toBe(shown.seed);
  const code = codeAt(shown.seed, h.clock.now());
  expect((await replaceFactor(await h.as(leaverId), { code, address: '127.0.0.1' })).recoveryCodes.length).toBeGreaterThan(0);
});

test('a key file that waits is taken up, one that was used before is refused, and a dry run makes none', async () => {
  const h = await open(await freshPlace());
  await furnish(h);
  const next = `${h.config.rootKeyFile}.new`;
  expect((await types(h, 'key change-root', { 'dry-run': true })).text).toContain('Nothing was changed.');
  expect(existsSync(next)).toBe(false);
  const prepared = await types(h, 'key change-root', { prepare: true });
  expect((await types(h, 'key change-root', { prepare: true })).json).toEqual(prepared.json);
  const changed = await types(h, 'key change-root');
  expect(changed.json).toMatchObject({ rootKeyId: (prepared.json as { rootKeyId: string }).rootKeyId, done: true });
  copyFileSync(h.config.rootKeyFile, next);
  await expect(types(h, 'key change-root')).rejects.toMatchObject({ code: 'root-key.known' });
  expect(await h.db.read.select().from(rootKeys)).toHaveLength(2);
});

test('a data key that was damaged before is told and left, and the key before stays for it', async () => {
  const h = await open(await freshPlace());
  const cast = await furnish(h);
  const [version] = await h.db.read.select().from(secretVersions).where(eq(secretVersions.secretId, cast.secretId));
  const [row] = await h.db.read
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.id, version?.dataKeyId ?? ''));
  const harmed = Buffer.from(row?.wrapped ?? '');
  harmed[20] = (harmed[20] ?? 0) ^ 1;
  await h.db.write((tx) =>
    housekeeping(tx)
      .update(dataKeys)
      .set({ wrapped: harmed })
      .where(eq(dataKeys.id, row?.id ?? '')),
  );

  const { text, json } = await types(h, 'key change-root');
  expect(json).toMatchObject({ done: false });
  expect(text).toContain('1 data key does not open');
  const left = await h.db.read
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.rootKeyId, (json as { previousId: string }).previousId));
  expect(left.map(({ id }) => id)).toEqual([row?.id]);
  expect((await types(h, 'doctor')).text).toMatch(/NO +data keys +1 of \d+ does not open/);
});

test('only the operator changes it', async () => {
  const h = await open(await freshPlace());
  const cast = await furnish(h);
  await expect(beginRootKey(await h.as(cast.ownerId), nobody)).rejects.toMatchObject({ kind: 'forbidden' });
  expect(existsSync(`${h.config.rootKeyFile}.new`)).toBe(false);
});
