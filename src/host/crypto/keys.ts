import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { keyLength, openWithin, sealWithin } from './seal.ts';

export type WrapIds = { readonly rootKeyId: string; readonly dataKeyId: string };

/** One purpose, one sub-key. A sub-key lives as long as its parent: what must outlive a new root key hangs from a data key. */
export type KeyPurpose = 'key-wrap' | 'key-check' | 'fingerprints' | 'audit-mac' | 'token-mac' | 'personal-hash';

export type SigningKey = { readonly publicKey: Buffer; readonly privateKey: Buffer };

const checkValueLength = 16;
const publicKeyLength = 32;

export function newKey(): Buffer {
  return randomBytes(keyLength);
}

/** The wrap names the root key and the data key, so a new root key re-wraps data keys and leaves the values alone. */
export function wrapKey(rootKey: Uint8Array, dataKey: Uint8Array, ids: WrapIds): Buffer {
  if (dataKey.length !== keyLength) throw new RangeError(`A data key has ${keyLength} bytes.`);
  return sealWithin(deriveKey(rootKey, 'key-wrap'), dataKey, wrapContext(ids));
}

/** @throws SealError */
export function unwrapKey(rootKey: Uint8Array, blob: Uint8Array, ids: WrapIds): Buffer {
  return openWithin(deriveKey(rootKey, 'key-wrap'), blob, wrapContext(ids));
}

/** Tells whether a root key belongs to a database without opening anything; safe to store in clear. */
export function keyCheckValue(rootKey: Uint8Array): Buffer {
  return createHmac('sha256', deriveKey(rootKey, 'key-check')).update('keyholder/key-check').digest().subarray(0, checkValueLength);
}

/** RFC 5869, HKDF-SHA256, no salt: the parent is uniformly random already. */
export function deriveKey(parent: Uint8Array, purpose: KeyPurpose): Buffer {
  if (parent.length !== keyLength) throw new RangeError(`A parent key has ${keyLength} bytes.`);
  return Buffer.from(hkdfSync('sha256', parent, '', `keyholder/${purpose}`, keyLength));
}

/** Keyed, so that equal values can be found without opening them and a stolen database cannot be tried against a word list. */
export function fingerprint(key: Uint8Array, value: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(value).digest();
}

/** Ed25519. `publicKey` is the raw 32 bytes, `privateKey` PKCS #8 DER, to be sealed before it is stored. */
export function newSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { publicKey: Buffer.from(x, 'base64url'), privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }) };
}

export function sign(privateDer: Buffer, bytes: Uint8Array): Buffer {
  return signBytes(null, bytes, createPrivateKey({ key: privateDer, format: 'der', type: 'pkcs8' }));
}

export function verify(publicRaw: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicRaw.length !== publicKeyLength) return false;
  const x = Buffer.from(publicRaw).toString('base64url');
  return verifyBytes(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);
}

/** SHA-256 of the raw 32 bytes, in hex. */
export function keyFingerprint(publicRaw: Uint8Array): string {
  return createHash('sha256').update(publicRaw).digest('hex');
}

function wrapContext({ rootKeyId, dataKeyId }: WrapIds): string[] {
  return ['keyholder/data-key', rootKeyId, dataKeyId];
}
