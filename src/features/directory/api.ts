import { z } from 'zod';
import type { Rest } from '#src/http/resources.ts';
import { importBody } from './input.ts';
import { fileLimits } from './parse.ts';
import type { ImportReport } from './report.ts';
import { type ImportFile, importAccounts, importPeople } from './service.ts';

const remark = z.object({ line: z.int(), column: z.string().nullable(), code: z.string(), value: z.string() });
const report = z.object({
  kind: z.enum(['people', 'accounts']),
  dryRun: z.boolean(),
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  bad: z.array(remark).meta({ description: 'Rows that stay out, and why.' }),
  notes: z.array(remark).meta({ description: 'Rows that come in otherwise than they say.' }),
  ignored: z.array(z.object({ heading: z.string(), why: z.enum(['unknown', 'other-column', 'secret']) })),
  told: z
    .array(z.object({ code: z.enum(['sheet', 'hidden-sheets', 'headings-at', 'windows-1252', 'totals']), value: z.string() }))
    .meta({ description: 'How the file was read, where its owner may not expect it.' }),
  left: z.int(),
  proposals: z.int().meta({ description: 'Departures that HR is asked to decide on.' }),
  hr: z.boolean().meta({ description: 'Whether anybody is HR, so that somebody is asked.' }),
  waiting: z.int().meta({ description: 'Offices that a second person has to confirm first: `GET /proposals`.' }),
  unusedDates: z.int(),
  massDeparture: z.boolean(),
  exposed: z.array(z.object({ personId: z.string(), name: z.string(), accounts: z.int() })),
});

/** A text in JSON is longer than its file: quotes and breaks of lines take two bytes. */
const bodyLimit = 2 * fileLimits.bytes;

export function directoryApi(rest: Rest): void {
  rest.post('/imports/people', {
    name: 'importPeople',
    summary:
      'Brings in an HR export, a CSV as the text of `file` or an Excel file in base64; with `dryRun` it says what would be done. End dates become proposals, which HR decides on.',
    scopes: ['import.run', 'person.add'],
    stepUp: 'door',
    body: importBody,
    bodyLimit,
    answer: report,
    run: async ({ ctx, body }) => reportJson(await importPeople(ctx, { file: fileOf(body), dryRun: body.dryRun, dates: body.dates })),
  });
  rest.post('/imports/accounts', {
    name: 'importAccounts',
    summary:
      'Brings in a register of accounts, a CSV as the text of `file` or an Excel file in base64; with `dryRun` it says what would be done. No column with secrets is read.',
    scopes: ['import.run', 'account.add'],
    stepUp: 'door',
    body: importBody,
    bodyLimit,
    answer: report,
    run: async ({ ctx, body }) => reportJson(await importAccounts(ctx, { file: fileOf(body), dryRun: body.dryRun, dates: body.dates })),
  });
}

function fileOf({ name, file, encoding }: z.output<typeof importBody>): ImportFile {
  return { name, bytes: Buffer.from(file, encoding === 'base64' ? 'base64' : 'utf8') };
}

function reportJson(made: ImportReport) {
  return { ...made, told: [...made.told], bad: [...made.bad], notes: [...made.notes], ignored: [...made.ignored], exposed: [...made.exposed] };
}
