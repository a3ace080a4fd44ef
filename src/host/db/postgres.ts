import { NodePgDatabase, NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDialect, type PgPreparedQuery, type PreparedQueryConfig } from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { Log } from '../log.ts';
import { withoutValues } from './dialect.ts';
import type { Driver, MigrationSession, Transaction, Watch } from './driver.ts';
import { BackupRefused, DatabaseError, DatabaseUnavailable, MigrationRefused, OutcomeUnknown, WriterBusy } from './errors.ts';
import { type Built, builtQueries, type Drizzle } from './handle.ts';
import { isUnsent, lostConnection } from './lost.ts';
import { postgresAddress } from './server-address.ts';
import { conditionsOf, guardsIn, needSafeServer } from './server-conditions.ts';
import { joinsOf, rowMapper } from './rows.ts';

const dialect = new PgDialect({ casing: 'snake_case' });

/** One writer at a time over all nodes of one database; whoever migrates holds the same lock. */
const writerLock = 7_263_001;

// Counts and sums arrive as text otherwise; all our integers are times and counts, far below 2^53.
for (const type of [pg.types.builtins.INT8, pg.types.builtins.NUMERIC]) pg.types.setTypeParser(type, Number);

// What was answered is on disk whatever the server's default, a node that hangs inside a unit loses the lock, and no
// node waits for ever for it.
const ofWriters = '-c synchronous_commit=on -c idle_in_transaction_session_timeout=20s -c lock_timeout=30s';
const ofReaders = '-c default_transaction_read_only=on';

export async function openPostgres(url: string, log: Log): Promise<Driver> {
  // A network that swallows everything must not hold a node for longer than this.
  const common = { ...postgresAddress(url), connectionTimeoutMillis: 10_000, query_timeout: 60_000, keepAlive: true };
  const writers = new pg.Pool({ ...common, max: 2, options: ofWriters });
  const readers = new pg.Pool({ ...common, max: 8, options: ofReaders });
  for (const pool of [writers, readers]) {
    pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection failed'));
    // A connection lost between two statements of a unit is told here, and its next statement fails.
    pool.on('connect', (client) => void client.on('error', () => undefined));
  }
  const close = async () => {
    await readers.end();
    await writers.end();
  };
  const conditions = () => conditionsOf((text) => run(writers, text));
  try {
    needSafeServer(await conditions());
  } catch (error) {
    await close();
    throw error;
  }
  return {
    reader: (watch) => handleOn(readers, watch),
    begin: () => begin(writers),
    // Whoever makes an index over a large table may take as long as it takes.
    alone: (work) => alone(new pg.Client({ ...common, query_timeout: 0, options: ofWriters }), work),
    backup: async () => {
      throw new BackupRefused('This database lives on PostgreSQL: back it up there, with pg_dump or your provider’s snapshots.');
    },
    conditions,
    guards: () => guardsIn((text) => run(writers, text)),
    close,
  };
}

type Query = Pick<pg.ClientBase, 'query'>;

async function run(client: Query, text: string): Promise<pg.QueryResult> {
  try {
    return await client.query(text);
  } catch (error) {
    throw cleaned(error);
  }
}

function cleaned(error: unknown): unknown {
  return lostConnection(error) ?? withoutValues(error);
}

const lockTimedOut = '55P03';

async function begin(pool: pg.Pool): Promise<Transaction> {
  const client = await beginOn(pool).catch((error: unknown) => {
    if (error instanceof DatabaseError && error.code === lockTimedOut) throw new WriterBusy('Another node has held the writer for long.', { cause: error });
    // A connection that was idle may have died unnoticed. Nothing was sent, so the next one may be tried.
    if (error instanceof DatabaseUnavailable) return beginOn(pool);
    throw error;
  });
  let usable = true;
  return {
    handle: (watch) => handleOn(client, watch),
    run: async (text) => void (await run(client, text)),
    commit: async () => {
      await commit(client);
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

async function beginOn(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await connect(pool);
  try {
    await run(client, `begin isolation level read committed; select pg_advisory_xact_lock(${writerLock})`);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Only an answer says what became of it: a server that says no has rolled back, and silence says nothing. */
async function commit(client: pg.PoolClient): Promise<void> {
  try {
    const { command } = await client.query('commit');
    // PostgreSQL answers COMMIT of a failed transaction with a quiet ROLLBACK.
    if (command !== 'COMMIT') throw new DatabaseError('25P02', 'the transaction had failed and was rolled back');
  } catch (error) {
    if (lostConnection(error) && error instanceof Error && !isUnsent(error)) {
      throw new OutcomeUnknown('The connection was lost while a commit was on its way.', { cause: error });
    }
    throw cleaned(error);
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw cleaned(error);
  }
}

type PrepareArguments = Parameters<NodePgSession<Record<string, never>, Record<string, never>>['prepareQuery']>;

/** drizzle repeats the parameters in the message of its own error; ours, which it wrapped, is taken out again. */
class QuietSession extends NodePgSession<Record<string, never>, Record<string, never>> {
  override prepareQuery<T extends PreparedQueryConfig>(...[text, fields, name, asArrays, mapper, ...rest]: PrepareArguments): PgPreparedQuery<T> {
    const query: PgPreparedQuery<T> = super.prepareQuery<T>(
      text,
      fields,
      name,
      asArrays,
      mapper ?? (fields && rowMapper(fields, () => joinsOf(query))),
      ...rest,
    );
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
      watch.before(config.text);
      try {
        const result = await target.query(config, params);
        watch.done(result.rowCount ?? 0);
        return result;
      } catch (error) {
        const clean = cleaned(error);
        watch.failed(clean);
        throw clean;
      }
    },
  };
  const session = new QuietSession(client as unknown as pg.PoolClient, dialect, undefined);
  // The one place where PostgreSQL's handle passes for SQLite's, as its tables do in `db/kit.ts`.
  return Object.assign(new NodePgDatabase(dialect, session, undefined), {
    [builtQueries]: ({ query, mapper }: Built, values: Record<string, unknown>) =>
      session.prepareQuery(query, undefined, undefined, true, mapper).execute(values),
  }) as unknown as Drizzle;
}

const deniedText =
  "This version has to change tables, and the database's role may not. Run './keyholder database migrate' once as the role that owns them; see docs/postgresql.md.";

function isDenied(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '42501';
}

async function alone(client: pg.Client, work: (session: MigrationSession) => Promise<void>): Promise<void> {
  client.on('error', () => undefined);
  try {
    await client.connect().catch((error: unknown) => {
      throw cleaned(error);
    });
    // Somebody who migrates may take long; whoever starts meanwhile waits for it.
    await run(client, `set lock_timeout = '10min'; select pg_advisory_lock(${writerLock})`);
    await work({
      hasTable: async (name) => (await run(client, `select to_regclass('${name}') is not null as there`)).rows[0]?.there === true,
      rows: async (text) => (await run(client, text)).rows,
      apply: async (statements) => {
        await run(client, 'begin');
        try {
          for (const statement of statements) await run(client, statement);
          await run(client, 'commit');
        } catch (error) {
          await client.query('rollback').catch(() => undefined);
          throw isDenied(error) ? new MigrationRefused(deniedText) : error;
        }
      },
    });
  } finally {
    // Closing the connection frees the lock even when unlocking is no longer possible.
    await client.end().catch(() => undefined);
  }
}
