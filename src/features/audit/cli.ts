import { getOrganisation } from '#src/features/settings/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { endOfDay, parseDay, startOfDay } from '#src/ground/time.ts';
import { type Command, type CommandInput, type CommandResult, flagOf, misread, wordOf } from '#src/http/command.ts';
import { type Separator, separators } from './csv.rules.ts';
import { exportEvents } from './export.service.ts';
import { signCheckpoint } from './evidence.service.ts';

export const auditCommands: readonly Command[] = [
  {
    name: 'audit export',
    summary: 'write the log to a new file or to standard output, oldest first and without a gap, so that others can verify it',
    arguments: [{ name: 'FILE', doc: 'file to make; it must not exist yet. - is standard output', path: 'output' }],
    options: [
      { flag: 'format', value: 'format', doc: 'csv, or jsonl with the text that was hashed (default csv)', choices: ['csv', 'jsonl'] },
      {
        flag: 'separator',
        value: 'sign',
        doc: 'between the cells of a CSV; a Dutch or Belgian Excel opens it with a semicolon (default comma)',
        choices: Object.keys(separators),
      },
      { flag: 'from', value: 'date', doc: 'from the beginning of this day (2026-11-20)' },
      { flag: 'to', value: 'date', doc: 'to the end of this day' },
      { flag: 'since', value: 'number', doc: 'what came after this event, for a log shipper that has the rest' },
    ],
    busy: 'Writing the log',
    run: toFile,
  },
  {
    name: 'audit checkpoint',
    summary: 'sign the head of the log into a new file, to keep where nobody who has the database can reach it',
    arguments: [{ name: 'FILE', doc: 'file to make; it must not exist yet', path: 'output' }],
    options: [],
    run: checkpoint,
  },
];

async function toFile(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const format = flagOf(input, 'format') === 'jsonl' ? 'jsonl' : 'csv';
  const separator = (flagOf(input, 'separator') ?? 'comma') as Separator;
  const [from, to] = [await dayOf(ctx, input, 'from', startOfDay), await dayOf(ctx, input, 'to', endOfDay)];
  const write = async (text: string) => input.write?.(text);
  const since = numberOf(input, 'since');
  const { events } = await exportEvents(ctx, { format, separator, from, to, since, write, progress: input.progress });
  const file = wordOf(input, 'FILE');
  const open =
    format === 'csv'
      ? ` UTF-8, with a ${separator} between cells: import it as text, so that no spreadsheet changes it. Check it with ./keyholder verify.`
      : '';
  return { text: `${file}: ${events} ${events === 1 ? 'event' : 'events'}.${open}`, json: { file, format, events }, exit: 0 };
}

function numberOf(input: CommandInput, flag: string): number | null {
  const text = flagOf(input, flag);
  if (text === undefined) return null;
  if (!/^\d{1,15}$/.test(text)) throw misread(flag, 'invalid-number');
  return Number(text);
}

async function dayOf(ctx: Ctx, input: CommandInput, flag: 'from' | 'to', moment: typeof startOfDay): Promise<Instant | null> {
  const text = flagOf(input, flag);
  if (text === undefined) return null;
  const day = parseDay(text);
  if (!day) throw misread(flag, 'invalid-date');
  return moment(day, (await getOrganisation(ctx)).timeZone);
}

async function checkpoint(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const { file: text, checkpoint: signed } = await signCheckpoint(ctx);
  await input.write?.(text);
  const file = wordOf(input, 'FILE');
  const said = [
    `${file}: the log as it stands at event ${signed.seq}, signed with ${signed.keyName}, fingerprint ${signed.fingerprint}.`,
    `Whether the log still agrees: ./keyholder audit verify --checkpoint FILE`,
  ];
  return { text: said.join('\n'), json: { file, seq: signed.seq, hash: signed.hash, fingerprint: signed.fingerprint }, exit: 0 };
}
