/** Milliseconds since the epoch, UTC. */
export type Instant = number;

export type Clock = { now(): Instant };

export const systemClock: Clock = { now: () => Date.now() };
