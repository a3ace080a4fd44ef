import { clockFacts } from '#src/ground/clock-watch.ts';
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
      const clock = await clockFacts(ctx);
      const text = [
        `${accounts} accounts; ${passwords.kept} of ${passwords.total} shared logins are in the vault.`,
        `${overdue} rotations overdue, ${ownerless} accounts without an owner, ${deputyless} without a deputy.`,
        `${unacknowledged} people with access have not acknowledged the rules.`,
        ...(clock.state === 'even' ? [] : ["The clock stepped, so nothing old is destroyed: './keyholder doctor' says more."]),
      ].join('\n');
      return { text, json: { accounts, passwords, overdue, ownerless, deputyless, unacknowledged, clock: clock.state }, exit: 0 };
    },
  },
];
