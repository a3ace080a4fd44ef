import { getOrganisation } from '#src/features/settings/index.ts';
import { hour } from '#src/ground/time.ts';
import type { Job } from '#src/http/routes.ts';
import { isMailDue } from './deliver.ts';
import { emptyOutbox } from './outbox.ts';
import { remind } from './remind.ts';
import { isQuiet } from './rules.ts';

export const notificationsJobs: readonly Job[] = [
  {
    name: 'deliver-mail',
    every: 15_000,
    isDue: async (ctx) => ctx.config.smtpUrl !== undefined && isMailDue(ctx),
    async run(ctx) {
      const delivery = await emptyOutbox(ctx);
      if (delivery === null) return 'no mail server is configured';
      const { sent, failed, waiting, unreachable } = delivery;
      return `sent ${sent}, failed ${failed}, ${waiting} wait${unreachable === null ? '' : `; no mail server (${unreachable})`}`;
    },
  },
  {
    name: 'remind',
    every: hour,
    isDue: async (ctx) => !isQuiet(ctx.now(), (await getOrganisation(ctx)).timeZone),
    run: async (ctx) => `${(await remind(ctx)).digests} digests`,
  },
];
