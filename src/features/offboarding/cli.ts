import { findPersonByEmail, findPersonByEmployeeNumber, getPerson, type Person } from '#src/features/people/index.ts';
import type { Command, CommandInput, CommandResult } from '#src/http/routes.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { isoTime } from '#src/ground/time.ts';
import { type CaseSummary, getOffboarding, listOffboardings } from './cases.service.ts';
import { certificateOf } from './issue.service.ts';
import { readComingMoment } from './moment.service.ts';
import { cancelOffboarding, type Preview, previewOffboarding, startOffboarding } from './start.service.ts';
import { verifyCertificate } from './verify.service.ts';

const who = { name: 'PERSON', doc: 'id, e-mail address or employee number' };
const which = { name: 'ID', doc: 'id of the departure, as offboard list shows it' };
const at = { flag: 'at', value: 'moment', doc: 'local date, or date and time ("2026-11-20 17:00"); without it: now' };

export const offboardingCommands: readonly Command[] = [
  { name: 'offboard preview', summary: 'show what would happen if somebody left', arguments: [who], options: [at], run: preview },
  {
    name: 'offboard start',
    summary: 'plan a departure, or end all access now',
    arguments: [who],
    options: [
      at,
      { flag: 'announce', doc: 'tell the owners at once; without it only HR and the operator know until it is announced' },
      { flag: 'dry-run', doc: 'show what would happen and change nothing' },
    ],
    run: start,
  },
  { name: 'offboard list', summary: 'list the departures that are open; exit 3 when a clean-up is late', arguments: [], options: [], run: list },
  { name: 'offboard show', summary: 'show one departure and its tasks', arguments: [which], options: [], run: show },
  { name: 'offboard cancel', summary: 'cancel a departure whose moment has not come', arguments: [which], options: [], run: cancel },
  { name: 'offboard certificate', summary: 'print the certificate of a completed departure', arguments: [which], options: [], run: certificate },
  {
    name: 'certificate verify',
    summary: 'check the signature and the content of a certificate; needs nothing but the file',
    arguments: [{ name: 'FILE', doc: 'a certificate as it was downloaded' }],
    options: [{ flag: 'key', value: 'fingerprint', doc: 'the fingerprint you trust, as shown at set-up' }],
    run: (_, input) => verify(input),
    offline: verify,
  },
];

async function findPerson(ctx: Ctx, text: string): Promise<Person> {
  if (text.startsWith('per_')) return getPerson(ctx, text);
  const person = text.includes('@') ? await findPersonByEmail(ctx, text) : await findPersonByEmployeeNumber(ctx, text);
  return found(person, 'person.missing');
}

/** null is now. */
async function momentOf(ctx: Ctx, input: CommandInput): Promise<Instant | null> {
  const text = input.options.at;
  if (typeof text !== 'string') return null;
  const [date = '', time] = text.trim().split(/[ T]+/);
  return readComingMoment(ctx, date, time);
}

async function preview(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const person = await findPerson(ctx, input.arguments.PERSON ?? '');
  const planned = await previewOffboarding(ctx, person.id, (await momentOf(ctx, input)) ?? ctx.now());
  return { text: previewText(planned), json: asJson(planned), exit: 0 };
}

async function start(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  if (input.options['dry-run']) return preview(ctx, input);
  const person = await findPerson(ctx, input.arguments.PERSON ?? '');
  const effectiveAt = await momentOf(ctx, input);
  const { id, existed } = await startOffboarding(ctx, { personId: person.id, effectiveAt, announced: input.options.announce === true });
  const text = existed
    ? `Already there: ${id}`
    : effectiveAt === null
      ? `All access of ${person.displayName} has ended: ${id}`
      : `Planned for ${isoTime(effectiveAt)}: ${id}`;
  return { text, json: { id, existed }, exit: 0 };
}

function previewText(plan: Preview): string {
  const rotations = plan.tasks.filter((task) => task.kind === 'rotate').length;
  const title = (accountId: string) => plan.facts.accounts.get(accountId)?.title ?? accountId;
  return [
    `${plan.name}, at ${isoTime(plan.at)}`,
    `  ends   ${plan.grants} ways in on ${plan.grantAccounts} accounts, ${plan.sessions} sessions, ${plan.tokens} tokens`,
    `  moves  ${plan.offices.length} offices, ${plan.dutyTasks} tasks`,
    `  asks   ${rotations} new secrets, ${plan.tasks.length - rotations} places to clean up`,
    ...plan.tasks.map((task) => `    ${task.kind.padEnd(14)} ${title(task.accountId)}  by ${isoTime(task.waitsUntil ?? task.slaAt)}`),
    ...(plan.refusal ? [`  refused: ${plan.refusal.code}`] : []),
    ...(plan.existing ? [`  already open: ${plan.existing}`] : []),
  ].join('\n');
}

