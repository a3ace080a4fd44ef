import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import type { Place } from '#src/host/vault.ts';
import { addDataKey, destroyDataKey } from './queries.ts';
import { needRootKeys } from './root-key.ts';

export type SealedValue = { dataKeyId: string; sealed: Buffer };

/** Each value has a data key of its own, so that it can be destroyed alone. */
export async function sealValue(ctx: Ctx, tx: WriteHandle, value: string | Buffer, place: Place): Promise<SealedValue> {
  needOpenVault(ctx);
  await needRootKeys(within(ctx, tx));
  const plaintext = Buffer.from(value);
  const { dataKeyId, rootKeyId, wrapped, sealed } = ctx.vault.seal(ctx.newId('dataKey'), place, plaintext);
  plaintext.fill(0);
  await addDataKey(tx, { id: dataKeyId, rootKeyId, wrapped, createdAt: ctx.now(), destroyedAt: null });
  return { dataKeyId, sealed };
}

/** Keyed fingerprints to look for: one, and while the root key is changed also that under the key before. */
export async function printsOf(ctx: Ctx, texts: readonly string[]): Promise<string[][]> {
  needOpenVault(ctx);
  if (texts.length === 0) return [];
  await needRootKeys(ctx);
  return texts.map((text) => ctx.vault.fingerprints(text));
}

/** What the key sealed is gone from here on; from backups, as they expire. */
export async function shredKey(ctx: Ctx, tx: WriteHandle, dataKeyId: string): Promise<void> {
  await destroyDataKey(tx, dataKeyId, ctx.now());
}

export function needOpenVault(ctx: Ctx): void {
  if (!ctx.vault.isOpen()) throw new Problem('unavailable', 'vault.sealed');
}

export function signingKeyPlace(id: string): Place {
  return { table: 'signing_keys', row: id, field: 'sealed', version: 1 };
}
