import { expect, test } from 'vitest';
import { UnsafeDatabase } from './errors.ts';
import { judgeServer, needSafeServer, type ServerFacts } from './server-conditions.ts';

const good: ServerFacts = {
  number: 180_004,
  version: '18.4',
  encoding: 'UTF8',
  commit: 'on',
  fsync: 'on',
  pages: 'on',
  standby: false,
  encrypted: true,
  rewrites: false,
};

test('a server as it should be has nothing against it', () => {
  expect(judgeServer(good).filter((one) => !one.ok)).toEqual([]);
});

test.each<[string, Partial<ServerFacts>]>([
  ['database', { number: 140_012, version: '14.12' }],
  ['primary', { standby: true }],
  ['encoding', { encoding: 'SQL_ASCII' }],
  ['durable commits', { commit: 'off' }],
])('nothing starts when this is wrong: %s', (what, wrong) => {
  const conditions = judgeServer({ ...good, ...wrong });
  expect(conditions.filter((one) => !one.ok).map((one) => one.what)).toEqual([what]);
  expect(() => needSafeServer(conditions)).toThrow(UnsafeDatabase);
});

test.each<Partial<ServerFacts>>([{ fsync: 'off' }, { pages: 'off' }])('a disk that may lose what was answered is told: %j', (wrong) => {
  const conditions = judgeServer({ ...good, ...wrong });
  expect(conditions.filter((one) => !one.ok).map((one) => one.what)).toEqual(['durable disk']);
  expect(() => needSafeServer(conditions)).not.toThrow();
});
