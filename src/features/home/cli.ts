import { type BackupStanding, backupStanding } from '#src/features/audit/index.ts';
import { printFormat } from '#src/features/settings/index.ts';
import { clockFacts } from '#src/ground/clock-watch.ts';
import { isoTime } from '#src/ground/time.ts';
import type { Format } from '#src/ui/format.ts';
import type { Command } from '#src/http/command.ts';
import { posture } from './service.ts';

function backupLine({ state, at }: BackupStanding, f: Format): string[] {
  if (state === 'elsewhere') return [];
  const last = at === null ? 'There is no backup' : `The last backup is of ${f.dateTime(at)}`;
  return [state === 'late' ? (at === null ? `${last}, and there should be one each night.` : `${last}; there should be one each night.`) : `${last}.`];
}

export const homeCommands: readonly Command[] = [
  {
    name: 'status',
    summary: 'how we stand, in figures',
    arguments: [],
    options: [],
    async run(ctx) {
      const { accounts, passwords, overdue, ownerless, deputyless, unacknowledged } = await posture(ctx);
      const clock = await clockFacts(ctx);
      const backup = await backupStanding(ctx);
      const f = await printFormat(ctx);
      const text = [
        `${accounts} accounts; ${passwords.kept} of ${passwords.total} shared logins are in the vault.`,
        `${overdue} rotations overdue, ${ownerless} accounts without an owner, ${deputyless} without a deputy.`,
        `${unacknowledged} people with access have not acknowledged the rules.`,
        ...backupLine(backup, f),
        ...(clock.state === 'even' ? [] : ["The clock stepped, so nothing old is destroyed: './keyholder doctor' says more."]),
      ].join('\n');
      return {
        text,
        json: {
          accounts,
          passwords,
          overdue,
          ownerless,
          deputyless,
          unacknowledged,
          clock: clock.state,
          backup: { state: backup.state, at: backup.at === null ? null : isoTime(backup.at) },
        },
        exit: 0,
      };
    },
  },
];
