import type { Clock } from '#src/host/clock.ts';
import { day, hour, minute } from '#src/ground/time.ts';

const units = { s: 1000, m: minute, h: hour, d: day } as const;

/** A clock that stands still until told. */
export type HeldClock = Clock & {
  set(at: number): void;
  advance(by: `${number}${keyof typeof units}`): void;
  back(by: `${number}${keyof typeof units}`): void;
};

/** Tuesday 17 November 2026, 14:20 in Brussels. */
export const tuesday = 1_794_921_600_000;

export function heldClock(start: number): HeldClock {
  let at = start;
  const read = (by: string) => Number(by.slice(0, -1)) * units[by.slice(-1) as keyof typeof units];
  return {
    now: () => at,
    set: (to) => {
      at = to;
    },
    advance: (by) => {
      at += read(by);
    },
    back: (by) => {
      at -= read(by);
    },
  };
}
