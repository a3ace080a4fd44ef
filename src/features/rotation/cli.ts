import { accountNamed, accountTitle } from '#src/features/accounts/index.ts';
import { isRotatable, secretsOf } from '#src/features/secrets/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { day, isoTime } from '#src/ground/time.ts';
import { type Command, type CommandInput, type CommandResult, dryRun, flagOf, misread, wordOf } from '#src/http/command.ts';
import { columns } from '#src/ui/columns.ts';
import { askRotation } from './ask.ts';
import { type DueSecret, dueRotations } from './due.ts';

export const rotationCommands: readonly Command[] = [
  {
    name: 'rotation due',
    summary: 'list the secrets that have to change; exit 3 when there are any',
    arguments: [],
    options: [{ flag: 'within', value: 'days', doc: 'look ahead this many days (default 0: due now)' }],
    run: due,
  },
  { name: 'rotation list', summary: 'list the rotations that somebody has begun and not finished', arguments: [], options: [], run: begun },
  {
    name: 'rotation start',
    summary: 'say that a secret of an account must change: it is due from now on, and only a new value ends that',
    arguments: [{ name: 'ACCOUNT', doc: 'id, or words of its name that fit no other' }],
    options: [{ flag: 'kind', value: 'kind', doc: 'only this one; without it every secret of the account', choices: ['password', 'totp'] }, dryRun],
    run: start,
  },
];

/** Further ahead than the longest policy. */
const farthest = 3650;

async function due(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const days = Number(flagOf(input, 'within') ?? 0);
  if (!Number.isInteger(days) || days < 0 || days > farthest) throw misread('within', 'invalid-number');
  const rows = await dueRotations(ctx, { within: days * day });
  const text = rows.length === 0 ? 'Nothing has to change.' : columns(rows.map((one) => cells(one, ctx.now()))).join('\n');
  return { text, json: rows.map(asJson), exit: rows.length > 0 ? 3 : 0 };
}

async function begun(ctx: Ctx): Promise<CommandResult> {
  const rows = (await dueRotations(ctx, { within: farthest * day })).filter((one) => one.rotation !== null);
  const text = rows.length === 0 ? 'No rotation is under way.' : columns(rows.map((one) => [one.rotation?.state ?? '', ...cells(one, ctx.now())])).join('\n');
  return { text, json: rows.map(asJson), exit: 0 };
}

async function start(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const account = await accountNamed(ctx, wordOf(input, 'ACCOUNT'));
  const kind = flagOf(input, 'kind');
  const secrets = (await secretsOf(ctx, account.id)).filter((secret) => (kind === undefined ? isRotatable(secret.kind) : secret.kind === kind));
  if (secrets.length === 0) throw new Problem('missing', 'secret.none-to-rotate');
  const dry = input.options['dry-run'] === true;
  const rows: { secretId: string; kind: string; asked: boolean }[] = [];
  for (const { id, kind } of secrets) rows.push({ secretId: id, kind, ...(dry ? { asked: true } : await askRotation(ctx, id)) });
  const said = (asked: boolean) => (asked ? `${dry ? 'would be' : 'is'} due from now on` : 'was due already, because somebody asked');
  const text = rows.map((row) => `${accountTitle(account)}: its ${row.kind} ${said(row.asked)}.`).join('\n');
  return { text, json: { accountId: account.id, dryRun: dry, secrets: rows }, exit: 0 };
}

function cells(due: DueSecret, now: number): string[] {
  const late = Math.floor((now - due.dueAt) / day);
  const span = Math.abs(late) === 1 ? '1 day' : `${Math.abs(late)} days`;
  const when = late > 0 ? `${span} late` : late === 0 ? 'today' : `in ${span}`;
  const why = due.why === 'cause' ? due.causes.join(', ') : 'age';
  return [when, due.criticality, due.kind, due.account, `(${why}; ${due.owner?.name ?? 'nobody'})`];
}

function asJson({ dueAt, setAt, ...rest }: DueSecret) {
  const iso = (at: number | null) => (at === null ? null : isoTime(at));
  return { ...rest, dueAt: iso(dueAt), setAt: iso(setAt) };
}
