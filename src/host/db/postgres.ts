import { NodePgDatabase, NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDialect, type PgPreparedQuery, type PreparedQueryConfig } from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { Log } from '../log.ts';
import { withoutValues } from './dialect.ts';
import type { Driver, MigrationSession, Transaction, Watch } from './driver.ts';
import { BackupRefused, DatabaseError } from './errors.ts';
import type { Drizzle } from './handle.ts';

const dialect = new PgDialect({ casing: 'snake_case' });

/** One writer at a time over all nodes of one database; whoever migrates holds the same lock. */
const writerLock = 7_263_001;

// Counts and sums arrive as text otherwise; all our integers are times and counts, far below 2^53.
for (const type of [pg.types.builtins.INT8, pg.types.builtins.NUMERIC]) pg.types.setTypeParser(type, Number);

export async function openPostgres(url: string, log: Log): Promise<Driver> {
  const writers = new pg.Pool({ connectionString: url, max: 2, options: '-c idle_in_transaction_session_timeout=60s' });
  const readers = new pg.Pool({ connectionString: url, max: 8, options: '-c default_transaction_read_only=on' });
  for (const pool of [writers, readers]) {
    pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection failed'));
    // A connection lost between two statements of a unit is told here, and its next statement fails.
    pool.on('connect', (client) => void client.on('error', () => undefined));
  }
  return {
    reader: (watch) => handleOn(readers, watch),
    begin: () => begin(writers),
    alone: (work) => alone(writers, work),
    backup: async () => {
      throw new BackupRefused('This database lives on PostgreSQL: back it up there, with pg_dump or your provider’s snapshots.');
    },
    close: async () => {
      await readers.end();
      await writers.end();
    },
  };
}

type Query = Pick<pg.ClientBase, 'query'>;

async function run(client: Query, text: string): Promise<pg.QueryResult> {
  try {
    return await client.query(text);
  } catch (error) {
    throw withoutValues(error);
  }
}

async function begin(pool: pg.Pool): Promise<Transaction> {
  const client = await connect(pool);
  let usable = true;
  try {
    await run(client, `begin isolation level read committed; select pg_advisory_xact_lock(${writerLock})`);
  } catch (error) {
    client.release(true);
    throw error;
  }
  return {
    handle: (watch) => handleOn(client, watch),
    run: async (text) => void (await run(client, text)),
    commit: async () => {
      const { command } = await run(client, 'commit');
      // PostgreSQL answers COMMIT of a failed transaction with a quiet ROLLBACK.
      if (command !== 'COMMIT') throw new DatabaseError('25P02', 'the transaction had failed and was rolled back');
      client.release();
      usable = false;
    },
    rollback: async () => {
      if (!usable) return;
      usable = false;
      const lost = await run(client, 'rollback').then(
        () => false,
        () => true,
      );
      client.release(lost);
    },
  };
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw withoutValues(error);
  }
}

type PrepareArguments = Parameters<NodePgSession<Record<string, never>, Record<string, never>>['prepareQuery']>;

/** drizzle repeats the parameters in the message of its own error; ours, which it wrapped, is taken out again. */
class QuietSession extends NodePgSession<Record<string, never>, Record<string, never>> {
  override prepareQuery<T extends PreparedQueryConfig>(...args: PrepareArguments): PgPreparedQuery<T> {
    const query = super.prepareQuery<T>(...args);
    const execute = query.execute.bind(query);
    query.execute = async (values) => {
      try {
        return await execute(values);
      } catch (error) {
        throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
      }
    };
    return query;
  }
}

function handleOn(target: Query, watch: Watch): Drizzle {
  const client = {
    query: async (config: pg.QueryConfig, params: unknown[]) => {
      watch.before();
      try {
        const result = await target.query(config, params);
        watch.done(result.rowCount ?? 0);
        return result;
      } catch (error) {
        const clean = withoutValues(error);
        watch.failed(clean);
        throw clean;
      }
    },
  };
  const session = new QuietSession(client as unknown as pg.PoolClient, dialect, undefined);
  // The one place where PostgreSQL's handle passes for SQLite's, as its tables do in `db/kit.ts`.
  return new NodePgDatabase(dialect, session, undefined) as unknown as Drizzle;
}

async function alone(pool: pg.Pool, work: (session: MigrationSession) => Promise<void>): Promise<void> {
  const client = await connect(pool);
  try {
    await run(client, `select pg_advisory_lock(${writerLock})`);
    await work({
      rows: async (text) => (await run(client, text)).rows,
      apply: async (statements) => {
        await run(client, 'begin');
        try {
          for (const statement of statements) await run(client, statement);
          await run(client, 'commit');
        } catch (error) {
          await run(client, 'rollback');
          throw error;
        }
      },
    });
  } finally {
    // Closing the connection frees the lock even when unlocking is no longer possible.
    client.release(true);
  }
}
