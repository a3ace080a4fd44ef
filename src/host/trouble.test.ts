import { expect, test } from 'vitest';
import { troubleOf } from './trouble.ts';

const thrown = (code: string, more: object = {}) => Object.assign(new Error('raw words of the system'), { code, ...more });

test.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EFBIG', 'disk-full'],
  ['SQLITE_FULL', 'disk-full'],
  ['53100', 'disk-full'],
  ['EROFS', 'read-only'],
  ['SQLITE_READONLY_DBMOVED', 'read-only'],
  ['EIO', 'disk-fails'],
  ['SQLITE_IOERR_FSYNC', 'disk-fails'],
  ['EADDRINUSE', 'address-in-use'],
  ['EADDRNOTAVAIL', 'no-such-address'],
  ['EACCES', 'not-permitted'],
  ['EPERM', 'not-permitted'],
  ['SQLITE_CANTOPEN', 'not-permitted'],
  ['SQLITE_CORRUPT_INDEX', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['ENOTDIR', 'no-folder'],
  ['EMFILE', 'too-many-files'],
  ['ENOMEM', 'no-memory'],
])('%s is told as %s in a sentence, by itself and as a cause', (code, named) => {
  const told = troubleOf(thrown(code, { path: '/nowhere/keyholder.db' }));
  expect(told).toMatchObject({ code: named, sentence: expect.stringMatching(/^[A-Z/].+\.$/) });
  expect(told?.sentence).not.toMatch(/raw words|\n/);
  expect(troubleOf(new Error('around it', { cause: thrown(code) }))?.code).toBe(named);
});

test('a port below 1024 is told as one', () => {
  expect(troubleOf(thrown('EACCES', { syscall: 'listen' }))?.sentence).toMatch(/^Only root may listen/);
});

test('what is no matter of the machine is left to others', () => {
  expect([troubleOf(thrown('SQLITE_CONSTRAINT_UNIQUE')), troubleOf(new Error('a bug')), troubleOf('text')]).toEqual([null, null, null]);
});
