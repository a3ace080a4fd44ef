import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { isWriteHandle } from '#src/host/db/handle.ts';
import type { Place } from '#src/host/vault.ts';
import { findDataKey, isEvent, type SigningKeyRow } from './queries.ts';
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

async function opened(ctx: Ctx, value: SealedValue, place: Place): Promise<Buffer> {
  needOpenVault(ctx);
  const key = await findDataKey(ctx.read, value.dataKeyId);
  if (!key?.wrapped) throw new Problem('missing', 'vault.destroyed');
  return ctx.vault.open({ dataKeyId: key.id, rootKeyId: key.rootKeyId, wrapped: key.wrapped, sealed: value.sealed }, place);
}
