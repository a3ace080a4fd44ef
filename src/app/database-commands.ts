import { wordOf } from '#src/http/command.ts';
import { openDatabase } from '#src/host/db/database.ts';
import { grantsFor } from '#src/host/db/grants.ts';
import type { AppCommand } from './app-command.ts';
import { systemWindows } from './windows.ts';

export const migrateCommand: AppCommand = {
  name: 'database migrate',
  summary: 'make or change the tables for this version, as a role that may; a server does it by itself when its role may',
  arguments: [],
  options: [],
  async offline(_input, config) {
    const settings = config();
    const db = await openDatabase({ config: settings, log: systemWindows(settings).log });
    await db.close();
    const migrated = db.migrated;
    const text = migrated.length === 0 ? 'The tables are those of this version.' : `Applied ${migrated.join(', ')}.`;
    return { text, json: { migrated }, exit: 0 };
  },
};

export const grantsCommand: AppCommand = {
  name: 'database grants',
  summary: 'print the SQL that lets a PostgreSQL role run the server and nothing more: no tables made, no log rewritten',
  arguments: [{ name: 'ROLE', doc: 'the role in the KEYHOLDER_DATABASE_URL of the servers' }],
  options: [],
  async offline(input) {
    const statements = grantsFor(wordOf(input, 'ROLE'));
    return { text: statements.join('\n'), json: { statements }, exit: 0 };
  },
};
