import type { Command } from '#src/http/command.ts';
import { posture } from './service.ts';

export const homeCommands: readonly Command[] = [
  {
    name: 'status',
    summary: 'how we stand, in figures',
    arguments: [],
    options: [],
    async run(ctx) {
      const { accounts, passwords, overdue, ownerless, deputyless, unacknowledged } = await posture(ctx);
      const text = [
        `${accounts} accounts; ${passwords.kept} of ${passwords.total} shared logins are in the vault.`,
        `${overdue} rotations overdue, ${ownerless} accounts without an owner, ${deputyless} without a deputy.`,
        `${unacknowledged} people with access have not acknowledged the rules.`,
      ].join('\n');
      return { text, json: { accounts, passwords, overdue, ownerless, deputyless, unacknowledged }, exit: 0 };
    },
  },
];
