import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { isWriteHandle } from '#src/host/db/handle.ts';
import { SealError } from '#src/host/crypto/seal.ts';
import type { Place, Sealed } from '#src/host/vault.ts';
import { findDataKey, isEvent, type SigningKeyRow } from './queries.ts';
import { needRootKeys } from './root-key.ts';
import { needOpenVault, type SealedValue, signingKeyPlace } from './seal.ts';

/**
 * The only way for a sealed value out of the vault. `eventId` names the audit event that says so, and it must be
 * committed: inside a unit nothing opens, because a unit may still be undone after the value has been seen.
 */
export async function openValue(ctx: Ctx, eventId: string, value: SealedValue, place: Place): Promise<Buffer> {
  if (isWriteHandle(ctx.read)) throw new Error('A value opens after its unit is committed, never inside one.');
  if (!(await isEvent(ctx.read, eventId))) throw new Error('A value opens only for an audit event that is committed.');
  return opened(ctx, value, place);
}

/** For signing inside this feature: the key is used and wiped, never handed out. */
export async function useSigningKey(ctx: Ctx, key: SigningKeyRow, bytes: Buffer): Promise<Buffer> {
  const privateKey = await opened(ctx, key, signingKeyPlace(key.id));
  try {
    return ctx.crypto.sign(privateKey, bytes);
  } finally {
    privateKey.fill(0);
  }
}

/**
 * Fingerprints of a sealed text under the root key that seals, in each way of writing it that `spell` gives; the text goes nowhere else. Null
 * where it does not open: it was damaged before, and nothing equals it.
 */
export async function printValue(ctx: Ctx, value: SealedValue, place: Place, spell: (text: string) => readonly string[]): Promise<string[] | null> {
  try {
    return await withDataKey(ctx, value, (sealed) => ctx.vault.fingerprintsOf(sealed, place, spell));
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    ctx.log.error({ row: place.row }, 'a kept value does not open: it was damaged, and is left as it is');
    return null;
  }
}

async function opened(ctx: Ctx, value: SealedValue, place: Place): Promise<Buffer> {
  return withDataKey(ctx, value, (sealed) => ctx.vault.open(sealed, place));
}

/** While the root key is changed, a data key may be wrapped anew between the look and the use: looked up once more, it fits. */
async function withDataKey<T>(ctx: Ctx, { dataKeyId, sealed }: SealedValue, use: (sealed: Sealed) => T): Promise<T> {
  needOpenVault(ctx);
  for (let again = true; ; again = false) {
    const key = await findDataKey(ctx.read, dataKeyId);
    if (!key?.wrapped) throw new Problem('missing', 'vault.destroyed');
    if (ctx.vault.holds(key.rootKeyId) || !again) return use({ dataKeyId, rootKeyId: key.rootKeyId, wrapped: key.wrapped, sealed });
    await needRootKeys(ctx);
  }
}
