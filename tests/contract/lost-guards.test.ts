import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { engine } from '#db/engine.ts';
import { type Database, openDatabase } from '#src/host/db/database.ts';
import { freshPlace, onDatabase, type Place, silent } from '#tests/helpers/database.ts';

let place: Place;
let database: Database;
beforeAll(async () => {
  place = await freshPlace();
  database = await openDatabase({ config: place, log: silent });
});
afterAll(() => database.close());

/** As somebody with a program for databases, beside the one that is open. */
async function meddle(sql: string): Promise<void> {
  if (engine === 'postgres') return onDatabase(place.databaseUrl, sql);
  const db = new BetterSqlite(join(place.dataDir, 'keyholder.db'));
  db.exec(sql);
  db.close();
}

const dropped = `drop trigger audit_events_no_update${engine === 'postgres' ? ' on audit_events' : ''}`;
const refusing =
  engine === 'postgres'
    ? `create trigger audit_events_no_update before update on audit_events for each row execute function refuse('audit_events: an audit event is never edited')`
    : `create trigger audit_events_no_update before update on audit_events begin select raise(abort, 'audit_events: an audit event is never edited'); end;`;
const idle =
  engine === 'postgres'
    ? `create trigger audit_events_no_update before update on audit_events for each row when (false) execute function refuse('audit_events: an audit event is never edited')`
    : 'create trigger audit_events_no_update before update on audit_events begin select 1; end;';

test('a new database has every guard that was shipped', async () => {
  expect(await database.lostGuards()).toEqual([]);
});

test('a guard that was dropped, or does nothing any more, is named until it is back', async () => {
  await meddle(dropped);
  expect(await database.lostGuards()).toEqual(['audit_events_no_update']);
  await meddle(idle);
  expect(await database.lostGuards()).toEqual(['audit_events_no_update']);
  await meddle(`${dropped}; ${refusing}`);
  expect(await database.lostGuards()).toEqual([]);
});

if (engine === 'postgres') {
  test('a guard that is switched off, or whose function refuses nothing, is named', async () => {
    await meddle('alter table audit_details disable trigger audit_details_no_delete');
    expect(await database.lostGuards()).toEqual(['audit_details_no_delete']);
    await meddle('alter table audit_details enable trigger audit_details_no_delete');
    await meddle('create or replace function refuse() returns trigger language plpgsql as $$ begin return old; end $$');
    expect(await database.lostGuards()).toEqual(['refuse']);
  });
}
