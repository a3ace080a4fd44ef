export type Distribution = { buckets: readonly { upTo: number; count: number }[]; sum: number; count: number };

/** Counts how often something took at most so many seconds. */
export function createHistogram(limits: readonly number[]): { add(seconds: number): void; read(): Distribution } {
  const buckets = [...limits, Number.POSITIVE_INFINITY].map((upTo) => ({ upTo, count: 0 }));
  let sum = 0;
  let count = 0;
  return {
    add(seconds) {
      for (const bucket of buckets) if (seconds <= bucket.upTo) bucket.count += 1;
      sum += seconds;
      count += 1;
    },
    read: () => ({ buckets: buckets.map((bucket) => ({ ...bucket })), sum, count }),
  };
}
