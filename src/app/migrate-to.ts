import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { type ChainPlace, walkChain } from '#src/features/audit/index.ts';
import { openVault, vaultFacts } from '#src/features/keys/index.ts';
import { dryRun, type CommandInput, type CommandResult, wordOf, yes } from '#src/http/command.ts';
import { type Config, environmentWith } from '#src/host/config.ts';
import { type MoveSource, openSource } from '#src/host/db/ends.ts';
import { MoveRefused } from '#src/host/db/errors.ts';
import { dropMoved, movedMarker, writeMoved } from '#src/host/db/moved.ts';
import { countRows, createReport, nextRows, tableByName, tablesInOrder } from '#src/host/db/rows-moved.ts';
import { addressText, postgresAddress } from '#src/host/db/server-address.ts';
import type { AppCommand, CommandOutcome } from './app-command.ts';
import { compareWithAnchor } from './chain.ts';
import { createContexts } from './context.ts';
import type { MoveAnswer, MoveEnd, MoveQuestion, MoveTask } from './move-worker.ts';
import { systemWindows } from './windows.ts';

const rowsAtOnce = 500;

export const migrateToCommand: AppCommand = {
  name: 'migrate-to',
  summary: 'move this installation from SQLite to an empty PostgreSQL database, with the server stopped; verified before it counts',
  arguments: [{ name: 'URL', doc: 'postgres://USER@HOST/DATABASE, without a password: that comes from PGPASSWORD or a password file' }],
  options: [dryRun, yes],
  busy: 'Moving to PostgreSQL',
  async offline(input, config) {
    const url = wordOf(input, 'URL');
    return move(config(), { url, to: neededAddress(url), isDryRun: input.options['dry-run'] === true }, input);
  },
};

function neededAddress(url: string): string {
  const address = postgresAddress(url);
  if (address.password !== undefined) {
    throw new MoveRefused(
      'The URL holds a password, which every user of this machine can read while the command runs. Leave it out: set PGPASSWORD, or use a password file (PGPASSFILE).',
    );
  }
  return addressText(address);
}

type Move = { url: string; to: string; isDryRun: boolean };

async function move(config: Config, { url, to, isDryRun }: Move, input: CommandInput): Promise<CommandOutcome> {
  if (config.databaseUrl !== 'sqlite:')
    throw new MoveRefused('KEYHOLDER_DATABASE_URL already names PostgreSQL. Run this command without it, so that it finds what is to be moved.');
  const source = await openSource(config.dataDir);
  try {
    const { head, isCut } = await needSoundSource(config, source);
    const wasMarked = existsSync(movedMarker(config.dataDir));
    const end = await runWorker(url, { isDryRun, head, isCut }, answersFrom(source, config.dataDir, to, input));
    if (!('result' in end) && !end.isUnknown && !wasMarked) dropMoved(config.dataDir);
    return outcomeOf(end, { config, to, head });
  } finally {
    await source.close();
  }
}

/** What does not hold here would not hold there either, and there nobody could tell since when. */
async function needSoundSource(config: Config, { read }: MoveSource): Promise<{ head: ChainPlace; isCut: boolean }> {
  const write = () => Promise.reject(new Error('What is to be moved is not written.'));
  const ctx = createContexts(config, systemWindows(config), { read, write })({ kind: 'operator', claimed: config.sudoUser }, 'cli');
  if ((await vaultFacts(ctx)).rootKeyId === null)
    throw new MoveRefused('Nothing was ever kept in this database. Set KEYHOLDER_DATABASE_URL and start on PostgreSQL right away.');
  const { finding, head } = await walkChain(ctx);
  if (finding) throw new MoveRefused(`The audit log does not hold: event ${finding.seq} (${finding.fault}). It is not moved. See './keyholder audit verify'.`);
  if ((await openVault(ctx)) === 'sealed')
    throw new MoveRefused(
      `${config.rootKeyFile} is missing or is not this database's key. Put it back first: without it nobody can tell whether the secrets will open.`,
    );
  const { verdict } = await compareWithAnchor(ctx);
  return { head, isCut: verdict !== 'agrees' && verdict !== 'no-anchor' };
}

