import { bytes, id, index, key, oneOf, ref, table, text, time } from '../kit.ts';

/** Retired without a moment: another one took its place, and some of what it wrapped still waits to be wrapped anew. */
export const rootKeys = table('root_keys', {
  id: id(),
  checkValue: bytes().notNull(),
  state: oneOf(['active', 'retired']).notNull(),
  createdAt: time().notNull(),
  retiredAt: time(),
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

/** `handover` is the statement in which the key before names this one, as it was signed. */
export const signingKeys = table('signing_keys', {
  id: id(),
  name: key().notNull().unique(),
  publicKey: bytes().notNull(),
  fingerprint: text().notNull(),
  dataKeyId: ref(() => dataKeys.id).notNull(),
  sealed: bytes().notNull(),
  createdAt: time().notNull(),
  retiredAt: time(),
  handover: text(),
});
