import { deriveKey, fingerprint, newKey, unwrapKey, wrapKey } from './crypto/keys.ts';
import { openBytes, sealBytes } from './crypto/seal.ts';

/** Where a sealed value lives; bound to it, so that it opens nowhere else. */
export type Place = { table: string; row: string; field: string; version: number };
export type Wrapped = { dataKeyId: string; rootKeyId: string; wrapped: Buffer };
export type Sealed = Wrapped & { sealed: Buffer };

export class VaultSealed extends Error {
  override readonly name = 'VaultSealed';
}

/**
 * The root key in memory and what may be done with it. It knows no database: `features/keys` stores what it makes and
 * is the only caller of `open`.
 */
export type Vault = {
  isOpen(): boolean;
  rootKeyId(): string;
  unseal(rootKeyId: string, rootKey: Buffer): void;
  /** Forgets the root key. */
  lock(): void;
  seal(dataKeyId: string, place: Place, plaintext: Buffer): Sealed;
  /** The only function that returns plaintext. */
  open(value: Sealed, place: Place): Buffer;
  /** Keyed, so that equal secrets can be found without opening them and the database alone tells nothing. */
  fingerprint(text: string): string;
};

export function createVault(): Vault {
  let root: { id: string; key: Buffer; fingerprints: Buffer } | undefined;
  const current = () => {
    if (!root) throw new VaultSealed('the vault is sealed');
    return root;
  };
  return {
    isOpen: () => root !== undefined,
    rootKeyId: () => current().id,
    unseal(id, key) {
      root = { id, key, fingerprints: deriveKey(key, 'fingerprints') };
    },
    lock() {
      root?.key.fill(0);
      root?.fingerprints.fill(0);
      root = undefined;
    },
    seal(dataKeyId, place, plaintext) {
      const { id: rootKeyId, key: rootKey } = current();
      const dataKey = newKey();
      const wrapped = wrapKey(rootKey, dataKey, { rootKeyId, dataKeyId });
      const sealed = sealBytes(dataKey, plaintext, { ...place, keyId: dataKeyId });
      dataKey.fill(0);
      return { dataKeyId, rootKeyId, wrapped, sealed };
    },
    open(value, place) {
      const dataKey = unwrapKey(current().key, value.wrapped, value);
      try {
        return openBytes(dataKey, value.sealed, { ...place, keyId: value.dataKeyId });
      } finally {
        dataKey.fill(0);
      }
    },
    fingerprint: (text) => fingerprint(current().fingerprints, text).toString('hex'),
  };
}
