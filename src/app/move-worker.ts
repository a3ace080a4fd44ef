// The other end of `keyholder migrate-to`: a thread whose tables are made for PostgreSQL.
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { type ChainPlace, walkChain } from '#src/features/audit/index.ts';
import { openVault } from '#src/features/keys/index.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { readConfig } from '#src/host/config.ts';
import { openDatabase } from '#src/host/db/database.ts';
import { inspectTarget } from '#src/host/db/ends.ts';
import { MoveRefused, OutcomeUnknown } from '#src/host/db/errors.ts';
import type { WriteHandle } from '#src/host/db/handle.ts';
import { countRows, createReport, insertRows, nextRows, type Row, tableByName, type TableReport, tablesInOrder, tableName } from '#src/host/db/rows-moved.ts';
import { createContexts } from './context.ts';
import { explainFailure } from './failure.ts';
import { systemWindows } from './windows.ts';

/** `isCut`: the log differs from its anchor. After a move the anchor runs ahead of what was left behind, and only then that is in order. */
export type MoveTask = { isDryRun: boolean; head: ChainPlace; isCut: boolean };
/** What this side asks: the rows of a table behind one of them, or leave to commit. */
export type MoveQuestion = { table: string; after: Row | undefined } | { commits: true };
export type MoveAnswer = { rows: readonly Row[]; report: TableReport | null };
export type MoveEnd = { result: 'possible' | 'moved' | 'moved-before'; tables: number; rows: number } | { failure: string; isUnknown: boolean };

const { head, isDryRun, isCut } = workerData as MoveTask;

async function ask(question: MoveQuestion): Promise<MoveAnswer> {
  if (!parentPort) throw new Error('This is a thread of migrate-to, not a program.');
  const answered = once(parentPort, 'message');
  parentPort.postMessage(question);
  const [answer] = await answered;
  return answer as MoveAnswer;
}

async function run(): Promise<MoveEnd> {
  const config = readConfig();
  const windows = systemWindows(config);
  const { filled, movedHead } = await inspectTarget(config.databaseUrl, windows.log);
  if (movedHead === head.hash) {
    if (!isDryRun) await ask({ commits: true });
    return { result: 'moved-before', ...(await counted()) };
  }
  if (filled) throw new MoveRefused('The target already holds an installation. Nothing is ever moved over another one.');
  if (isCut) throw new MoveRefused("The audit log differs from its anchor. It is not moved. See './keyholder audit verify' and 'audit accept'.");
  if (isDryRun) return { result: 'possible', ...(await counted()) };
  const db = await openDatabase({ config, log: windows.log });
  try {
    const ctx = createContexts(config, windows, db)({ kind: 'operator', claimed: config.sudoUser }, 'cli');
    return await ctx.write((tx) => moveAll(ctx, tx), { bulk: true });
  } finally {
    // Whether it closes well says nothing about what was committed.
    await db.close().catch(() => undefined);
  }
}

/** All of it in one unit: it is there whole and verified, or not at all. */
async function moveAll(ctx: Ctx, tx: WriteHandle): Promise<MoveEnd> {
  const reports: TableReport[] = [];
  for (const table of tablesInOrder()) {
    if ((await countRows(tx, table)) > 0) throw new MoveRefused('Somebody else began to write into the target.');
    reports.push(await receive(tableName(table), async (rows) => insertRows(tx, table, rows)));
  }
  for (const sent of reports) await needSame(tx, sent);
  const inside = within(ctx, tx);
  const report = await walkChain(inside);
  if (report.finding || report.head.seq !== head.seq || report.head.hash !== head.hash) throw new MoveRefused('The audit log does not hold at the target.');
  if ((await openVault(inside)) === 'sealed') throw new MoveRefused('The root key does not fit at the target.');
  const [tables, rows] = [reports.length, reports.reduce((sum, one) => sum + one.rows, 0)];
  await record(tx, ctx, 'installation.moved', { kind: 'installation', id: null }, { tables, rows, headSeq: head.seq, headHash: head.hash });
  await ask({ commits: true });
  return { result: 'moved', tables, rows };
}

/** One table, page by page. @returns what the other side says it sent */
async function receive(table: string, take: (rows: readonly Row[]) => Promise<void>): Promise<TableReport> {
  let after: Row | undefined;
  for (;;) {
    const { rows, report } = await ask({ table, after });
    await take(rows.map(withBuffers));
    if (report) return report;
    after = rows.at(-1);
  }
}

/** On its way between threads a Buffer becomes plain bytes. */
function withBuffers(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value) : value]));
}

/** Reads back what was written, and compares it row by row with what was sent. */
async function needSame(tx: WriteHandle, sent: TableReport): Promise<void> {
  const stored = createReport(sent.table);
  const table = tableByName(sent.table);
  let rows: readonly Row[] = [];
  do {
    rows = await nextRows(tx, table, rows.at(-1), 500);
    stored.add(rows);
  } while (rows.length > 0);
  const { rows: count, digest } = stored.finish();
  if (count !== sent.rows || digest !== sent.digest)
    throw new MoveRefused(`${sent.table} arrived differently: ${sent.rows} rows were sent, ${count} are there.`);
}

/** What there is to move. */
async function counted(): Promise<{ tables: number; rows: number }> {
  const tables = tablesInOrder();
  let rows = 0;
  for (const table of tables) rows += (await receive(tableName(table), async () => undefined)).rows;
  return { tables: tables.length, rows };
}

const end: MoveEnd = await run().catch((error: unknown) => ({ failure: explainFailure(error), isUnknown: error instanceof OutcomeUnknown }));
parentPort?.postMessage(end);
