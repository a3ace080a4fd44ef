import { personExactly } from '#src/features/people/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type Command, type CommandInput, type CommandResult, flagOf, misread, wordOf } from '#src/http/command.ts';
import { reinstate } from './reinstate.service.ts';

export const reinstateCommands: readonly Command[] = [
  {
    name: 'offboard reinstate',
    summary: 'take somebody back into service after the cut: a new employment and a way to sign in, no access',
    arguments: [{ name: 'PERSON', doc: 'id, e-mail address or staff number' }],
    options: [{ flag: 'reason', value: 'text', doc: 'why; it is kept in the log' }],
    run,
  },
];

async function run(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const person = await personExactly(ctx, wordOf(input, 'PERSON'));
  const reason = flagOf(input, 'reason')?.trim();
  if (!reason) throw misread('reason', 'required');
  const { periodId, invited } = await reinstate(ctx, person.id, { reason });
  const then = invited ? `An invitation to sign in goes to ${person.email}.` : 'Invite them on their page: there is no mail to send it by.';
  return { text: `${person.displayName} is back in service. ${then}`, json: { personId: person.id, periodId, invited }, exit: 0 };
}