function asJson({ facts: _, refusal, ...plan }: Preview) {
  return { ...plan, at: isoTime(plan.at), refusal: refusal?.code ?? null };
}

async function list(ctx: Ctx): Promise<CommandResult> {
  const rows: CaseSummary[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listOffboardings(ctx, after ? { after, limit: 200 } : { limit: 200 });
    rows.push(...page.rows);
    if (page.next === null) break;
    after = page.next;
  }
  const late = rows.some((row) => row.cleanUp.kind === 'runs' && row.cleanUp.late > 0);
  const text = rows.length === 0 ? 'Nobody is leaving.' : rows.map(lineOf).join('\n');
  return {
    text,
    json: rows.map(({ id, name, state, effectiveAt, announced }) => ({ id, name, state, effectiveAt: isoTime(effectiveAt), announced })),
    exit: late ? 3 : 0,
  };
}

function lineOf(row: CaseSummary): string {
  const progress =
    row.cleanUp.kind === 'runs'
      ? `${row.cleanUp.done} of ${row.cleanUp.total} tasks${row.cleanUp.late > 0 ? `, ${row.cleanUp.late} late` : ''}`
      : row.cleanUp.kind;
  return `${row.id}  ${row.state.padEnd(10)} ${isoTime(row.effectiveAt)}  ${row.name}  (${progress})`;
}

async function show(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const detail = await getOffboarding(ctx, input.arguments.ID ?? '');
  const tasks = detail.tasks.map(({ id, kind, account, assignee, state, deadlineAt }) => ({
    id,
    kind,
    account,
    assignee,
    state,
    deadlineAt: isoTime(deadlineAt),
  }));
  const lines = tasks.map(
    (task) => `  ${task.state.padEnd(8)} ${task.kind.padEnd(14)} ${task.account ?? ''}  ${task.assignee ?? 'nobody'}  by ${task.deadlineAt}`,
  );
  const { id, name, state, effectiveAt, certificate: number } = detail;
  return { text: [lineOf(detail), ...lines].join('\n'), json: { id, name, state, effectiveAt: isoTime(effectiveAt), certificate: number, tasks }, exit: 0 };
}

async function cancel(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const id = input.arguments.ID ?? '';
  await cancelOffboarding(ctx, id);
  return { text: `Cancelled: ${id}`, json: { id }, exit: 0 };
}

async function certificate(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const { file } = await certificateOf(ctx, input.arguments.ID ?? '');
  return { text: file.trimEnd(), json: JSON.parse(file), exit: 0 };
}

async function verify(input: CommandInput): Promise<CommandResult> {
  const upload = input.files.FILE;
  if (!upload) throw new Problem('invalid', 'web.invalid-fields', { fields: [{ field: 'FILE', code: 'invalid-file' }] });
  const key = input.options.key;
  const verdict = verifyCertificate(upload.bytes.toString('utf8'), typeof key === 'string' ? key : undefined);
  if (!verdict.ok) return { text: `No: ${refusals[verdict.because]}`, json: verdict, exit: 1 };
  const { number, person, fingerprint, keyName, summary } = verdict.certificate;
  const text = [
    `Yes: certificate ${number} is exactly as it was signed.`,
    `${person.name}: ${summary.proven} accounts proven, ${summary.exceptions} exceptions.`,
    `Signed with ${keyName}, fingerprint ${fingerprint}.${key === undefined ? ' Compare it with the one shown at set-up, or pass it with --key.' : ''}`,
  ].join('\n');
  return { text, json: { ok: true, number, fingerprint }, exit: 0 };
}

const refusals = {
  'not-a-certificate': 'this file is not a certificate of Keyholder.',
  altered: 'the file was changed after it was issued.',
  'wrong-signature': 'the signature does not belong to this text.',
  'wrong-fingerprint': 'the fingerprint does not belong to the key.',
  'other-key': 'it was signed with another key than the one you trust.',
  inconsistent: 'its summary does not agree with its table.',
} as const;
