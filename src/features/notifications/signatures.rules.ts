import { daysFrom } from '#src/features/needs/index.ts';

/** Days after the first time on which somebody who has not signed is asked again; afterwards as often as the last of them. */
const again = [3, 7, 14] as const;
const atLast = again[2];

/** All days are local ones (`2026-11-24`). However many runs were missed, each turn is taken once. */
export function asksAgain({ askedOn, remindedOn }: { askedOn: string; remindedOn: string | null }, today: string): boolean {
  const passed = daysFrom(askedOn, today);
  const turn = passed >= atLast ? passed - (passed % atLast) : again.findLast((days) => days <= passed);
  if (turn === undefined) return false;
  return remindedOn === null || daysFrom(askedOn, remindedOn) < turn;
}
