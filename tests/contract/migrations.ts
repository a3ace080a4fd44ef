import type { Driver } from '#src/host/db/driver.ts';
import type { Migration } from '#src/host/db/migrate.ts';

export function migration(name: string, ...statements: string[]): Migration {
  return { name, hash: `of ${statements.join().length} characters`, statements };
}

export const parents = migration(
  '0000_start',
  'create table parents (id text primary key)',
  'create table children (id text primary key, parent text references parents(id) on delete cascade)',
  `insert into parents values ('p')`,
  `insert into children values ('c', 'p')`,
);

export async function rowsIn(driver: Driver, query: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  await driver.alone(async (session) => void found.push(...(await session.rows(query))));
  return found;
}
