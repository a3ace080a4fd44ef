import { personExactly } from '#src/features/people/index.ts';
import { printFormat } from '#src/features/settings/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { isoTime } from '#src/ground/time.ts';
import { type Command, type CommandInput, type CommandResult, dryRun, flagOf, wordOf, yes } from '#src/http/command.ts';
import { columns } from '#src/ui/columns.ts';
import type { Format } from '#src/ui/format.ts';
import { type CaseSummary, getOffboarding, listFinished, listOffboardings } from './cases.service.ts';
import { certificateOf } from './issue.service.ts';
import { readComingMoment } from './moment.service.ts';
import { announceOffboarding, cancelOffboarding, moveOffboarding } from './change.service.ts';
import { type Preview, previewOffboarding, startOrPropose } from './start.service.ts';

const who = { name: 'PERSON', doc: 'id, e-mail address or staff number' };
const which = { name: 'ID', doc: 'id of the departure, as offboard list shows it' };
const moment = 'local date, or date and time ("2026-11-20 17:00"); a date alone is the end of that day';
const at = { flag: 'at', value: 'moment', doc: `${moment}; without it: now` };

export const offboardingCommands: readonly Command[] = [
  { name: 'offboard preview', summary: 'show what would happen if somebody left', arguments: [who], options: [at], run: preview },
  {
    name: 'offboard start',
    summary: 'end all access now, or plan a departure; where there is HR, one that is to come is proposed to it',
    arguments: [who],
    options: [at, { flag: 'announce', doc: 'tell the owners at once; without it a departure that is to come stays hidden until it is announced' }, dryRun, yes],
    run: start,
  },
  {
    name: 'offboard list',
    summary: 'list the departures that are open; those that HR has not announced are not among them',
    arguments: [],
    options: [{ flag: 'finished', doc: 'list the latest that are finished instead' }],
    run: list,
  },
  { name: 'offboard show', summary: 'show one departure and its tasks', arguments: [which], options: [], run: show },
  {
    name: 'offboard move',
    summary: 'move a departure that is still to come',
    arguments: [which],
    options: [{ flag: 'to', value: 'moment', doc: moment }],
    run: move,
  },
  { name: 'offboard announce', summary: 'let the owners know of a departure that is still to come', arguments: [which], options: [], run: announce },
  { name: 'offboard cancel', summary: 'cancel a departure whose moment has not come', arguments: [which], options: [], run: cancel },
  {
    name: 'offboard certificate',
    summary: 'print the certificate of a finished departure',
    arguments: [which],
    options: [{ flag: 'number', value: 'number', doc: 'an older one that it replaced' }],
    run: certificate,
  },
];

async function momentOf(ctx: Ctx, input: CommandInput, flag: string): Promise<Instant | null> {
  const text = flagOf(input, flag);
  if (text === undefined) return null;
  const [date = '', time] = text.trim().split(/[ T]+/);
  try {
    return await readComingMoment(ctx, date, time);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.kind, error.code, { fields: error.fields.map((field) => ({ ...field, field: `--${flag}` })) });
  }
}

async function preview(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const person = await personExactly(ctx, wordOf(input, 'PERSON'));
  const planned = await previewOffboarding(ctx, person.id, (await momentOf(ctx, input, 'at')) ?? ctx.now());
  return { text: previewText(planned, await printFormat(ctx)), json: asJson(planned), exit: 0 };
}

async function start(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  if (input.options['dry-run']) return preview(ctx, input);
  const person = await personExactly(ctx, wordOf(input, 'PERSON'));
  const effectiveAt = await momentOf(ctx, input, 'at');
  const { id, existed, held, proposed } = await startOrPropose(ctx, { personId: person.id, effectiveAt, announced: input.options.announce === true });
  const f = await printFormat(ctx);
  const when = f.dateTime(effectiveAt ?? ctx.now());
  const said = effectiveAt === null ? `All access of ${person.displayName} has ended` : existed ? 'Already there' : `Planned for ${when}`;
  const tooMany = `Held, because more people leave at once than usual: ${person.displayName} cannot sign in, and a second person decides on the page of what waits`;
  const text = proposed ? `Proposed to HR, which decides about it: ${person.displayName}, ${when}` : `${held ? tooMany : said}: ${id}`;
  return { text, json: { id, existed, held, proposed }, exit: 0 };
}

