import { askSignInReset, lostThings } from '#src/features/access/index.ts';
import { personExactly, setAbsent } from '#src/features/people/index.ts';
import { handOverReset, stopReset } from '#src/features/sessions/index.ts';
import { printFormat } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { isoTime } from '#src/ground/time.ts';
import { type Command, type CommandInput, type CommandResult, flagOf, wordOf } from '#src/http/command.ts';

const who = { name: 'PERSON', doc: 'id, e-mail address or staff number' };

/** What is done with people on the machine itself; who they are is in `cli.ts`. */
export const staffCommands: readonly Command[] = [
  {
    name: 'people absent',
    summary: 'mark somebody as absent: no secret is shown to them until they are back',
    arguments: [who],
    options: [],
    run: (ctx, input) => mark(ctx, input, true),
  },
  {
    name: 'people back',
    summary: 'end somebody’s absence: what they had access to is there again',
    arguments: [who],
    options: [],
    run: (ctx, input) => mark(ctx, input, false),
  },
  {
    name: 'people reset',
    summary: 'ask for a new way to sign in for somebody who lost phone or password: a second person confirms, they are told, and a link follows',
    arguments: [who],
    options: [
      { flag: 'lost', value: 'what', doc: 'what they lost (default both)', choices: lostThings },
      { flag: 'stop', doc: 'stop what was decided, as long as the link is not used' },
      { flag: 'link', doc: 'print the link once the wait is over, where no mail can carry it' },
    ],
    run: reset,
  },
];

async function mark(ctx: Ctx, input: CommandInput, absent: boolean): Promise<CommandResult> {
  const { id, displayName } = await personExactly(ctx, wordOf(input, 'PERSON'));
  await setAbsent(ctx, id, absent);
  return { text: `${displayName} is ${absent ? 'absent: no secret is shown to them' : 'back'}.`, json: { personId: id, absent }, exit: 0 };
}

async function reset(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const { id, displayName } = await personExactly(ctx, wordOf(input, 'PERSON'));
  const f = await printFormat(ctx);
  if (input.options['stop']) {
    await stopReset(ctx, id);
    return { text: `The reset of the sign-in of ${displayName} is stopped.`, json: { personId: id, stopped: true }, exit: 0 };
  }
  if (input.options['link']) {
    const { url, expiresAt } = await handOverReset(ctx, id);
    const text = `Hand this link to ${displayName}, and to nobody else; it works once, until ${f.dateTime(expiresAt)}:\n  ${url}`;
    return { text, json: { personId: id, url, expiresAt: isoTime(expiresAt) }, exit: 0 };
  }
  const lost = lostThings.find((thing) => thing === flagOf(input, 'lost')) ?? 'both';
  const { proposalId, readyAt } = await askSignInReset(ctx, id, { lost });
  const asked = `Asked: an administrator confirms a new way to sign in for ${displayName} on the page “Waits for a second person”.`;
  const alone = `Nobody else administers, so the machine decided alone, and every administrator and HR are told. The link for ${displayName} leaves after ${f.dateTime(readyAt ?? 0)}.`;
  return { text: readyAt === null ? asked : alone, json: { personId: id, proposalId, readyAt: readyAt === null ? null : isoTime(readyAt) }, exit: 0 };
}
