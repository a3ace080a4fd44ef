import { personExactly } from '#src/features/people/index.ts';
import { printFormat } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { isoTime } from '#src/ground/time.ts';
import { type Command, type CommandInput, type CommandResult, wordOf } from '#src/http/command.ts';
import { appointAndInvite } from './appoint.ts';

export const sessionsCommands: readonly Command[] = [
  {
    name: 'admin appoint',
    summary: 'make somebody administrator, also when none is left; every administrator is told by mail',
    arguments: [{ name: 'PERSON', doc: 'id, e-mail address or staff number' }],
    options: [],
    run: appoint,
  },
];

async function appoint(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const person = await personExactly(ctx, wordOf(input, 'PERSON'));
  const { already, invited } = await appointAndInvite(ctx, person.id);
  const f = await printFormat(ctx);
  const lines = [`${person.displayName} ${already ? 'was administrator already' : 'is administrator now'}.`];
  if (already && !invited) lines.push(`Lost phone or password? Then: ./keyholder people reset ${person.email ?? person.id}`);
  if (invited?.how === 'mail') lines.push(`An invitation to sign in goes to ${person.email}.`);
  if (invited?.how === 'shown') {
    lines.push(`They cannot sign in yet. Hand them this link; it works once, until ${f.dateTime(invited.expiresAt)}:`, `  ${invited.url}`);
  }
  const invitation = invited && { how: invited.how, url: invited.how === 'shown' ? invited.url : null, expiresAt: isoTime(invited.expiresAt) };
  return { text: lines.join('\n'), json: { personId: person.id, already, invitation }, exit: 0 };
}
