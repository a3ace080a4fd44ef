import { printFormat } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { isoTime } from '#src/ground/time.ts';
import { type Command, type CommandInput, type CommandResult, wordOf } from '#src/http/command.ts';
import { columns } from '#src/ui/columns.ts';
import { listEveryToken, revokeAnyToken } from './every.service.ts';

export const tokensCommands: readonly Command[] = [
  { name: 'token list', summary: 'list every API token that still opens something, of people and of services', arguments: [], options: [], run: list },
  {
    name: 'token revoke',
    summary: 'revoke a token at once; making one takes a second factor, so that is done on the pages',
    arguments: [{ name: 'ID', doc: 'id of the token, as token list shows it' }],
    options: [],
    run: revoke,
  },
];

async function list(ctx: Ctx): Promise<CommandResult> {
  const rows = await listEveryToken(ctx);
  const f = await printFormat(ctx);
  const lines = rows.map(({ id, name, hint, holder, maker, scopes, expiresAt, lastUsedAt }) => [
    id,
    `${name} (…${hint})`,
    holder.kind === 'service' ? `${holder.name}, a service; made by ${maker.name}` : holder.name,
    scopes.join(' '),
    `until ${f.date(expiresAt)}`,
    lastUsedAt === null ? 'never used' : `used ${f.ago(lastUsedAt)}`,
  ]);
  const json = rows.map(({ createdAt, expiresAt, lastUsedAt, ...row }) => ({
    ...row,
    createdAt: isoTime(createdAt),
    expiresAt: isoTime(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : isoTime(lastUsedAt),
  }));
  return { text: rows.length === 0 ? 'There are no tokens.' : columns(lines).join('\n'), json, exit: 0 };
}

async function revoke(ctx: Ctx, input: CommandInput): Promise<CommandResult> {
  const id = wordOf(input, 'ID');
  await revokeAnyToken(ctx, id);
  return { text: `Revoked: ${id}`, json: { id }, exit: 0 };
}
