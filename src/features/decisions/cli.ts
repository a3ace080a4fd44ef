import { printFormat } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { isoTime } from '#src/ground/time.ts';
import type { Command, CommandResult } from '#src/http/command.ts';
import { columns } from '#src/ui/columns.ts';
import { messagesFor } from '#src/ui/messages/index.ts';
import { listWaiting, type Waiting } from './service.ts';
import { sentenceOf } from './words.ts';

export const decisionsCommands: readonly Command[] = [
  {
    name: 'proposal list',
    summary: 'list what waits for a second person; nothing of it is done before somebody signed in decides',
    arguments: [],
    options: [],
    run: list,
  },
];

async function list(ctx: Ctx): Promise<CommandResult> {
  const t = messagesFor('en');
  const f = await printFormat(ctx);
  const rows = (await everyOne(ctx)).map((row) => ({ ...row, says: sentenceOf(t, row) }));
  const lines = columns(rows.map(({ proposal, says, asker }) => [proposal.id, f.dateTime(proposal.createdAt), says, asker ?? t.proposals.machine]));
  const json = rows.map(({ proposal: { id, kind, why, originId, createdAt }, says, asker }) => {
    return { id, kind, says, why, originId, askedBy: asker, createdAt: isoTime(createdAt) };
  });
  return { text: rows.length === 0 ? t.proposals.answer({ count: 0, mine: 0 }, f) : lines.join('\n'), json, exit: 0 };
}

async function everyOne(ctx: Ctx): Promise<Waiting[]> {
  const rows: Waiting[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listWaiting(ctx, { after });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}
