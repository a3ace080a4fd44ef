import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { printFormat } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type Command, type CommandInput, type CommandResult, contentsOf, dryRun, passwordOf, passwordStdin, yes } from '#src/http/command.ts';
import { columns } from '#src/ui/columns.ts';
import { messagesFor } from '#src/ui/messages/index.ts';
import { vaultWords } from './vault-text.ts';
import { countVault, isIncomplete, type VaultReport } from './vault.rules.ts';
import { importVault } from './vault.service.ts';

export const vaultCommand: Command = {
  name: 'import vault',
  summary: 'take over the passwords and authenticator keys of another vault for the accounts that are in the register; no value is printed',
  arguments: [{ name: 'FILE', doc: 'an export of another vault; docs/imports.md says of which', path: 'contents' }],
  options: [{ flag: 'key-file', value: 'FILE', doc: 'the key file of a KeePass database', path: 'contents' }, passwordStdin, dryRun, yes],
  unlock: 'directory.vault-needs-password',
  busy: 'Comparing the file with the register',
  run,
};

async function run(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const password = passwordOf(input);
  const keys = { ...(password === undefined ? {} : { password }), keyFile: input.files['key-file']?.bytes ?? null };
  const report = await importVault(ctx, { file: contentsOf(input, 'FILE'), keys, dryRun: input.options['dry-run'] === true });
  const titles = await titlesOf(ctx, report);
  const lines = report.lines.map((line) => ({ ...line, account: titles.get(line.accountId ?? '') ?? null }));
  return { text: await textOf(ctx, report, titles), json: { ...report, lines, ...countVault(report) }, exit: isIncomplete(report) ? 1 : 0 };
}

/** What people call the accounts of a report. */
export async function titlesOf(ctx: Ctx, { lines }: Pick<VaultReport, 'lines'>): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const { accountId } of lines) {
    if (accountId !== null && !titles.has(accountId)) titles.set(accountId, accountTitle(await getAccount(ctx, accountId)));
  }
  return titles;
}

async function textOf(ctx: Ctx, report: VaultReport, titles: ReadonlyMap<string, string>): Promise<string> {
  const t = messagesFor('en');
  const words = vaultWords(t, await printFormat(ctx), report);
  const rows = report.lines.map((line) => [
    `  ${line.place}`,
    line.name.length > 40 ? `${line.name.slice(0, 40)}…` : line.name,
    titles.get(line.accountId ?? '') ?? '',
    words.kind(line),
    words.say(line),
  ]);
  return [`${words.answer} ${words.counts}`, ...columns(rows), ...words.facts, report.dryRun ? t.directory.plain.dryRun : t.directory.vault.afterwards].join(
    '\n',
  );
}
