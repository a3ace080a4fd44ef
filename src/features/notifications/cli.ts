import { printFormat } from '#src/features/settings/index.ts';
import type { Command, CommandResult } from '#src/http/command.ts';
import type { Format } from '#src/ui/format.ts';
import type { Delivery } from './deliver.ts';
import { emptyOutbox, mailsWaiting } from './outbox.ts';
import { type Reminded, remind } from './remind.ts';

export const notificationsCommands: readonly Command[] = [
  {
    name: 'remind',
    summary: 'tell everybody what waits for them, at most once a day, and send what mail there is; for cron, safe to run twice',
    arguments: [],
    options: [],
    async run(ctx) {
      const reminded = await remind(ctx);
      const mail = await emptyOutbox(ctx);
      return resultOf(reminded, mail, await mailsWaiting(ctx), await printFormat(ctx));
    },
  },
];

/** What was made and cannot leave is told by the exit code too: cron mails only what fails. */
function resultOf(reminded: Reminded, mail: Delivery | null, waiting: number, f: Format): CommandResult {
  const mails = (count: number) => f.plural(count, 'mail', 'mails');
  const { digests, secrets, overtaken, cuts, unreachable } = reminded;
  const wrong = [
    ...(unreachable > 0
      ? [
          `Nobody can be told of ${f.plural(unreachable, 'thing', 'things')}: nobody concerned has an address and a way into Keyholder, not even an administrator.`,
        ]
      : []),
    ...(mail?.unreachable ? [`The mail server could not be used (${mail.unreachable}); ${mails(mail.waiting)} not sent yet, and tried again.`] : []),
    ...(mail === null && waiting > 0
      ? [`No mail server is configured (KEYHOLDER_SMTP_URL), so nobody is told: ${mails(waiting)} ${waiting === 1 ? 'waits' : 'wait'} in the outbox.`]
      : []),
    ...(mail && mail.failed > 0 ? [`${mails(mail.failed)} refused for good.`] : []),
  ];
  const text = [
    digests === 0
      ? 'Nobody had to be told anything new.'
      : `${f.plural(digests, 'digest', 'digests')} about ${f.plural(secrets, 'secret', 'secrets')}${overtaken > 0 ? `, ${f.plural(overtaken, 'stage', 'stages')} overtaken` : ''}.`,
    ...(cuts > 0 ? [`Access of ${f.plural(cuts, 'person', 'people')} ended.`] : []),
    ...(mail ? [`${mails(mail.sent)} sent, ${f.number(mail.waiting)} still to go.`] : []),
    ...wrong,
  ].join('\n');
  return { text, json: { ...reminded, mail }, exit: wrong.length > 0 ? 1 : 0 };
}
