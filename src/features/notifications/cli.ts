import type { Command, CommandResult } from '#src/http/command.ts';
import type { Delivery } from './deliver.ts';
import { emptyOutbox } from './outbox.ts';
import { type Reminded, remind } from './remind.ts';

export const notificationsCommands: readonly Command[] = [
  {
    name: 'remind',
    summary: 'tell everybody what waits for them, at most once a day, and send what mail there is; for cron, safe to run twice',
    arguments: [],
    options: [],
    async run(ctx) {
      const reminded = await remind(ctx);
      return resultOf(reminded, await emptyOutbox(ctx));
    },
  },
];

function resultOf(reminded: Reminded, mail: Delivery | null): CommandResult {
  const { digests, secrets, overtaken, cuts, unreachable } = reminded;
  const wrong = [
    ...(unreachable > 0 ? [`Nobody can be told of ${unreachable} things: nobody concerned has an address, not even an administrator.`] : []),
    ...(mail?.unreachable ? [`The mail server could not be used (${mail.unreachable}); ${mail.waiting} mails wait and are tried again.`] : []),
    ...(mail && mail.failed > 0 ? [`${mail.failed} mails were refused for good.`] : []),
  ];
  const text = [
    digests === 0
      ? 'Nobody had to be told anything new.'
      : `${digests} digests about ${secrets} secrets${overtaken > 0 ? `, ${overtaken} stages overtaken` : ''}.`,
    ...(cuts > 0 ? [`Access of ${cuts} people ended.`] : []),
    mail ? `${mail.sent} mails sent, ${mail.waiting} wait.` : 'No mail server is configured (KEYHOLDER_SMTP_URL); mails wait in the outbox.',
    ...wrong,
  ].join('\n');
  return { text, json: { ...reminded, mail }, exit: wrong.length > 0 ? 1 : 0 };
}
