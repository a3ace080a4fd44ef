import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { printFormat } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type Command, type CommandInput, type CommandResult, contentsOf, dryRun, yes } from '#src/http/command.ts';
import { columns } from '#src/ui/columns.ts';
import { countVault, type Left, type VaultReport } from './vault.rules.ts';
import { importVault } from './vault.service.ts';

export const vaultCommand: Command = {
  name: 'import vault',
  summary: 'take over the passwords and authenticator keys of another vault for the accounts that are in the register; no value is printed',
  arguments: [{ name: 'FILE', doc: 'an export of Bitwarden (JSON, CSV), 1Password, LastPass or Chrome (CSV), not encrypted', path: 'contents' }],
  options: [dryRun, yes],
  busy: 'Comparing the file with the register',
  run,
};

async function run(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const report = await importVault(ctx, { file: contentsOf(input, 'FILE'), dryRun: input.options['dry-run'] === true });
  const titles = new Map<string, string>();
  for (const { accountId } of report.lines) {
    if (accountId !== null && !titles.has(accountId)) titles.set(accountId, accountTitle(await getAccount(ctx, accountId)));
  }
  const counts = countVault(report);
  const json = { ...report, lines: report.lines.map((line) => ({ ...line, account: titles.get(line.accountId ?? '') ?? null })), ...counts };
  return { text: await textOf(ctx, report, titles), json, exit: counts.left > 0 ? 1 : 0 };
}

async function textOf(ctx: Ctx, report: VaultReport, titles: ReadonlyMap<string, string>): Promise<string> {
  const f = await printFormat(ctx);
  const { adopted, same, left } = countVault(report);
  const rows = report.lines.map(({ place, name, kind, accountId, left }) => [
    `  ${place}`,
    name.length > 40 ? `${name.slice(0, 40)}…` : name,
    titles.get(accountId ?? '') ?? '',
    kind ?? '',
    left === null ? (report.dryRun ? 'would be taken over' : 'taken over') : reasons[left],
  ]);
  return [
    `${f.plural(adopted, 'value', 'values')} ${report.dryRun ? 'would be taken over' : 'taken over'}, ${f.number(same)} here already, ${f.number(left)} left out.`,
    ...columns(rows),
    ...(report.others > 0 ? [`${f.plural(report.others, 'item that is no login was', 'items that are no login were')} not looked at.`] : []),
    report.dryRun
      ? 'Nothing was changed: this was a dry run.'
      : 'Whoever had this file knows these values. Delete it, and give them new ones in time: ./keyholder rotation start ACCOUNT',
  ].join('\n');
}

const reasons: Record<Left, string> = {
  'no-account': 'left out: no account in the register has this address or handle',
  'several-accounts': 'left out: it fits several accounts',
  'no-value': 'left out: it holds no password and no key',
  same: 'here already',
  'other-value': 'left out: another value is here, and only the platform knows which is in force',
  twice: 'left out: the file has two for this account',
  unusable: 'left out: it is no value that can be kept',
};
