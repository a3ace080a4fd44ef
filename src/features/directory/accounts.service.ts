import { addImportedGrants, fillOffices, waitingOffices } from '#src/features/access/index.ts';
import { addAccounts, changeAccounts, handleKey, lowers } from '#src/features/accounts/index.ts';
import { holdersOf } from '#src/features/people/index.ts';
import { proposeOffboarding, tellProposed } from '#src/features/offboarding/index.ts';
import { findPlatform, holderKindFor, recognisePlatform } from '#src/features/platforms/index.ts';
import { spreadAfterImport } from '#src/features/rotation/index.ts';
import { addPasswords, datePasswords } from '#src/features/secrets/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { type AccountFile, accountKind, readAccounts } from './accounts.file.ts';
import { type AccountPlan, type HolderKind, planAccountImport } from './accounts.rules.ts';
import { listKnownAccounts, listKnownHolders } from './queries.ts';
import { accountReport, type ImportReport, type ReadFile } from './report.ts';
import { openFile, type Reading } from './upload.ts';

export type ReadAccounts = ReadFile & { file: AccountFile };

export function readAccountsFile(bytes: Buffer, reading: Reading): ReadAccounts {
  const { table, columns, days, question, told } = openFile(bytes, accountKind, reading);
  return { file: readAccounts(table, columns, days, recognisePlatform), rows: table.rows.length, ignored: columns.ignored, question, told };
}

export async function planAccounts(ctx: Ctx, read: ReadAccounts, dryRun: boolean): Promise<{ plan: AccountPlan; report: ImportReport }> {
  const { timeZone } = await getOrganisation(ctx);
  const plan = planAccountImport(read.file, {
    accounts: await listKnownAccounts(ctx.read),
    people: await listKnownHolders(ctx.read, ctx.now()),
    handleKey,
    lowers,
    holderKind: kindOn,
    now: ctx.now(),
    zone: timeZone,
    newId: () => ctx.newId('account'),
  });
  return { plan, report: accountReport(read, plan, { waiting: waitingOffices(ctx, plan.offices), hr: (await holdersOf(ctx, 'hr')).length > 0, dryRun }) };
}

/** In the importer's unit. */
export async function applyAccounts(ctx: Ctx, tx: WriteHandle, plan: AccountPlan, importId: string): Promise<void> {
  const inside = within(ctx, tx);
  await addAccounts(inside, plan.add);
  await changeAccounts(
    inside,
    plan.change.filter(({ fields }) => Object.keys(fields).length > 0),
  );
  await fillOffices(inside, plan.offices, importId);
  await addImportedGrants(inside, plan.grants, importId);
  const { ids } = await addPasswords(inside, plan.newPasswords);
  await datePasswords(inside, plan.datedPasswords);
  await spreadAfterImport(inside, ids);
  for (const { personId, goneAt } of plan.exposed) await proposeOffboarding(inside, { personId, effectiveAt: goneAt });
  await tellProposed(
    inside,
    importId,
    plan.exposed.map(({ personId }) => personId),
  );
}

function kindOn(id: string): HolderKind {
  const platform = findPlatform(id);
  return platform ? holderKindFor(platform) : 'check';
}
