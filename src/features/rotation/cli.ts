import type { Command } from '#src/http/command.ts';
import { day, isoTime } from '#src/ground/time.ts';
import { type DueSecret, dueRotations } from './due.ts';

export const rotationCommands: readonly Command[] = [
  {
    name: 'rotation due',
    summary: 'list the secrets that have to change; exit 3 when there are any',
    arguments: [],
    options: [{ flag: 'within', value: 'days', doc: 'look ahead this many days (default 0: due now)' }],
    async run(ctx, input) {
      const days = Number(input.options.within ?? 0);
      if (!Number.isInteger(days) || days < 0 || days > 3650) {
        return { text: '--within takes a whole number of days, 0 to 3650.', json: { error: 'bad --within' }, exit: 1 };
      }
      const due = await dueRotations(ctx, { within: days * day });
      const text = due.length === 0 ? 'Nothing has to change.' : due.map((one) => line(one, ctx.now())).join('\n');
      return { text, json: due.map(asJson), exit: due.length > 0 ? 3 : 0 };
    },
  },
];

function line(due: DueSecret, now: number): string {
  const late = Math.floor((now - due.dueAt) / day);
  const span = Math.abs(late) === 1 ? '1 day' : `${Math.abs(late)} days`;
  const when = late > 0 ? `${span} late` : late === 0 ? 'today' : `in ${span}`;
  const why = due.why === 'cause' ? due.causes.join(', ') : 'age';
  return [when.padEnd(14), due.criticality.padEnd(9), due.kind.padEnd(9), due.account, `(${why}; ${due.owner?.name ?? 'nobody'})`].join(' ');
}

function asJson({ dueAt, setAt, ...rest }: DueSecret) {
  const iso = (at: number | null) => (at === null ? null : isoTime(at));
  return { ...rest, dueAt: iso(dueAt), setAt: iso(setAt) };
}
