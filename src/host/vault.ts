import { deriveKey, fingerprint, newKey, unwrapKey, wrapKey } from './crypto/keys.ts';
import { openBytes, SealError, sealBytes } from './crypto/seal.ts';
import type { RootKey } from './root-key.ts';

/** Where a sealed value lives; bound to it, so that it opens nowhere else. */
export type Place = { table: string; row: string; field: string; version: number };
export type Wrapped = { dataKeyId: string; rootKeyId: string; wrapped: Buffer };
export type Sealed = Wrapped & { sealed: Buffer };

export class VaultSealed extends Error {
  override readonly name = 'VaultSealed';
}

/**
 * The root keys in memory and what may be done with them: one that seals and, while it takes another's place, the one before. It knows no
 * database: `features/keys` stores what it makes and is the only caller of `open`.
 */
export type Vault = {
  isOpen(): boolean;
  /** Of the key that seals. */
  rootKeyId(): string;
  holds(rootKeyId: string): boolean;
  /** The first key seals; the others open what they sealed before. What was held until then is forgotten. */
  unseal(keys: readonly RootKey[]): void;
  /** Forgets every other key. */
  keepOnly(rootKeyIds: readonly string[]): void;
  /** Forgets all of them. */
  lock(): void;
  seal(dataKeyId: string, place: Place, plaintext: Buffer): Sealed;
  /** The only function that returns plaintext. */
  open(value: Sealed, place: Place): Buffer;
  /** The same data key under the root key that seals; what it sealed stays as it is. @throws SealError */
  rewrap(value: Wrapped): Wrapped;
  /** Whether this wrap opens with its root key. */
  fits(value: Wrapped): boolean;
  /** Keyed, so that equal secrets can be found without opening them and the database alone tells nothing. */
  fingerprint(text: string): string;
  /** Under every key that is held, that of the one that seals first. */
  fingerprints(text: string): string[];
  /** Of a sealed text, in each way of writing it that `spell` gives. The text goes nowhere else. @throws SealError */
  fingerprintsOf(value: Sealed, place: Place, spell: (text: string) => readonly string[]): string[];
};

type Held = { id: string; key: Buffer; fingerprints: Buffer };

export function createVault(): Vault {
  let held: readonly Held[] = [];
  const current = (): Held => {
    const [root] = held;
    if (!root) throw new VaultSealed('the vault is sealed');
    return root;
  };
  const keyFor = (rootKeyId: string): Buffer => {
    const root = held.find(({ id }) => id === rootKeyId);
    if (!root) throw new VaultSealed('this root key is not held');
    return root.key;
  };
  const forget = (gone: readonly Held[]) => {
    held = held.filter((one) => !gone.includes(one));
    for (const { key, fingerprints } of gone) {
      key.fill(0);
      fingerprints.fill(0);
    }
  };
  const print = (text: string) => fingerprint(current().fingerprints, text).toString('hex');
  const opened = <T>(value: Sealed, place: Place, use: (plaintext: Buffer) => T): T => {
    const dataKey = unwrapKey(keyFor(value.rootKeyId), value.wrapped, value);
    try {
      return use(openBytes(dataKey, value.sealed, { ...place, keyId: value.dataKeyId }));
    } finally {
      dataKey.fill(0);
    }
  };
  return {
    isOpen: () => held.length > 0,
    rootKeyId: () => current().id,
    holds: (rootKeyId) => held.some(({ id }) => id === rootKeyId),
    unseal(keys) {
      forget(held);
      held = keys.map(({ keyId: id, key }) => ({ id, key, fingerprints: deriveKey(key, 'fingerprints') }));
    },
    keepOnly: (rootKeyIds) => forget(held.filter(({ id }) => !rootKeyIds.includes(id))),
    lock: () => forget(held),
    seal(dataKeyId, place, plaintext) {
      const { id: rootKeyId, key: rootKey } = current();
      const dataKey = newKey();
      const wrapped = wrapKey(rootKey, dataKey, { rootKeyId, dataKeyId });
      const sealed = sealBytes(dataKey, plaintext, { ...place, keyId: dataKeyId });
      dataKey.fill(0);
      return { dataKeyId, rootKeyId, wrapped, sealed };
    },
    open: (value, place) => opened(value, place, (plaintext) => plaintext),
    rewrap(value) {
      const { id: rootKeyId, key: rootKey } = current();
      const { dataKeyId } = value;
      const dataKey = unwrapKey(keyFor(value.rootKeyId), value.wrapped, value);
      const wrapped = wrapKey(rootKey, dataKey, { rootKeyId, dataKeyId });
      dataKey.fill(0);
      return { dataKeyId, rootKeyId, wrapped };
    },
    fits(value) {
      try {
        unwrapKey(keyFor(value.rootKeyId), value.wrapped, value).fill(0);
        return true;
      } catch (error) {
        if (error instanceof SealError) return false;
        throw error;
      }
    },
    fingerprint: print,
    fingerprints: (text) => held.map((one) => fingerprint(one.fingerprints, text).toString('hex')),
    fingerprintsOf: (value, place, spell) =>
      opened(value, place, (plaintext) => {
        const prints = spell(plaintext.toString('utf8')).map(print);
        plaintext.fill(0);
        return prints;
      }),
  };
}
