import { Problem, type ProblemParams } from '#src/ground/problem.ts';
import { listZip } from './zip.ts';

/** What a file is, by what stands in it: a name's ending is what somebody typed. */
export type Content = 'xlsx' | 'opendocument' | 'zip' | 'old-office' | 'kdbx' | 'kdb' | 'gzip' | 'pdf' | 'pgp' | 'xml' | 'json' | 'text';

const beginnings: readonly (readonly [Content, string])[] = [
  ['old-office', 'd0cf11e0a1b11ae1'],
  ['kdbx', '03d9a29a67fb4bb5'],
  ['kdb', '03d9a29a65fb4bb5'],
  ['gzip', '1f8b'],
  ['pdf', '255044462d'],
];

export function contentOf(bytes: Buffer): Content {
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return zipContent(bytes);
  const start = bytes.subarray(0, 8).toString('hex');
  const found = beginnings.find(([, hex]) => start.startsWith(hex));
  if (found) return found[0];
  // The first byte of an OpenPGP message has its highest bit set and says "encrypted to a key" (RFC 9580 §4.2); armoured, it says so in letters.
  if ([0x84, 0x85, 0xc1].includes(bytes[0] ?? 0) && bytes.includes(0)) return 'pgp';
  const text = decoded(bytes.subarray(0, 400), false).trimStart();
  if (text.startsWith('-----BEGIN PGP')) return 'pgp';
  if (/^<(\?xml|!doctype|html|\w+[\s>])/i.test(text)) return 'xml';
  return /^(\{|\[\s*(\{|\]))/.test(text) ? 'json' : 'text';
}

function zipContent(bytes: Buffer): Content {
  const names = new Set(listZip(bytes).map(({ name }) => name));
  if (names.has('xl/workbook.xml')) return 'xlsx';
  return names.has('content.xml') && names.has('mimetype') ? 'opendocument' : 'zip';
}

/** The text of a file in UTF-8 or UTF-16, with or without a byte-order mark, which is no part of it. */
export function textOf(bytes: Buffer): string {
  let text: string;
  try {
    text = decoded(bytes, true);
  } catch {
    return refuse('directory.not-unicode');
  }
  return text.includes('\0') ? refuse('directory.nul') : text;
}

/** Without a mark, every other byte of UTF-16 is zero where letters and signs are those of ASCII, as in the first of any heading or JSON. */
function decoded(bytes: Buffer, fatal: boolean): string {
  const [first = 0x20, second = 0x20] = bytes;
  const little = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const big = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  return new TextDecoder(little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8', { fatal }).decode(bytes);
}

function refuse(code: string, params: ProblemParams = {}): never {
  throw new Problem('invalid', code, { params });
}
