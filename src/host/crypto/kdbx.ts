import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { rawArgon2 } from './argon2.ts';
import { isSame } from './hash.ts';
import { salsa20 } from './salsa20.ts';

/**
 * Reads the outer shell of a KeePass database, versions 3.1 and 4 (keepass.info, "KDBX File Format Specification"): header, key, blocks. What
 * comes out is its XML and the cipher of its protected values. Each step has a bound, and nothing that it read is in an error.
 */
class KdbxRefused extends Error {
  override readonly name = 'KdbxRefused';
  readonly why: KdbxFault;
  constructor(why: KdbxFault) {
    super(`This KDBX cannot be read: ${why}.`);
    this.why = why;
  }
}

export type KdbxFault = 'wrong-key' | 'damaged' | 'too-costly' | 'unsupported' | 'too-much';
export type KdbxContent = { xml: string; unprotect(data: Buffer): Buffer };
export type KdbxKey = { password: string | null; keyFile: Buffer | null };

const most = { xml: 64 * 1024 * 1024, rounds: 20_000_000, kib: 256 * 1024, passes: 100, lanes: 16 };
const sha256 = (...parts: readonly Uint8Array[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const sha512 = (...parts: readonly Uint8Array[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha512')).digest();

type Header = { major: number; fields: ReadonlyMap<number, Buffer>; end: number };

export async function openKdbx(bytes: Buffer, key: KdbxKey): Promise<KdbxContent | KdbxFault> {
  try {
    const header = readHeader(bytes);
    const transformed = await transform(compositeOf(key), header);
    return header.major === 3 ? openThird(bytes, header, transformed) : openFourth(bytes, header, transformed);
  } catch (error) {
    if (error instanceof KdbxRefused) return error.why;
    // A length that points outside, a block that does not unpack: what was read is not what a program wrote.
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return 'damaged';
    throw error;
  }
}

function readHeader(bytes: Buffer): Header {
  const major = bytes.readUInt16LE(10);
  if (major !== 3 && major !== 4) throw new KdbxRefused('unsupported');
  const fields = new Map<number, Buffer>();
  const wide = major === 4 ? 4 : 2;
  for (let at = 12; ; ) {
    const id = bytes.readUInt8(at);
    const length = bytes.readUIntLE(at + 1, wide);
    const from = at + 1 + wide;
    if (from + length > bytes.length) throw new KdbxRefused('damaged');
    fields.set(id, bytes.subarray(from, from + length));
    at = from + length;
    if (id === 0) return { major, fields, end: at };
  }
}

/** No password and an empty one are two things, and so they are in KeePass. */
function compositeOf({ password, keyFile }: KdbxKey): Buffer {
  return sha256(...(password === null ? [] : [sha256(Buffer.from(password))]), ...(keyFile === null ? [] : [keyOf(keyFile)]));
}

/** XML of version 1 or 2, 32 bytes, 64 hexadecimal digits, or any file, whose hash it is. */
function keyOf(file: Buffer): Buffer {
  const text = file.length < 10_000 ? file.toString('utf8') : '';
  const data = /<Data[^>]*>([^<]*)<\/Data>/.exec(text)?.[1]?.replace(/\s+/g, '');
  if (data !== undefined && text.includes('<KeyFile')) return /<Version>\s*2/.test(text) ? Buffer.from(data, 'hex') : Buffer.from(data, 'base64');
  if (file.length === 32) return file;
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  return sha256(file);
}

const kdfs = {
  aes3: 'c9d9f39a628a4460bf740d08c18a4fea',
  aes4: '7c02bb8279a74ac0927d114a00648238',
  argon2d: 'ef636ddf8c29444b91f7a9a403e30a0c',
  argon2id: '9e298b1956db4773b23dfc3ec6f0a1e6',
};

async function transform(composite: Buffer, { major, fields }: Header): Promise<Buffer> {
  if (major === 3) return aesKdf(composite, field(fields, 5), Number(field(fields, 6).readBigUInt64LE()));
  const values = dictionary(field(fields, 11));
  const id = values.get('$UUID')?.toString('hex');
  const number = (name: string) => Number((values.get(name) ?? Buffer.alloc(0)).readUIntLE(0, Math.min(6, values.get(name)?.length ?? 0)));
  const salt = values.get('S') ?? Buffer.alloc(0);
  if (id === kdfs.aes3 || id === kdfs.aes4) return aesKdf(composite, salt, number('R'));
  if (id !== kdfs.argon2d && id !== kdfs.argon2id) throw new KdbxRefused('unsupported');
  const cost = { kib: Math.ceil(number('M') / 1024), passes: number('I'), lanes: number('P') };
  if (cost.kib > most.kib || cost.passes > most.passes || cost.lanes > most.lanes) throw new KdbxRefused('too-costly');
  return rawArgon2(id === kdfs.argon2d ? 'argon2d' : 'argon2id', { password: composite, salt, ...cost });
}

/** Each half of the key goes `rounds` times through AES; as one long chain, since of a chain of blocks of zeros CBC makes just that. */
function aesKdf(composite: Buffer, seed: Buffer, rounds: number): Buffer {
  if (rounds > most.rounds) throw new KdbxRefused('too-costly');
  const half = (block: Buffer) => {
    const cipher = createCipheriv('aes-256-cbc', seed, block).setAutoPadding(false);
    let last = block;
    for (let left = rounds; left > 0; ) {
      const blocks = Math.min(left, 65_536);
      last = cipher.update(Buffer.alloc(blocks * 16)).subarray(-16);
      left -= blocks;
    }
    return Buffer.from(last);
  };
  return sha256(half(composite.subarray(0, 16)), half(composite.subarray(16)));
}

function dictionary(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const values = new Map<string, Buffer>();
  for (let at = 2; bytes.readUInt8(at) !== 0; ) {
    const nameLength = bytes.readUInt32LE(at + 1);
    const name = bytes.toString('utf8', at + 5, at + 5 + nameLength);
    const from = at + 9 + nameLength;
    const length = bytes.readUInt32LE(from - 4);
    values.set(name, bytes.subarray(from, from + length));
    at = from + length;
  }
  return values;
}

function openThird(bytes: Buffer, { fields, end }: Header, transformed: Buffer): KdbxContent {
  const plain = decrypt(fields, sha256(field(fields, 4), transformed), bytes.subarray(end));
  const start = field(fields, 9);
  if (plain === null || !isSame(plain.subarray(0, start.length), start)) throw new KdbxRefused('wrong-key');
  const blocks: Buffer[] = [];
  for (let at = start.length; ; ) {
    const length = plain.readUInt32LE(at + 36);
    const block = plain.subarray(at + 40, at + 40 + length);
    if (length === 0) break;
    if (!isSame(sha256(block), plain.subarray(at + 4, at + 36))) throw new KdbxRefused('damaged');
    blocks.push(block);
    at += 40 + length;
  }
  return { xml: unpacked(fields, Buffer.concat(blocks)).toString('utf8'), unprotect: innerCipher(field(fields, 10).readUInt32LE(), field(fields, 8)) };
}

function openFourth(bytes: Buffer, { fields, end }: Header, transformed: Buffer): KdbxContent {
  const head = bytes.subarray(0, end);
  const seed = field(fields, 4);
  if (!isSame(sha256(head), bytes.subarray(end, end + 32))) throw new KdbxRefused('damaged');
  const base = sha512(seed, transformed, Buffer.from([1]));
  const keyAt = (index: bigint) => sha512(uint64(index), base);
  const mac = (key: Buffer, ...parts: readonly Uint8Array[]) => parts.reduce((hmac, part) => hmac.update(part), createHmac('sha256', key)).digest();
  if (!isSame(mac(keyAt(0xffff_ffff_ffff_ffffn), head), bytes.subarray(end + 32, end + 64))) throw new KdbxRefused('wrong-key');
  const blocks: Buffer[] = [];
  let at = end + 64;
  for (let index = 0n; ; index++) {
    const length = bytes.readUInt32LE(at + 32);
    const block = bytes.subarray(at + 36, at + 36 + length);
    if (!isSame(mac(keyAt(index), uint64(index), bytes.subarray(at + 32, at + 36), block), bytes.subarray(at, at + 32))) throw new KdbxRefused('damaged');
    if (length === 0) break;
    blocks.push(block);
    at += 36 + length;
  }
  const plain = decrypt(fields, sha256(seed, transformed), Buffer.concat(blocks));
  if (plain === null) throw new KdbxRefused('damaged');
  return withInnerHeader(unpacked(fields, plain));
}

function withInnerHeader(plain: Buffer): KdbxContent {
  let stream = 0;
  let key = Buffer.alloc(0);
  for (let at = 0; ; ) {
    const id = plain.readUInt8(at);
    const length = plain.readUInt32LE(at + 1);
    const value = plain.subarray(at + 5, at + 5 + length);
    if (id === 1) stream = value.readUInt32LE();
    if (id === 2) key = Buffer.from(value);
    at += 5 + length;
    if (id === 0) return { xml: plain.toString('utf8', at), unprotect: innerCipher(stream, key) };
  }
}

const ciphers: Readonly<Record<string, (key: Buffer, iv: Buffer) => ReturnType<typeof createDecipheriv>>> = {
  '31c1f2e6bf714350be5805216afc5aff': (key, iv) => createDecipheriv('aes-256-cbc', key, iv),
  d6038a2b8b6f4cb5a524339a31dbb59a: chacha20,
};

function decrypt(fields: Header['fields'], key: Buffer, data: Buffer): Buffer | null {
  const cipher = ciphers[field(fields, 2).toString('hex')];
  if (!cipher) throw new KdbxRefused('unsupported');
  try {
    const opened = cipher(key, field(fields, 7));
    return Buffer.concat([opened.update(data), opened.final()]);
  } catch {
    return null;
  }
}

/** OpenSSL wants the counter before the nonce. */
function chacha20(key: Buffer, nonce: Buffer) {
  return createDecipheriv('chacha20', key, Buffer.concat([Buffer.alloc(4), nonce]));
}

function innerCipher(stream: number, key: Buffer): KdbxContent['unprotect'] {
  if (stream === 2) return salsa20(sha256(key), Buffer.from('e830094b97205d2a', 'hex'));
  if (stream !== 3) throw new KdbxRefused('unsupported');
  const hash = sha512(key);
  const cipher = chacha20(hash.subarray(0, 32), hash.subarray(32, 44));
  return (data) => cipher.update(data);
}

function unpacked(fields: Header['fields'], data: Buffer): Buffer {
  if (field(fields, 3).readUInt32LE() === 0) return data;
  try {
    return gunzipSync(data, { maxOutputLength: most.xml });
  } catch (error) {
    throw new KdbxRefused(error instanceof RangeError ? 'too-much' : 'damaged');
  }
}

function field(fields: Header['fields'], id: number): Buffer {
  const found = fields.get(id);
  if (!found) throw new KdbxRefused('damaged');
  return found;
}

function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}
