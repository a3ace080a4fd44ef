import type { HandoverBody } from '#src/features/keys/index.ts';
import { hour } from '#src/ground/time.ts';

/** A key that somebody the reader trusts stands for. `from` and `until` are as far as its handovers tell. */
export type TrustedKey = { name: string | null; named: boolean; since: string | null; until: string | null };

export type Keyring = {
  trusted: ReadonlyMap<string, TrustedKey>;
  /** A key that names two successors: whoever has it may have made one of them. */
  forked: ReadonlySet<string>;
};

/**
 * From the keys that the reader named, along the handovers in both directions: a key names its successor, and that one whom it came after. No
 * further than a key with two successors.
 */
export function keyringOf(publicKeys: readonly string[], handovers: readonly HandoverBody[], isNamed: (publicKey: string) => boolean): Keyring {
  const successors = Map.groupBy(handovers, ({ from }) => from.publicKey);
  const forked = new Set([...successors].flatMap(([key, made]) => (new Set(made.map(({ to }) => to.publicKey)).size > 1 ? [key] : [])));
  const all = new Set([...publicKeys, ...handovers.flatMap(({ from, to }) => [from.publicKey, to.publicKey])]);
  const reached = new Set([...all].filter(isNamed));
  const sound = handovers.filter(({ from }) => !forked.has(from.publicKey));
  for (const key of reached) {
    for (const { from, to } of sound) {
      if (from.publicKey === key) reached.add(to.publicKey);
      if (to.publicKey === key) reached.add(from.publicKey);
    }
  }
  return { trusted: new Map([...reached].map((key) => [key, describe(key, handovers, isNamed(key))])), forked };
}

function describe(key: string, handovers: readonly HandoverBody[], named: boolean): TrustedKey {
  const given = handovers.find(({ to }) => to.publicKey === key);
  const taken = handovers.find(({ from }) => from.publicKey === key);
  return { name: given?.to.keyName ?? taken?.from.keyName ?? null, named, since: given?.at ?? taken?.from.since ?? null, until: taken?.at ?? null };
}

/** Between two machines clocks differ; by more than an hour, and something is wrong. */
const slack = hour;

/** Whether a document of this moment may bear the signature of this key. */
export function wasInForce({ since, until }: Pick<TrustedKey, 'since' | 'until'>, at: string): boolean {
  const moment = Date.parse(at);
  return (since === null || moment >= Date.parse(since) - slack) && (until === null || moment <= Date.parse(until) + slack);
}
