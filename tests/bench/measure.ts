/** How much to measure: `size` 1 is the company of the budgets, `seconds` one round of a loop, `rounds` how often the whole is repeated. */
export type Scale = { name: 'full' | 'quick' | 'tiny'; size: number; seconds: number; rounds: number };

export const scales: Record<Scale['name'], Scale> = {
  full: { name: 'full', size: 1, seconds: 3, rounds: 5 },
  quick: { name: 'quick', size: 0.1, seconds: 1, rounds: 3 },
  tiny: { name: 'tiny', size: 0.002, seconds: 0.02, rounds: 1 },
};

/** A middle value and how far apart the rounds were. */
export type Measured = { value: number; spread: readonly [number, number] };

type Loop = { perSecond: number; p50: number; p99: number };

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export function middle(values: readonly number[]): Measured {
  return { value: quantile(values, 0.5), spread: [Math.min(...values), Math.max(...values)] };
}

export async function msOf(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

/** Each of these so many clients asks again as soon as it has its answer. */
export async function closedLoop(clients: number, seconds: number, act: (client: number) => Promise<unknown>): Promise<Loop> {
  const times: number[] = [];
  const from = performance.now();
  const until = from + seconds * 1000;
  const one = async (client: number) => {
    do times.push(await msOf(() => act(client)));
    while (performance.now() < until);
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => one(client)));
  return { perSecond: (times.length * 1000) / (performance.now() - from), p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/** Rounds of a loop after one that warms up; what it is compared with takes its turn in each round, so that noise meets both. */
export async function besideFloor<T extends Record<string, (client: number) => Promise<unknown>>>(
  { seconds, rounds }: Scale,
  clients: number,
  acts: T,
): Promise<Record<keyof T, { perSecond: Measured; p50: Measured; p99: Measured }>> {
  const loops = new Map<string, Loop[]>();
  for (let round = -1; round < rounds; round++) {
    for (const [name, act] of Object.entries(acts)) {
      const loop = await closedLoop(clients, round < 0 ? seconds / 2 : seconds, act);
      if (round >= 0) loops.set(name, [...(loops.get(name) ?? []), loop]);
    }
  }
  const summed = [...loops].map(([name, of]) => {
    const each = (what: keyof Loop) => middle(of.map((loop) => loop[what]));
    return [name, { perSecond: each('perSecond'), p50: each('p50'), p99: each('p99') }];
  });
  return Object.fromEntries(summed);
}
