import { record } from '#src/ground/audit.ts';
import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { useSigningKey } from './open.ts';
import { addSigningKey, listSigningKeys, type SigningKeyRow } from './queries.ts';
import { installation } from './root-key.ts';
import { nextKeyName } from './rules.ts';
import { needOpenVault, sealValue, signingKeyPlace } from './seal.ts';

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
