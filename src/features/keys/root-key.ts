import { record } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { keyCheckValue } from '#src/host/crypto/keys.ts';
import { createRootKeyFile, type RootKey, RootKeyError } from '#src/host/root-key.ts';
import { type KeyFile, keyFiles, nextKeyFile, putInPlace } from '#src/host/root-key-files.ts';
import { addRootKey, listRootKeys, listRootKeysInForce, type RootKeyRow } from './queries.ts';
import { findKeys, inForce, type KeyMissing, type KnownKey } from './rules.ts';

export const installation = { kind: 'installation', id: null } as const;

/** A root key that is missing or not ours leaves the vault sealed; the log says what to put where. */
export async function openVault(ctx: Ctx): Promise<'open' | 'sealed'> {
  const fault = await unsealVault(ctx);
  if (fault === null) return 'open';
  ctx.log.error(fault);
  return 'sealed';
}

/** The same without a word in the log. @returns what keeps it sealed, in a sentence, or null */
export async function unsealVault(ctx: Ctx): Promise<string | null> {
  try {
    const known = await listRootKeys(ctx.read);
    const found = findOwnKeys(ctx, known.length > 0 ? known : [await keepRootKey(ctx)]);
    if (typeof found === 'string') return found;
    ctx.vault.unseal(found.map(({ key }) => key));
    tidy(ctx, found);
    return null;
  } catch (error) {
    if (!(error instanceof RootKeyError)) throw error;
    return error.message;
  }
}

/**
 * A process that slept while the root key was changed elsewhere takes up the new one from its file, and forgets the one before once nothing
 * is wrapped under it. @returns what keeps it from that, in a sentence, or null
 */
export async function followRootKey(ctx: Ctx): Promise<string | null> {
  const needed = inForce(await listRootKeysInForce(ctx.read)).map(({ id }) => id);
  // Sealed meanwhile: what was forgotten is not taken up again by whoever is still at work.
  if (!ctx.vault.isOpen() || needed.length === 0) return null;
  if (ctx.vault.rootKeyId() === needed[0] && needed.every((id) => ctx.vault.holds(id))) {
    ctx.vault.keepOnly(needed);
    return null;
  }
  const known = await listRootKeys(ctx.read);
  if (!ctx.vault.isOpen()) return null;
  const found = findOwnKeys(ctx, known);
  if (typeof found === 'string') return found;
  ctx.vault.unseal(found.map(({ key }) => key));
  return null;
}

/** Asked inside each unit that seals or compares: nothing is written under a root key that was changed while this process slept. */
export async function needRootKeys(ctx: Ctx): Promise<void> {
  if ((await followRootKey(ctx)) !== null || !ctx.vault.isOpen()) throw new Problem('unavailable', 'vault.sealed');
}

/** What would keep the root key files from opening the vault, in a sentence; null when they would open. Looks, and makes nothing. */
export async function rootKeyFault(ctx: Ctx): Promise<string | null> {
  const known = await listRootKeys(ctx.read);
  const found = known.length > 0 ? findOwnKeys(ctx, known) : [];
  return typeof found === 'string' ? found : null;
}

/** Once one key alone is in force, it stands in the file that the settings name. */
export async function tidyKeyFiles(ctx: Ctx): Promise<void> {
  const found = findOwnKeys(ctx, await listRootKeys(ctx.read));
  if (typeof found !== 'string') tidy(ctx, found);
}

function tidy(ctx: Ctx, found: readonly Found[]): void {
  const [only, ...others] = found;
  if (!only || others.length > 0) return;
  try {
    if (putInPlace(ctx.config.rootKeyFile, only.path)) return;
    ctx.log.warn({ path: only.path }, 'the root key in force is not in the file that the settings name, where another one lies');
  } catch (error) {
    ctx.log.warn({ err: error, path: only.path }, 'the root key in force could not be moved to the file that the settings name');
  }
}

/** In which file each root key lies that a database needs, by what is in it; null where none has it. */
export function whereRootKeysAre(path: string, known: readonly KnownKey[]): { id: string; file: string | null }[] {
  const files = wholeFiles(keyFiles(path));
  return inForce(known).map(({ id, checkValue }) => ({ id, file: files.find((one) => one.checkValue.equals(checkValue))?.file.path ?? null }));
}

type Found = { path: string; key: RootKey };

function findOwnKeys(ctx: Ctx, known: readonly RootKeyRow[]): Found[] | string {
  const path = ctx.config.rootKeyFile;
  const files = keyFiles(path);
  const result = findKeys(known, wholeFiles(files));
  // The row names the key, not the file: what it wraps is bound to the name.
  if ('found' in result) return result.found.map((file, at) => ({ path: file.path, key: { ...file.key, keyId: inForce(known)[at]?.id ?? file.key.keyId } }));
  return faultOf(files) ?? `Root key at ${path}: ${missing[result.because](result.missing, path)}`;
}

function wholeFiles(files: readonly KeyFile[]) {
  return files.flatMap(({ path, key }) => (key instanceof RootKeyError ? [] : [{ checkValue: keyCheckValue(key.key), file: { path, key } }]));
}

/** A file that cannot be read may be the one that is needed. */
function faultOf(files: readonly KeyFile[]): string | null {
  const faulty = files.find(({ key }) => key instanceof RootKeyError);
  return faulty?.key instanceof RootKeyError ? faulty.key.message : null;
}

const missing: Record<KeyMissing, (id: string, path: string) => string> = {
  absent: () => 'It is not there. Put the file back, on another node a copy of it.',
  other: () => 'It belongs to another database. Put the right file back.',
  before: (id, path) =>
    `It was changed, and this is an older one. Copy the new one, ${id}, from the node where it was changed to ${nextKeyFile(path)}, with mode 0600.`,
  older: (id, path) =>
    `It is being changed, and until everything is wrapped anew the one before, ${id}, is needed as well. Put it back as ${path}, and the new one as ${nextKeyFile(path)}.`,
};

/**
 * The first start on an empty database. The file is made inside the unit, so that of several nodes that start at once one
 * makes it and the others find its row. Written before the row: a crash in between leaves a key without data, which the
 * next start takes up.
 */
async function keepRootKey(ctx: Ctx): Promise<RootKeyRow> {
  return ctx.write(async (tx) => {
    const [known] = await listRootKeys(tx);
    if (known) return known;
    const row = takeUp(ctx, ctx.config.rootKeyFile);
    await addRootKey(tx, row);
    await record(tx, ctx, 'root-key.created', installation, { rootKeyId: row.id });
    return row;
  });
}

/** The key that lies there, or a new one. @throws RootKeyError */
export function takeUp(ctx: Ctx, path: string): RootKeyRow {
  const lies = keyFiles(ctx.config.rootKeyFile).find((file) => file.path === path)?.key;
  if (lies instanceof RootKeyError) throw lies;
  const { keyId, key } = lies ?? createRootKeyFile(path, ctx.newId('rootKey'));
  return { id: keyId, checkValue: keyCheckValue(key), state: 'active', createdAt: ctx.now(), retiredAt: null };
}
