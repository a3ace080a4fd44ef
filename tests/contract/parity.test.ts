import { afterAll, beforeAll, expect, test } from 'vitest';
import { engine } from '#db/engine.ts';
import type { Driver } from '#src/host/db/driver.ts';
import { migrate, shippedMigrations } from '#src/host/db/migrate.ts';
import { openPostgres } from '#src/host/db/postgres.ts';
import { openSqlite } from '#src/host/db/sqlite.ts';
import { createPostgres, freshFolder, silent } from '#tests/helpers/database.ts';
import { shapeOfPostgres, shapeOfSchema, shapeOfSqlite } from './shape.ts';

let sqlite: Driver;
beforeAll(async () => {
  sqlite = openSqlite(freshFolder());
  await migrate(sqlite, shippedMigrations('sqlite'), () => 1);
});
afterAll(() => sqlite.close());

test('the migrations of both engines have the same names', () => {
  const names = (of: 'sqlite' | 'postgres') => shippedMigrations(of).map((migration) => migration.name);
  expect(names('postgres')).toEqual(names('sqlite'));
});

if (engine === 'sqlite') {
  test('the migrations of SQLite make exactly what the schema declares', async () => {
    const { triggers, ...declarable } = await shapeOfSqlite(sqlite);
    expect(declarable).toEqual(shapeOfSchema());
    expect(triggers.length).toBeGreaterThan(0);
  });
} else {
  test('the migrations of PostgreSQL make exactly what the schema declares, and the same as those of SQLite', async () => {
    const { databaseUrl } = await createPostgres('template0');
    const postgres = await openPostgres(databaseUrl, silent);
    await migrate(postgres, shippedMigrations('postgres'), () => 1);
    const shape = await shapeOfPostgres(postgres);
    await postgres.close();
    const { triggers, ...declarable } = shape;
    expect(declarable).toEqual(shapeOfSchema());
    expect(shape).toEqual(await shapeOfSqlite(sqlite));
    expect(triggers.length).toBeGreaterThan(0);
  });
}