/** This side gives the rows in the order of their keys, and tells of each table, once it is through, what it gave. */
function answersFrom({ read }: MoveSource, dataDir: string, to: string, { progress }: CommandInput) {
  let given = 0;
  let total: number | undefined;
  let report = createReport('');
  const countAll = async () => {
    let sum = 0;
    for (const table of tablesInOrder()) sum += await countRows(read, table);
    return sum;
  };
  return async (question: MoveQuestion): Promise<MoveAnswer> => {
    if ('commits' in question) {
      writeMoved(dataDir, to);
      return { rows: [], report: null };
    }
    total ??= await countAll();
    if (!question.after) report = createReport(question.table);
    const rows = await nextRows(read, tableByName(question.table), question.after, rowsAtOnce);
    report.add(rows);
    given += rows.length;
    progress?.(given, total);
    return { rows, report: rows.length < rowsAtOnce ? report.finish() : null };
  };
}

/** The other engine's tables need a process, or a thread, that loads them: see db/engine.ts. */
function runWorker(url: string, task: MoveTask, answer: (question: MoveQuestion) => Promise<MoveAnswer>): Promise<MoveEnd> {
  const worker = new Worker(new URL(import.meta.resolve('#src/app/move-worker.ts')), {
    env: environmentWith({ KEYHOLDER_DATABASE_URL: url }),
    workerData: task,
  });
  const ended = new Promise<MoveEnd>((resolve, reject) => {
    worker.on('message', (said: MoveQuestion | MoveEnd) => {
      if ('result' in said || 'failure' in said) resolve(said);
      else answer(said).then((given) => worker.postMessage(given), reject);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that writes ended with ${code}.`)));
  });
  return ended.finally(() => worker.terminate());
}

type Facts = { config: Config; to: string; head: ChainPlace };

function outcomeOf(end: MoveEnd, facts: Facts): CommandOutcome {
  if ('failure' in end) {
    const text = end.isUnknown
      ? `The connection was lost while the last commit was on its way. Run the same command again: it finds out whether everything was moved.`
      : `${end.failure}\nNothing was moved.`;
    return { text, json: { error: { code: end.isUnknown ? 'outcome-unknown' : 'failed', message: text } }, exit: 1, failed: true };
  }
  const { result, tables, rows } = end;
  const { to, head } = facts;
  return { text: texts[result](facts, tables, rows), json: { result, to, tables, rows, head }, exit: 0 };
}

const texts: Record<Extract<MoveEnd, { result: string }>['result'], (facts: Facts, tables: number, rows: number) => CommandResult['text']> = {
  possible: ({ to, head }, tables, rows) =>
    `Would move ${tables} tables with ${rows} rows, up to event ${head.seq} of the audit log, to ${to}. It is there and empty. Nothing was changed.`,
  'moved-before': ({ to, head, config }) =>
    `All of this is in ${to} already, up to event ${head.seq} of the audit log. Nothing was changed.\n${whatNext(config)}`,
  moved: ({ to, head, config }, tables, rows) =>
    [
      `Moved ${tables} tables with ${rows} rows to ${to}.`,
      `Each row was compared, the audit log verified there up to event ${head.seq}, and the root key fits.`,
      whatNext(config),
    ].join('\n'),
};

function whatNext({ dataDir, rootKeyFile }: Config): string {
  return [
    '',
    'Next:',
    "  1. Give the role that will run the server what it needs: './keyholder database grants ROLE' prints it as SQL.",
    '  2. Set KEYHOLDER_DATABASE_URL for the server, and start it.',
    `  3. Keep ${rootKeyFile} where it is; other nodes need a copy of it. It is not in the database.`,
    `The old file, ${dataDir}/keyholder.db, is as it was, and no server starts on it any more. Delete it once the first backup of the new database is made.`,
  ].join('\n');
}
