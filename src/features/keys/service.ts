import { record } from '#src/ground/audit.ts';
import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { keyCheckValue } from '#src/host/crypto/keys.ts';
import { type RootKey, RootKeyError, type RootKeySource, rootKeySource } from '#src/host/root-key.ts';
import { useSigningKey } from './open.ts';
import { addRootKey, addSigningKey, findRootKey, listSigningKeys, type RootKeyRow, type SigningKeyRow } from './queries.ts';
import { isKeyOf, nextKeyName } from './rules.ts';
import { needOpenVault, sealValue, signingKeyPlace } from './seal.ts';

const installation = { kind: 'installation', id: null } as const;

/** A root key that is missing or not ours leaves the vault sealed; the log says what to put where. */
export async function openVault(ctx: Ctx): Promise<'open' | 'sealed'> {
  const fault = await unsealVault(ctx);
  if (fault === null) return 'open';
  ctx.log.error(fault);
  return 'sealed';
}

/** The same without a word in the log. @returns what keeps it sealed, in a sentence, or null */
export async function unsealVault(ctx: Ctx): Promise<string | null> {
  const found = await findOwnKey(ctx, (source) => keepRootKey(ctx, source));
  if (typeof found === 'string') return found;
  ctx.vault.unseal(found.keyId, found.key);
  return null;
}

/** What would keep this root key file from opening the vault, in a sentence; null when it would open. Looks, and makes nothing. */
export async function rootKeyFault(ctx: Ctx): Promise<string | null> {
  const found = await findOwnKey(ctx, async () => undefined);
  return typeof found === 'string' ? found : null;
}

async function findOwnKey(ctx: Ctx, first: (source: RootKeySource) => Promise<RootKeyRow | undefined>): Promise<RootKey | string> {
  const source = rootKeySource(`file:${ctx.config.rootKeyFile}`);
  try {
    const row = (await findRootKey(ctx.read)) ?? (await first(source));
    const file = source.read();
    if (file === 'absent') return `Root key at ${source.location}: ${sealedBecause.absent}`;
    return !row || isKeyOf(row, { checkValue: keyCheckValue(file.key) }) ? file : `Root key at ${source.location}: ${sealedBecause.other}`;
  } catch (error) {
    if (!(error instanceof RootKeyError)) throw error;
    return error.message;
  }
}

const sealedBecause = {
  absent: 'It is not there. Put the file back, on another node a copy of it.',
  other: 'It belongs to another database. Put the right file back.',
};

/**
 * The first start on an empty database. The file is made inside the unit, so that of several nodes that start at once one
 * makes it and the others find its row. Written before the row: a crash in between leaves a key without data, which the
 * next start takes up.
 */
async function keepRootKey(ctx: Ctx, source: RootKeySource): Promise<RootKeyRow> {
  return ctx.write(async (tx) => {
    const known = await findRootKey(tx);
    if (known) return known;
    const file = source.read();
    const key = file === 'absent' ? source.create(ctx.newId('rootKey')) : file;
    const row: RootKeyRow = { id: key.keyId, checkValue: keyCheckValue(key.key), state: 'active', createdAt: ctx.now(), retiredAt: null };
    await addRootKey(tx, row);
    await record(tx, ctx, 'root-key.created', installation, { rootKeyId: row.id });
    return row;
  });
}

export type Signature = { signature: string; keyId: string; name: string; fingerprint: string; publicKey: string };

/** Ed25519 over the text's UTF-8 bytes; signature and key in base64. Works inside a unit: nothing leaves the vault. */
export async function signText(ctx: Ctx, text: string): Promise<Signature> {
  const key = await ensureSigningKey(ctx);
  const signature = await useSigningKey(ctx, key, Buffer.from(text));
  return { signature: signature.toString('base64'), ...describe(ctx, key) };
}

export type SigningKeyFacts = Omit<Signature, 'signature'> & { createdAt: number };

export async function signingKeyFacts(ctx: Ctx): Promise<SigningKeyFacts | null> {
  const [key] = await listSigningKeys(ctx.read);
  return key ? { ...describe(ctx, key), createdAt: key.createdAt } : null;
}

/** Makes the signing key at the first need; set-up calls it, to show the fingerprint. */
export async function ensureSigningKey(ctx: Ctx): Promise<SigningKeyRow> {
  const [known] = await listSigningKeys(ctx.read);
  if (known) return known;
  needOpenVault(ctx);
  return ctx.write(async (tx) => {
    const [other] = await listSigningKeys(tx);
    return other ?? makeSigningKey(ctx, tx);
  });
}

async function makeSigningKey(ctx: Ctx, tx: WriteHandle): Promise<SigningKeyRow> {
  const id = ctx.newId('signingKey');
  const pair = ctx.crypto.newSigningKey();
  const sealed = await sealValue(ctx, tx, pair.privateKey, signingKeyPlace(id));
  pair.privateKey.fill(0);
  const taken = (await listSigningKeys(tx)).map((key) => key.name);
  const row: SigningKeyRow = {
    id,
    name: nextKeyName(ctx.now(), taken),
    publicKey: pair.publicKey,
    fingerprint: ctx.crypto.keyFingerprint(pair.publicKey),
    ...sealed,
    createdAt: ctx.now(),
    retiredAt: null,
    handover: null,
  };
  await addSigningKey(tx, row);
  await record(tx, ctx, 'signing-key.created', installation, { signingKeyId: id, fingerprint: row.fingerprint });
  return row;
}

function describe(ctx: Ctx, key: SigningKeyRow): Omit<Signature, 'signature'> {
  return { keyId: key.id, name: key.name, fingerprint: ctx.crypto.keyFingerprint(key.publicKey), publicKey: key.publicKey.toString('base64') };
}

export type VaultFacts = { state: 'open' | 'sealed'; location: string; rootKeyId: string | null; createdAt: number | null };

/** Where the root key is kept and whether it is in use; never the key. */
export async function vaultFacts(ctx: Ctx): Promise<VaultFacts> {
  const known = await findRootKey(ctx.read);
  return {
    state: ctx.vault.isOpen() ? 'open' : 'sealed',
    location: ctx.config.rootKeyFile,
    rootKeyId: known?.id ?? null,
    createdAt: known?.createdAt ?? null,
  };
}
