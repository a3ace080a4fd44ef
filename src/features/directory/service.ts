import { sealValue, openValue } from '#src/features/keys/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { fresh } from '#src/ground/moments.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { minute } from '#src/ground/time.ts';
import { applyAccounts, planAccounts, readAccountsFile } from './accounts.service.ts';
import { applyPeople, planPeople, readPeopleFile } from './people.service.ts';
import type { DateOrder, DateQuestion } from './dates.rules.ts';
import { countExpired, findStaged, findStagingEvent, keepStaged, removeExpired, removeStaged } from './queries.ts';
import type { ImportKind, ImportReport } from './report.ts';
import type { Reading } from './upload.ts';

export type ImportFile = { name: string; bytes: Buffer };
/** `dates` says which comes first in dates that can be read both ways. */
export type ImportWish = { file: ImportFile; dryRun: boolean; dates?: DateOrder | undefined };

/** Everything an import does, in one unit; with `dryRun`, what it would do. */
export function importPeople(ctx: Ctx, wish: ImportWish): Promise<ImportReport> {
  return wish.dryRun ? checkImport(ctx, 'people', wish) : runImport(ctx, 'people', wish);
}

export function importAccounts(ctx: Ctx, wish: ImportWish): Promise<ImportReport> {
  return wish.dryRun ? checkImport(ctx, 'accounts', wish) : runImport(ctx, 'accounts', wish);
}

async function checkImport(ctx: Ctx, kind: ImportKind, { file, dates }: Omit<ImportWish, 'dryRun'>, id = ctx.newId('importFile')): Promise<ImportReport> {
  ensure(ctx, 'import.run', null);
  const report = await certain(await readImport(ctx, kind, file, dates)).check(ctx);
  await ctx.write((tx) => recordCheck(ctx, tx, id, report, file));
  return report;
}

async function runImport(ctx: Ctx, kind: ImportKind, { file, dates }: Omit<ImportWish, 'dryRun'>, stagedId: string | null = null): Promise<ImportReport> {
  const because = ensure(ctx, 'import.run', null);
  const read = certain(await readImport(ctx, kind, file, dates));
  const id = stagedId ?? ctx.newId('importFile');
  return ctx.write(
    async (tx) => {
      if (stagedId !== null) {
        found(await findStaged(tx, id, signatureOf(ctx.actor)), 'directory.file-gone');
        await removeStaged(tx, id);
      }
      const report = await read.run(ctx, tx, id);
      const { added, changed, unchanged, bad } = report;
      const detail = { kind, added, changed, unchanged, bad: bad.length };
      await record(tx, ctx, 'import.done', { kind: 'import', id }, detail, { because, personal: { file: file.name } });
      return report;
    },
    { bulk: true },
  );
}

type ReadImport = {
  rows: number;
  question: DateQuestion | null;
  check(ctx: Ctx): Promise<ImportReport>;
  run(ctx: Ctx, tx: WriteHandle, id: string): Promise<ImportReport>;
};

async function readImport(ctx: Ctx, kind: ImportKind, { bytes }: ImportFile, dates: DateOrder | undefined): Promise<ReadImport> {
  const { timeZone } = await getOrganisation(ctx);
  return kinds[kind](bytes, { dates, zone: timeZone });
}

/** Nobody leaves by a guess: a file with dates that can be read both ways waits for the answer. */
function certain(read: ReadImport): ReadImport {
  if (read.question) throw new Problem('invalid', 'directory.dates-two-ways', { params: read.question });
  return read;
}

/** Read once, outside the unit; compared with the database inside it. */
const kinds: Record<ImportKind, (bytes: Buffer, reading: Reading) => ReadImport> = {
  people(bytes, reading) {
    const read = readPeopleFile(bytes, reading);
    return {
      rows: read.rows,
      question: read.question,
      check: async (ctx) => (await planPeople(ctx, read, true)).report,
      async run(ctx, tx, id) {
        const { plan, report } = await planPeople(within(ctx, tx), read, false);
        await applyPeople(ctx, tx, plan, id);
        return report;
      },
    };
  },
  accounts(bytes, reading) {
    const read = readAccountsFile(bytes, reading);
    return {
      rows: read.rows,
      question: read.question,
      check: async (ctx) => (await planAccounts(ctx, read, true)).report,
      async run(ctx, tx, id) {
        const { plan, report } = await planAccounts(within(ctx, tx), read, false);
        await applyAccounts(ctx, tx, plan, id);
        return report;
      },
    };
  },
};

async function recordCheck(ctx: Ctx, tx: WriteHandle, id: string, report: Pick<ImportReport, 'kind' | 'rows' | 'bad'>, file: ImportFile): Promise<void> {
  const detail = { kind: report.kind, rows: report.rows, bad: report.bad.length };
  await record(tx, ctx, 'import.checked', { kind: 'import', id }, detail, { personal: { file: file.name } });
}

const stagedFor = 15 * minute;
const placeOf = (id: string) => ({ table: 'import_files', row: id, field: 'sealed', version: 1 });

/** Either the report of the dry run, or what has to be answered before there is one. */
export type Staged = { id: string; report: ImportReport | null; question: DateQuestion | null };

/** A dry run whose file waits, sealed, for the word of whoever brought it; or for an answer, and the dry run after it. */
export async function stageImport(ctx: Ctx, kind: ImportKind, file: ImportFile): Promise<Staged> {
  ensure(ctx, 'import.run', null);
  const read = await readImport(ctx, kind, file, undefined);
  const report = read.question ? null : await read.check(ctx);
  const id = ctx.newId('importFile');
  const now = ctx.now();
  await ctx.write(async (tx) => {
    const sealed = await sealValue(ctx, tx, file.bytes, placeOf(id));
    await keepStaged(tx, { id, kind, name: file.name, ...sealed, uploadedBy: signatureOf(ctx.actor), createdAt: now, expiresAt: now + stagedFor });
    await recordCheck(ctx, tx, id, report ?? { kind, rows: read.rows, bad: [] }, file);
  });
  return { id, report, question: read.question };
}

/** The dry run of a file that waits, with the answer to its question. */
export async function checkStaged(ctx: Ctx, id: string, dates: DateOrder | undefined): Promise<Staged> {
  const { kind, file } = await openStaged(ctx, id);
  const { question } = await readImport(ctx, kind, file, dates);
  return { id, question, report: question ? null : await checkImport(ctx, kind, { file, dates }, id) };
}

/** What changed in the meantime is looked at anew: the report says what was done, not what the dry run said. */
export async function confirmImport(ctx: Ctx, id: string, dates?: DateOrder): Promise<ImportReport> {
  const { kind, file } = await openStaged(ctx, id);
  return runImport(ctx, kind, { file, dates }, id);
}

async function openStaged(ctx: Ctx, id: string): Promise<{ kind: ImportKind; file: ImportFile }> {
  ensure(ctx, 'import.run', null);
  const staged = await findStaged(ctx.read, id, signatureOf(ctx.actor));
  const file = found(staged && fresh(staged.createdAt, stagedFor, ctx.now()) ? staged : null, 'directory.file-gone');
  const eventId = found(await findStagingEvent(ctx.read, id), 'directory.file-gone');
  return { kind: file.kind, file: { name: file.name, bytes: await openValue(ctx, eventId, file, placeOf(id)) } };
}

/** Files that nobody confirmed in time. */
export async function clearStaged(ctx: Ctx): Promise<number> {
  const expired = await countExpired(ctx.read, ctx.now());
  if (expired > 0) await ctx.write((tx) => removeExpired(tx, ctx.now()));
  return expired;
}
