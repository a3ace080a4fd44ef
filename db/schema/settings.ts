import { key, table, text, time } from '../kit.ts';

/** One row a setting; `value` is JSON text, parsed by the settings feature. */
export const settings = table('settings', {
  name: key().primaryKey(),
  value: text().notNull(),
  updatedAt: time().notNull(),
  updatedBy: key(),
});
