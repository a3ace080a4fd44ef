import { locales } from '#db/words.ts';
import { z } from 'zod';
import { nothing } from '#src/http/api-shapes.ts';
import type { Rest } from '#src/http/resources.ts';
import { settingsChange } from './input.ts';
import { changeSettings, viewSettings } from './service.ts';

const days = z.int().meta({ description: 'Days.' });
const settings = z.object({
  organisation: z.object({ name: z.string(), timeZone: z.string(), locale: z.enum(locales) }),
  rotation: z.object({ critical: days, normal: days, low: days }),
  revealAlarm: z.object({
    secrets: z.int().meta({ description: 'So many different secrets looked at within ten minutes alarm owners and administrators.' }),
  }),
  secondPerson: z.object({ days }).meta({ description: "How long whoever set somebody's address needs a second person to let that somebody in." }),
  signInReset: z
    .object({ hours: z.int().meta({ description: 'Hours.' }) })
    .meta({ description: "How long the reset of somebody's sign-in waits before the link leaves." }),
});

export function settingsApi(rest: Rest): void {
  rest.get('/settings', {
    name: 'getSettings',
    summary: 'The organisation, how old a password may become, how long a new address waits for a second person, and how many looks alarm.',
    scopes: ['read'],
    answer: settings,
    run: ({ ctx }) => viewSettings(ctx),
  });
  rest.patch('/settings', {
    name: 'changeSettings',
    summary: 'Changes what is given and leaves the rest.',
    scopes: ['read', 'settings.edit'],
    stepUp: 'door',
    body: settingsChange,
    answer: nothing,
    status: 204,
    edits: '/settings',
    async run({ ctx, body }) {
      await changeSettings(ctx, body);
      return {};
    },
  });
}
