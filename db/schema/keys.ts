import { bytes, id, index, key, oneOf, ref, table, text, time } from '../kit.ts';

export const rootKeys = table('root_keys', {
  id: id(),
  checkValue: bytes().notNull(),
  state: oneOf(['active', 'retired']).notNull(),
  createdAt: time().notNull(),
});

/** `wrapped` is null once the key is shredded: whatever it sealed is gone. */
export const dataKeys = table(
  'data_keys',
  {
    id: id(),
    rootKeyId: ref(() => rootKeys.id).notNull(),
    wrapped: bytes(),
    createdAt: time().notNull(),
    destroyedAt: time(),
  },
  (t) => [index('data_keys_root').on(t.rootKeyId)],
);

export const signingKeys = table('signing_keys', {
  id: id(),
  name: key().notNull().unique(),
  publicKey: bytes().notNull(),
  fingerprint: text().notNull(),
  dataKeyId: ref(() => dataKeys.id).notNull(),
  sealed: bytes().notNull(),
  createdAt: time().notNull(),
});
