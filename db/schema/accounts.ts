import { accountStatuses, criticalities, officeKinds } from '../words.ts';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { check, id, index, key, oneOf, primaryKey, ref, table, text, time, uniqueIndex } from '../kit.ts';
import { people } from './people.ts';

export const accounts = table(
  'accounts',
  {
    id: id(),
    platform: key().notNull(),
    handle: text().notNull(),
    handleKey: key().notNull(),
    url: text(),
    brand: text(),
    region: text(),
    purpose: text(),
    criticality: oneOf(criticalities).notNull(),
    status: oneOf(accountStatuses).notNull(),
    sortKey: key().notNull(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [
    uniqueIndex('accounts_handle').on(t.platform, t.handleKey),
    index('accounts_sort').on(t.sortKey, t.id),
    index('accounts_criticality').on(t.criticality, t.sortKey, t.id),
    index('accounts_platform').on(t.platform, t.sortKey, t.id),
    index('accounts_status').on(t.status),
  ],
);

export const accountWords = table('account_words', { word: key().notNull(), accountId: ref(() => accounts.id).notNull() }, (t) => [
  primaryKey({ columns: [t.word, t.accountId] }),
  index('account_words_account').on(t.accountId),
]);

/** Owner and deputies over time; the office carries `manage`. One open owner an account, a person once in each office. */
export const offices = table(
  'offices',
  {
    id: id(),
    accountId: ref(() => accounts.id).notNull(),
    personId: ref(() => people.id).notNull(),
    office: oneOf(officeKinds).notNull(),
    fromAt: time().notNull(),
    toAt: time(),
    endedBecause: key(),
  },
  (t) => [
    uniqueIndex('offices_one_owner')
      .on(t.accountId)
      .where(and(eq(t.office, sql`'owner'`), isNull(t.toAt)) ?? isNull(t.toAt)),
    uniqueIndex('offices_once').on(t.accountId, t.personId).where(isNull(t.toAt)),
    index('offices_person').on(t.personId, t.toAt),
    index('offices_account').on(t.accountId, t.fromAt),
    index('offices_deputies').on(t.accountId).where(sql`office = 'deputy' and to_at is null`),
    check('offices_order', sql`${t.toAt} is null or ${t.toAt} >= ${t.fromAt}`),
  ],
);
