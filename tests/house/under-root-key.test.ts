import { type Column, getTableColumns, getTableName, is, Table } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as schema from '#db/schema/index.ts';

/** Bytes that are no sealed value, and what becomes of them when the root key is changed. */
const others: Readonly<Record<string, string>> = {
  'root_keys.checkValue': 'of the key itself: each row keeps its own',
  'data_keys.wrapped': 'wrapped anew',
  'signing_keys.publicKey': 'public',
};

/** Hashes in columns of text that are keyed under the root key, and who makes them anew. */
const keyed = ['secret_versions.fingerprint', 'secret_versions.foldedFingerprint'];

/** Fingerprints that are of something public. */
const unkeyed = ['signing_keys.fingerprint', 'idempotency_keys.fingerprint'];

function faultsOf(table: string, columns: readonly (readonly [string, Column])[]): string[] {
  const hasDataKey = columns.some(([name]) => /^(dataKeyId|seedKeyId|tokenKeyId)$/.test(name));
  return columns.flatMap(([name, column]) => {
    const at = `${table}.${name}`;
    if (/^(blob|bytea)$/.test(column.getSQLType()) && !(at in others)) return hasDataKey ? [] : [`${at} holds bytes and names no data key`];
    return /fingerprint/i.test(name) && ![...keyed, ...unkeyed].includes(at) ? [`${at} is a fingerprint that no change of the root key knows of`] : [];
  });
}

const tables = Object.values(schema).filter((value): value is (typeof schema)['dataKeys'] => is(value, Table));

test('whatever is sealed names a data key, which a change of the root key wraps anew, and every keyed hash is known', () => {
  expect(tables.flatMap((table) => faultsOf(getTableName(table), Object.entries(getTableColumns(table))))).toEqual([]);
});

test('a column that was forgotten is found', () => {
  const { wrapped } = getTableColumns(schema.dataKeys);
  const { fingerprint } = getTableColumns(schema.secretVersions);
  expect(faultsOf('notes', [['sealedText', wrapped]])).toEqual(['notes.sealedText holds bytes and names no data key']);
  expect(faultsOf('notes', [['textFingerprint', fingerprint]])).toEqual(['notes.textFingerprint is a fingerprint that no change of the root key knows of']);
  expect(
    faultsOf('notes', [
      ['dataKeyId', fingerprint],
      ['sealedText', wrapped],
    ]),
  ).toEqual([]);
});
