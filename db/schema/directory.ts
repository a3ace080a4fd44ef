import { bytes, id, key, oneOf, ref, table, text, time } from '../kit.ts';
import { dataKeys } from './keys.ts';

/** An uploaded file between its dry run and its confirmation: sealed, bound to whoever uploaded it, short-lived. */
export const importFiles = table('import_files', {
  id: id(),
  kind: oneOf(['people', 'accounts']).notNull(),
  name: text().notNull(),
  dataKeyId: ref(() => dataKeys.id).notNull(),
  sealed: bytes().notNull(),
  uploadedBy: key().notNull(),
  createdAt: time().notNull(),
  expiresAt: time().notNull(),
});