function previewText(plan: Preview, f: Format): string {
  const rotations = plan.tasks.filter((task) => task.kind === 'rotate').length;
  const title = (accountId: string) => plan.facts.accounts.get(accountId)?.title ?? accountId;
  const tasks = columns(plan.tasks.map((task) => [task.kind, title(task.accountId), `by ${f.dateTime(task.waitsUntil ?? task.slaAt)}`]));
  return [
    `${plan.name}, at ${f.dateTime(plan.at)}`,
    `  ends   ${f.plural(plan.grants, 'way in', 'ways in')} on ${f.plural(plan.grantAccounts, 'account', 'accounts')}, ${f.plural(plan.sessions, 'session', 'sessions')}, ${f.plural(plan.tokens, 'token', 'tokens')}`,
    `  moves  ${f.plural(plan.offices.length, 'office', 'offices')}, ${f.plural(plan.dutyTasks, 'task', 'tasks')}`,
    `  asks   ${f.plural(rotations, 'new secret', 'new secrets')}, ${f.plural(plan.tasks.length - rotations, 'place', 'places')} to clean up`,
    ...tasks.map((line) => `    ${line}`),
    ...(plan.hrDecides ? ['  HR decides: this would be proposed to them'] : []),
    ...(plan.refusal ? [`  refused: ${plan.refusal.code}`] : []),
    ...(plan.existing ? [`  already open: ${plan.existing}`] : []),
  ].join('\n');
}

function asJson({ facts: _, refusal, ...plan }: Preview) {
  return { ...plan, at: isoTime(plan.at), refusal: refusal?.code ?? null };
}

async function list(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const rows = await every((wanted) => (input.options.finished ? listFinished(ctx, wanted) : listOffboardings(ctx, wanted)));
  const f = await printFormat(ctx);
  const none = input.options.finished ? 'No departure is finished.' : 'Nobody is leaving.';
  const text = rows.length === 0 ? none : columns(rows.map((row) => cellsOf(row, f))).join('\n');
  return { text, json: rows.map(summaryJson), exit: 0 };
}

async function every(list: (wanted: { after?: string; limit: number }) => ReturnType<typeof listFinished>): Promise<CaseSummary[]> {
  const rows: CaseSummary[] = [];
  for (let after: string | undefined; ; ) {
    const page = await list(after ? { after, limit: 200 } : { limit: 200 });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

function summaryJson({ id, name, state, effectiveAt, announced, cleanUp, certificate }: CaseSummary) {
  const progress = cleanUp.kind === 'runs' ? { tasks: cleanUp.total, done: cleanUp.done, late: cleanUp.late } : null;
  return { id, name, state, effectiveAt: isoTime(effectiveAt), announced, progress, certificate };
}

function cellsOf(row: CaseSummary, f: Format): string[] {
  const { cleanUp } = row;
  const late = cleanUp.kind === 'runs' && cleanUp.late > 0 ? `, ${cleanUp.late} late` : '';
  const hidden = row.announced || row.state !== 'scheduled' ? '' : ', not announced';
  const progress = cleanUp.kind === 'runs' ? `${cleanUp.done} of ${cleanUp.total} tasks${late}` : (row.certificate ?? '');
  return [row.id, `${row.state}${hidden}`, f.dateTime(row.effectiveAt), row.name, progress];
}

async function show(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const detail = await getOffboarding(ctx, wordOf(input, 'ID'));
  const f = await printFormat(ctx);
  const tasks = detail.tasks.map(({ id, kind, account, assignee, state, deadlineAt }) => ({ id, kind, account, assignee, state, deadlineAt }));
  const lines = columns(tasks.map((task) => [task.state, task.kind, task.account ?? '', task.assignee ?? 'nobody', `by ${f.dateTime(task.deadlineAt)}`]));
  const text = [columns([cellsOf(detail, f)]).join(''), ...lines.map((line) => `  ${line}`)].join('\n');
  return { text, json: { ...summaryJson(detail), tasks: tasks.map((task) => ({ ...task, deadlineAt: isoTime(task.deadlineAt) })) }, exit: 0 };
}

async function move(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const id = wordOf(input, 'ID');
  const to = await momentOf(ctx, input, 'to');
  if (to === null) throw new Problem('invalid', 'web.invalid-fields', { fields: [{ field: '--to', code: 'required' }] });
  await moveOffboarding(ctx, id, to);
  return { text: `Moved to ${(await printFormat(ctx)).dateTime(to)}: ${id}`, json: { id, effectiveAt: isoTime(to) }, exit: 0 };
}

async function announce(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const id = wordOf(input, 'ID');
  await announceOffboarding(ctx, id);
  return { text: `Announced: ${id}`, json: { id }, exit: 0 };
}

async function cancel(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const id = wordOf(input, 'ID');
  await cancelOffboarding(ctx, id);
  return { text: `Cancelled: ${id}`, json: { id }, exit: 0 };
}

async function certificate(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const { file } = await certificateOf(ctx, wordOf(input, 'ID'), flagOf(input, 'number'));
  return { text: file.trimEnd(), json: JSON.parse(file), exit: 0 };
}
