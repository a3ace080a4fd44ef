import { inflateRawSync } from 'node:zlib';
import { Problem } from '#src/ground/problem.ts';

/** One file in a zip. `size` is what its directory says; what really comes out is counted. */
export type ZipEntry = { name: string; size: number; method: number; isEncrypted: boolean; start: number; packed: number };

const mostEntries = 5000;
const endRecord = 22;
const longestComment = 0xffff;
const damaged = () => new Problem('invalid', 'directory.zip-damaged');

/** The directory of a zip (APPNOTE 4.3.12); without the 64-bit form, which files of ten megabytes do not need. */
export function listZip(bytes: Buffer): ZipEntry[] {
  const end = bytes.lastIndexOf('PK\u0005\u0006', bytes.length - endRecord, 'latin1');
  if (end < 0 || end < bytes.length - endRecord - longestComment) throw damaged();
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostEntries) throw new Problem('invalid', 'directory.zip-too-much');
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged();
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      size: bytes.readUInt32LE(at + 24),
      method: bytes.readUInt16LE(at + 10),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      start: bytes.readUInt32LE(at + 42),
      packed: bytes.readUInt32LE(at + 20),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** One file out of it; never more than `most` bytes, whatever a bomb says of its size. */
export function unzip(bytes: Buffer, entry: ZipEntry, most: number): Buffer {
  if (entry.isEncrypted) throw new Problem('invalid', 'directory.zip-encrypted');
  if (entry.size > most) throw new Problem('invalid', 'directory.zip-too-much');
  if (entry.start + 30 > bytes.length || bytes.readUInt32LE(entry.start) !== 0x04034b50) throw damaged();
  const from = entry.start + 30 + bytes.readUInt16LE(entry.start + 26) + bytes.readUInt16LE(entry.start + 28);
  const packed = bytes.subarray(from, from + entry.packed);
  if (packed.length !== entry.packed) throw damaged();
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw damaged();
  try {
    return inflateRawSync(packed, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('invalid', 'directory.zip-too-much', { cause: error });
    throw damaged();
  }
}
