import { getOrganisation } from '#src/features/settings/index.ts';
import { hour } from '#src/ground/time.ts';
import type { Job } from '#src/http/routes.ts';
import { createMailTransport } from '#src/host/mail.ts';
import { deliverMail, isMailDue } from './deliver.ts';
import { remind } from './remind.ts';
import { isQuiet } from './rules.ts';

export const notificationsJobs: readonly Job[] = [
  {
    name: 'deliver-mail',
    every: 15_000,
    isDue: async (ctx) => ctx.config.smtpUrl !== undefined && isMailDue(ctx),
    async run(ctx) {
      if (ctx.config.smtpUrl === undefined) return 'no mail server is configured';
      const transport = createMailTransport(ctx.config.smtpUrl);
      try {
        const { sent, failed, waiting, unreachable } = await deliverMail(ctx, transport);
        return `sent ${sent}, failed ${failed}, ${waiting} wait${unreachable === null ? '' : `; no mail server (${unreachable})`}`;
      } finally {
        transport.close();
      }
    },
  },
  {
    name: 'remind',
    every: hour,
    isDue: async (ctx) => !isQuiet(ctx.now(), (await getOrganisation(ctx)).timeZone),
    run: async (ctx) => `${(await remind(ctx)).digests} digests`,
  },
];
