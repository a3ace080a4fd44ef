import { sealValue, openValue } from '#src/features/keys/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { fresh } from '#src/ground/moments.ts';
import { ensure } from '#src/ground/permission.ts';
import { found } from '#src/ground/problem.ts';
import { minute } from '#src/ground/time.ts';
import { applyAccounts, planAccounts, readAccountsFile } from './accounts.service.ts';
import { applyPeople, planPeople, readPeopleFile } from './people.service.ts';
import { countExpired, findStaged, findStagingEvent, keepStaged, removeExpired, removeStaged } from './queries.ts';
import type { ImportKind, ImportReport } from './report.ts';

export type ImportFile = { name: string; bytes: Buffer };

/** Everything an import does, in one unit; with `dryRun`, what it would do. */
export function importPeople(ctx: Ctx, { file, dryRun }: { file: ImportFile; dryRun: boolean }): Promise<ImportReport> {
  return dryRun ? checkImport(ctx, 'people', file) : runImport(ctx, 'people', file);
}

export function importAccounts(ctx: Ctx, { file, dryRun }: { file: ImportFile; dryRun: boolean }): Promise<ImportReport> {
  return dryRun ? checkImport(ctx, 'accounts', file) : runImport(ctx, 'accounts', file);
}

async function checkImport(ctx: Ctx, kind: ImportKind, file: ImportFile): Promise<ImportReport> {
  ensure(ctx, 'import.run', null);
  const report = await kinds[kind](file.bytes).check(ctx);
  await ctx.write((tx) => recordCheck(ctx, tx, ctx.newId('importFile'), report, file));
  return report;
}

async function runImport(ctx: Ctx, kind: ImportKind, file: ImportFile, stagedId: string | null = null): Promise<ImportReport> {
  const because = ensure(ctx, 'import.run', null);
  const read = kinds[kind](file.bytes);
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

type ReadImport = { check(ctx: Ctx): Promise<ImportReport>; run(ctx: Ctx, tx: WriteHandle, id: string): Promise<ImportReport> };

/** Read once, outside the unit; compared with the database inside it. */
const kinds: Record<ImportKind, (bytes: Buffer) => ReadImport> = {
  people(bytes) {
    const read = readPeopleFile(bytes);
    return {
      check: async (ctx) => (await planPeople(ctx, read, true)).report,
      async run(ctx, tx, id) {
        const { plan, report } = await planPeople(within(ctx, tx), read, false);
        await applyPeople(ctx, tx, plan, id);
        return report;
      },
    };
  },
  accounts(bytes) {
    const read = readAccountsFile(bytes);
    return {
      check: async (ctx) => (await planAccounts(ctx, read, true)).report,
      async run(ctx, tx, id) {
        const { plan, report } = await planAccounts(within(ctx, tx), read, false);
        await applyAccounts(ctx, tx, plan, id);
        return report;
      },
    };
  },
};

async function recordCheck(ctx: Ctx, tx: WriteHandle, id: string, report: ImportReport, file: ImportFile): Promise<void> {
  const detail = { kind: report.kind, rows: report.rows, bad: report.bad.length };
  await record(tx, ctx, 'import.checked', { kind: 'import', id }, detail, { personal: { file: file.name } });
}

const stagedFor = 15 * minute;
const placeOf = (id: string) => ({ table: 'import_files', row: id, field: 'sealed', version: 1 });

/** A dry run whose file waits, sealed, for the word of whoever brought it. */
export async function stageImport(ctx: Ctx, kind: ImportKind, file: ImportFile): Promise<{ id: string; report: ImportReport }> {
  ensure(ctx, 'import.run', null);
  const report = await kinds[kind](file.bytes).check(ctx);
  const id = ctx.newId('importFile');
  const now = ctx.now();
  await ctx.write(async (tx) => {
    const sealed = await sealValue(ctx, tx, file.bytes, placeOf(id));
    await keepStaged(tx, { id, kind, name: file.name, ...sealed, uploadedBy: signatureOf(ctx.actor), createdAt: now, expiresAt: now + stagedFor });
    await recordCheck(ctx, tx, id, report, file);
  });
  return { id, report };
}

/** What changed in the meantime is looked at anew: the report says what was done, not what the dry run said. */
export async function confirmImport(ctx: Ctx, id: string): Promise<ImportReport> {
  ensure(ctx, 'import.run', null);
  const staged = await findStaged(ctx.read, id, signatureOf(ctx.actor));
  const file = found(staged && fresh(staged.createdAt, stagedFor, ctx.now()) ? staged : null, 'directory.file-gone');
  const eventId = found(await findStagingEvent(ctx.read, id), 'directory.file-gone');
  const bytes = await openValue(ctx, eventId, file, placeOf(id));
  return runImport(ctx, file.kind, { name: file.name, bytes }, id);
}

/** Files that nobody confirmed in time. */
export async function clearStaged(ctx: Ctx): Promise<number> {
  const expired = await countExpired(ctx.read, ctx.now());
  if (expired > 0) await ctx.write((tx) => removeExpired(tx, ctx.now()));
  return expired;
}
