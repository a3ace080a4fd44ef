import { describe, expect, test } from 'vitest';
import { Problem } from '#src/ground/problem.ts';
import { zipOf } from '#tests/helpers/zip.ts';
import { contentOf, textOf } from './content.ts';
import { listZip, unzip } from './zip.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const refusal = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'read';
};

describe('a file is what stands in it, whatever it is called', () => {
  test.each([
    ['a table', Buffer.from('naam;e-mail\n'), 'text'],
    ['a table in UTF-16 without a mark', utf16('naam;e-mail\n'), 'text'],
    ['JSON with a byte-order mark', Buffer.from('\ufeff {"items": []}'), 'json'],
    ['JSON as Windows PowerShell redirects it', Buffer.concat([hex('fffe'), utf16('{"items": []}')]), 'json'],
    ['a list in JSON', Buffer.from('[\n  {"id": 1}]'), 'json'],
    ['a heading in brackets', Buffer.from('[naam];[e-mail]\n'), 'text'],
    ['a page', Buffer.from('<!DOCTYPE html><p>'), 'xml'],
    ['XML', Buffer.from('<?xml version="1.0"?><KeePassFile/>'), 'xml'],
    ['Excel', zipOf([{ name: 'xl/workbook.xml', bytes: '<workbook/>' }]), 'xlsx'],
    [
      'LibreOffice',
      zipOf([
        { name: 'mimetype', bytes: 'application/vnd.oasis' },
        { name: 'content.xml', bytes: '' },
      ]),
      'opendocument',
    ],
    ['another zip', zipOf([{ name: 'data.json', bytes: '{}' }]), 'zip'],
    ['Excel before 2007', hex('d0cf11e0a1b11ae1000000'), 'old-office'],
    ['KeePass 2', hex('03d9a29a67fb4bb500000400'), 'kdbx'],
    ['KeePass 1', hex('03d9a29a65fb4bb500000400'), 'kdb'],
    ['gzip', hex('1f8b0800'), 'gzip'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'pdf'],
    ['an encrypted note of pass', hex('850210030011'), 'pgp'],
    ['the same in letters', Buffer.from('-----BEGIN PGP MESSAGE-----\n'), 'pgp'],
    ['nothing', Buffer.alloc(0), 'text'],
  ] as const)('%s', (_, bytes, content) => expect(contentOf(bytes)).toBe(content));

  test('text comes out of any Unicode encoding without its mark', () => {
    for (const bytes of [
      Buffer.from('\ufeffé;x'),
      utf16('é;x'),
      Buffer.concat([hex('fffe'), utf16('é;x')]),
      Buffer.concat([hex('feff'), utf16('é;x').swap16()]),
    ]) {
      expect(textOf(bytes)).toBe('é;x');
    }
    expect(refusal(() => textOf(hex('61e93b62')))).toBe('directory.not-unicode');
  });
});

describe('a zip', () => {
  const bomb = Buffer.alloc(3_000_000);
  const open = (bytes: Buffer, most = 1000) => listZip(bytes).map((entry) => unzip(bytes, entry, most).toString());

  test('gives what is in it', () => {
    expect(
      open(
        zipOf([
          { name: 'a.txt', bytes: 'één' },
          { name: 'b/c.txt', bytes: 'twee' },
        ]),
      ),
    ).toEqual(['één', 'twee']);
  });

  test.each([
    ['that says how much comes out', zipOf([{ name: 'a', bytes: bomb }]), 'directory.zip-too-much'],
    ['that lies about it', zipOf([{ name: 'a', bytes: bomb, said: 10 }]), 'directory.zip-too-much'],
    ['with a password', zipOf([{ name: 'a', bytes: 'x', flags: 1 }]), 'directory.zip-encrypted'],
    ['cut short', zipOf([{ name: 'a', bytes: 'x'.repeat(100) }]).subarray(0, 60), 'directory.zip-damaged'],
    ['whose directory points nowhere', Buffer.concat([zipOf([{ name: 'a', bytes: 'x' }]).subarray(20)]), 'directory.zip-damaged'],
  ])('%s is refused', (_, bytes, code) => expect(refusal(() => open(bytes))).toBe(code));
});
