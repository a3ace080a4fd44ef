import { record } from '#src/ground/audit.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { isoTime } from '#src/ground/time.ts';
import { handoverBody, handoverText } from './handover.rules.ts';
import { useSigningKey } from './open.ts';
import { addSigningKey, listSigningKeys, retireSigningKey, type SigningKeyRow } from './queries.ts';
import { installation } from './root-key.ts';
import { nextKeyName } from './rules.ts';
import { needOpenVault, sealValue, shredKey, signingKeyPlace } from './seal.ts';

export type Signature = { signature: string; keyId: string; name: string; fingerprint: string; publicKey: string };

/**
 * Ed25519 over the text's UTF-8 bytes, with the key that the text names; signature and key in base64. Works inside a unit: nothing
 * leaves the vault.
 */
export async function signText(ctx: Ctx, key: SigningKeyRow, text: string): Promise<Signature> {
  const signature = await useSigningKey(ctx, key, Buffer.from(text));
  return { signature: signature.toString('base64'), ...describe(ctx, key) };
}

export type SigningKeyFacts = Omit<Signature, 'signature'> & { createdAt: number; retiredAt: number | null };

/** Every key that ever signed, the one in force first. */
export async function signingKeyHistory(ctx: Ctx): Promise<SigningKeyFacts[]> {
  return inOrder(await listSigningKeys(ctx.read)).map((key) => ({ ...describe(ctx, key), createdAt: key.createdAt, retiredAt: key.retiredAt }));
}

export async function signingKeyFacts(ctx: Ctx): Promise<SigningKeyFacts | null> {
  const [key] = await signingKeyHistory(ctx);
  return key ?? null;
}

/** Makes the signing key at the first need; set-up calls it, to show the fingerprint. Asked inside the unit that signs, it is the key of that unit on every node. */
export async function ensureSigningKey(ctx: Ctx): Promise<SigningKeyRow> {
  const [known] = inOrder(await listSigningKeys(ctx.read));
  if (known) return known;
  needOpenVault(ctx);
  return ctx.write(async (tx) => {
    const [other] = inOrder(await listSigningKeys(tx));
    if (other) return other;
    const made = await makeSigningKey(ctx, tx, ctx.now());
    await addSigningKey(tx, made);
    await record(tx, ctx, 'signing-key.created', installation, { signingKeyId: made.id, fingerprint: made.fingerprint });
    return made;
  });
}

/**
 * A new key signs from here on. The one before names it under its own signature, and the new one whom it came after; then the private half of
 * the one before is destroyed. Its public half stays, so that what it signed verifies for good.
 */
export async function changeSigningKey(ctx: Ctx, organisation: string, tell: (inside: Ctx, tx: WriteHandle, key: SigningKeyFacts) => Promise<void>) {
  const because = ensure(ctx, 'keys.change', null);
  needOpenVault(ctx);
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const before = await ensureSigningKey(inside);
    const at = Math.max(ctx.now(), before.createdAt + 1);
    const made = await makeSigningKey(inside, tx, at);
    const body = handoverBody({
      v: 1,
      type: 'keyholder.signing-key-handover',
      organisation,
      at: isoTime(at),
      from: { ...namedIn(ctx, before), since: isoTime(before.createdAt) },
      to: namedIn(ctx, made),
    });
    const sign = async (key: SigningKeyRow) => (await useSigningKey(inside, key, Buffer.from(body))).toString('base64');
    const handover = handoverText(body, { signature: await sign(before), successorSignature: await sign(made) });
    await addSigningKey(tx, { ...made, handover });
    await retireSigningKey(tx, before.id, at);
    await shredKey(inside, tx, before.dataKeyId);
    await record(tx, ctx, 'signing-key.changed', installation, { signingKeyId: made.id, fingerprint: made.fingerprint, previousId: before.id }, { because });
    const facts = { ...describe(ctx, made), createdAt: made.createdAt, retiredAt: null };
    await tell(inside, tx, facts);
    return { ...facts, previous: describe(ctx, before) };
  });
}

/** A line for each change of the signing key, the first one first. */
export async function handoversText(ctx: Ctx): Promise<string> {
  ensure(ctx, 'settings.view', null);
  const keys = inOrder(await listSigningKeys(ctx.read)).reverse();
  return keys.map(({ handover }) => (handover === null ? '' : `${handover}\n`)).join('');
}

/** By when they were retired: a clock that was set back changes nothing in it. */
function inOrder(keys: readonly SigningKeyRow[]): SigningKeyRow[] {
  return keys.toSorted((a, b) => (b.retiredAt ?? Number.POSITIVE_INFINITY) - (a.retiredAt ?? Number.POSITIVE_INFINITY));
}

function namedIn(ctx: Ctx, key: SigningKeyRow) {
  const { name: keyName, fingerprint, publicKey } = describe(ctx, key);
  return { keyName, fingerprint, publicKey };
}

/** Sealed, and not stored yet. */
async function makeSigningKey(ctx: Ctx, tx: WriteHandle, at: number): Promise<SigningKeyRow> {
  const id = ctx.newId('signingKey');
  const pair = ctx.crypto.newSigningKey();
  const sealed = await sealValue(ctx, tx, pair.privateKey, signingKeyPlace(id));
  pair.privateKey.fill(0);
  const taken = (await listSigningKeys(tx)).map((key) => key.name);
  return {
    id,
    name: nextKeyName(ctx.now(), taken),
    publicKey: pair.publicKey,
    fingerprint: ctx.crypto.keyFingerprint(pair.publicKey),
    ...sealed,
    createdAt: at,
    retiredAt: null,
    handover: null,
  };
}

function describe(ctx: Ctx, key: SigningKeyRow): Omit<Signature, 'signature'> {
  return { keyId: key.id, name: key.name, fingerprint: ctx.crypto.keyFingerprint(key.publicKey), publicKey: key.publicKey.toString('base64') };
}
