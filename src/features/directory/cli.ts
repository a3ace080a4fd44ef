import { getOrganisation } from '#src/features/settings/index.ts';
import { type Command, type CommandOption, contentsOf, dryRun, flagOf, yes } from '#src/http/command.ts';
import { createFormat } from '#src/ui/format.ts';
import { messagesFor } from '#src/ui/messages/index.ts';
import { dateOrders } from './dates.rules.ts';
import { reportLines } from './report-text.ts';
import { importAccounts, importPeople } from './service.ts';
import { vaultCommand } from './vault.cli.ts';

const datesOption: CommandOption = {
  flag: 'dates',
  value: 'ORDER',
  choices: dateOrders,
  doc: 'which comes first in dates that can be read both ways; asked for where the file does not say it',
};

/** Exit 1 says that rows stayed out: a nightly import must not hide that. */
function importCommand(name: string, summary: string, run: typeof importPeople): Command {
  return {
    name,
    summary,
    arguments: [{ name: 'FILE', doc: 'a CSV or an Excel file (.xlsx) with Dutch, English, German or French headings', path: 'contents' }],
    options: [datesOption, dryRun, yes],
    busy: 'Comparing the file with the register',
    async run(ctx, input) {
      const file = contentsOf(input, 'FILE');
      const dates = dateOrders.find((order) => order === flagOf(input, 'dates'));
      const report = await run(ctx, { file, dates, dryRun: input.options['dry-run'] === true });
      const { timeZone } = await getOrganisation(ctx);
      const text = reportLines(messagesFor('en'), createFormat('en', timeZone, ctx.now()), report);
      return { text, json: report, exit: report.bad.length > 0 ? 1 : 0 };
    },
  };
}

export const directoryCommands: readonly Command[] = [
  importCommand('import people', 'bring in people from an HR export', importPeople),
  importCommand('import accounts', 'bring in a register of accounts', importAccounts),
  vaultCommand,
];
