import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import pg from 'pg';
import { engine } from '#db/engine.ts';
import type { DatabaseOptions } from '#src/host/db/database.ts';

/** A statement and the tables that it reads from end to end. */
export type Scan = { statement: string; tables: string[] };

export type Planner = { tablesScanned(statement: string): Promise<string[]>; close(): Promise<void> };

/** Asks the engine of this run how it would answer. Nothing of this goes through the product. */
export async function openPlanner({ databaseUrl, dataDir }: DatabaseOptions['config']): Promise<Planner> {
  return engine === 'sqlite' ? sqlitePlanner(join(dataDir, 'keyholder.db')) : postgresPlanner(databaseUrl);
}

function sqlitePlanner(file: string): Planner {
  const db = new Sqlite(file, { readonly: true });
  // Such an index holds only the rows that the statement asks for.
  const partial = db.prepare<[], string>("select name from sqlite_schema where type = 'index' and sql like '% WHERE %'").pluck().all();
  return {
    async tablesScanned(statement) {
      const parameters = Array.from(statement.matchAll(/\?/g), () => null);
      const steps = db.prepare<unknown[], { detail: string }>(`explain query plan ${statement}`).all(...parameters);
      const sorted = steps.some(({ detail }) => detail.includes('TEMP B-TREE FOR ORDER BY'));
      return steps.flatMap(({ detail }) => {
        const [, name = '', how = ''] = /^SCAN (\w+)(.*)$/.exec(detail) ?? [];
        const inOrder = /\border by .* limit \?/i.test(statement) && !sorted;
        const isPartial = partial.some((index) => how.endsWith(` INDEX ${index} `) || how.endsWith(` INDEX ${index}`));
        return name === '' || inOrder || isPartial ? [] : [named(statement, name)];
      });
    },
    close: async () => void db.close(),
  };
}

/** An alias → its table. */
function named(statement: string, name: string): string {
  return new RegExp(`"(\\w+)" "${name}"`).exec(statement)?.[1] ?? name;
}

async function postgresPlanner(connectionString: string): Promise<Planner> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  // A small table is read whole whatever its indexes; this leaves it to the tables that have none to offer.
  await client.query('set enable_seqscan = off');
  return {
    async tablesScanned(statement) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${statement}`);
      return rows.flatMap((row) => /Seq Scan on (\w+)/.exec(row['QUERY PLAN'])?.[1] ?? []);
    },
    close: () => client.end(),
  };
}

/** A handful of rows in the largest company, or rows that are soon removed. */
const tiny = new Set([
  'import_files',
  'leases',
  'organisations',
  'policies',
  'policy_versions',
  'roles',
  'root_keys',
  'service_consents',
  'service_grants',
  'services',
  'settings',
  'signing_keys',
  'teams',
  'throttles',
]);

/** Engines count a whole table by the pages of its smallest index. */
const isCount = (statement: string) => /^select count\(\*\) from "\w+"$/.test(statement);

/** Statements that read a table from end to end, of those that read or change rows of `tables`. */
export async function scans(planner: Planner, statements: Iterable<string>, tables: ReadonlySet<string>): Promise<Scan[]> {
  const found: Scan[] = [];
  for (const statement of statements) {
    if (isCount(statement) || !/^(select|update|delete|\(select)/i.test(statement)) continue;
    const scanned = (await planner.tablesScanned(statement)).filter((table) => tables.has(table) && !tiny.has(table));
    if (scanned.length > 0) found.push({ statement, tables: [...new Set(scanned)] });
  }
  return found;
}
