import { chainHead } from '#src/features/audit/index.ts';
import { writeAcceptance } from '#src/host/anchor.ts';
import type { AppCommand } from './app-command.ts';

export const acceptCommand: AppCommand = {
  name: 'audit accept',
  summary: 'go on with an audit log that differs from its anchor, or has lost it, after a restore; takes effect at the next start',
  arguments: [],
  options: [],
  async run(app, ctx) {
    if (app.state() !== 'recovery') {
      return { text: 'The log agrees with its anchor; there is nothing to accept.', json: { accepted: false }, exit: 0 };
    }
    const head = await chainHead(ctx);
    writeAcceptance(ctx.config.auditAnchor, { ...head, at: ctx.now() });
    const text = `Accepted the log as it stands at event ${head.seq}. Restart the server: it writes this down, ends every session and revokes every token.`;
    return { text, json: { accepted: true, head }, exit: 0 };
  },
};
