/** Milliseconds since the epoch, UTC. */
export type Instant = number;

export type Clock = { now(): Instant };

/** How long something takes, in whole milliseconds, whatever the clock does meanwhile. */
export function stopwatch(): () => number {
  const begun = performance.now();
  return () => Math.round(performance.now() - begun);
}

export const systemClock: Clock = { now: () => Date.now() };
