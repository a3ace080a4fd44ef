import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** The place a sealed value belongs to. The same bytes at any other place do not open. */
export type Address = {
  readonly table: string;
  readonly row: string;
  readonly field: string;
  readonly version: number;
  readonly keyId: string;
};

/** Says only that a blob did not open, never why or what was in it: the difference would help an attacker. */
export class SealError extends Error {
  override readonly name = 'SealError';
  constructor() {
    super('A sealed value could not be opened: it was altered or moved, or this is not its key.');
  }
}

export const keyLength = 32;
const formatVersion = 1;
const aes256Gcm = 1;
const headerLength = 2;
const ivLength = 12;
const tagLength = 16;
const overhead = headerLength + ivLength + tagLength;

/** Blob: format version (1 byte), algorithm (1 byte), IV (12), ciphertext, tag (16). See docs/vault-format.md. */
export function sealBytes(key: Uint8Array, plaintext: Uint8Array, address: Address): Buffer {
  return sealWithin(key, plaintext, addressContext(address));
}

/** @throws SealError */
export function openBytes(key: Uint8Array, blob: Uint8Array, address: Address): Buffer {
  return openWithin(key, blob, addressContext(address));
}

/** `context` starts with a domain of its own, so that a blob of one kind never passes for another. */
export function sealWithin(key: Uint8Array, plaintext: Uint8Array, context: readonly string[]): Buffer {
  const header = Buffer.of(formatVersion, aes256Gcm);
  // A random IV, never a counter: a restored copy of the database would count the same numbers again.
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength });
  cipher.setAAD(associatedData(header, context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, iv, ciphertext, cipher.getAuthTag()]);
}

/** @throws SealError */
export function openWithin(key: Uint8Array, blob: Uint8Array, context: readonly string[]): Buffer {
  if (key.length !== keyLength || blob.length < overhead) throw new SealError();
  if (blob[0] !== formatVersion || blob[1] !== aes256Gcm) throw new SealError();
  const iv = blob.subarray(headerLength, headerLength + ivLength);
  const tagStart = blob.length - tagLength;
  // Without authTagLength Node would accept a tag cut to four bytes.
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength });
  decipher.setAAD(associatedData(blob.subarray(0, headerLength), context));
  decipher.setAuthTag(blob.subarray(tagStart));
  // update() hands out plaintext that nobody has vouched for yet; it leaves here only after final() has.
  const unproven = decipher.update(blob.subarray(headerLength + ivLength, tagStart));
  try {
    decipher.final();
  } catch {
    unproven.fill(0);
    throw new SealError();
  }
  return unproven;
}

function addressContext({ table, row, field, version, keyId }: Address): string[] {
  if (!Number.isSafeInteger(version) || version < 0) throw new RangeError('The version in an address is a whole number.');
  return ['keyholder/value', table, row, field, String(version), keyId];
}

// Each text carries its length, or ("ab", "c") and ("a", "bc") would be the same address.
function associatedData(header: Uint8Array, context: readonly string[]): Buffer {
  return Buffer.concat([header, ...context.flatMap(lengthPrefixed)]);
}

function lengthPrefixed(text: string): [Buffer, Buffer] {
  // A lone surrogate would be written as U+FFFD, and two different texts as the same bytes.
  if (!text.isWellFormed()) throw new RangeError('An address is valid Unicode text.');
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}
