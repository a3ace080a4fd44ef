import type { Command } from '#src/http/command.ts';
import { setupLink } from './service.ts';

export const setupCommands: readonly Command[] = [
  {
    name: 'init',
    summary: 'Make the data directory, and print the one-time link that sets Keyholder up.',
    arguments: [],
    options: [],
    async run(ctx) {
      const link = await setupLink(ctx);
      if (link === null) return { text: 'Keyholder is set up already.', json: { setUp: true, link }, exit: 0 };
      const text = `Start the server, then open this link. It works once, for one hour:\n  ${link}`;
      return { text, json: { setUp: false, link }, exit: 0 };
    },
  },
];
