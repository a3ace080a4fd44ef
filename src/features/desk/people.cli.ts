import { personExactly, setAbsent } from '#src/features/people/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type Command, type CommandInput, type CommandResult, wordOf } from '#src/http/command.ts';

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
];

async function mark(ctx: Ctx, input: CommandInput, absent: boolean): Promise<CommandResult> {
  const { id, displayName } = await personExactly(ctx, wordOf(input, 'PERSON'));
  await setAbsent(ctx, id, absent);
  return { text: `${displayName} is ${absent ? 'absent: no secret is shown to them' : 'back'}.`, json: { personId: id, absent }, exit: 0 };
}
