import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

const prefixes = {
  organisation: 'org',
  person: 'per',
  period: 'emp',
  team: 'tem',
  membership: 'mem',
  session: 'ses',
  invitation: 'inv',
  device: 'dev',
  reset: 'rst',
  recoveryCode: 'rec',
  token: 'tok',
  service: 'srv',
  serviceGrant: 'svg',
  serviceDisclosure: 'svd',
  policy: 'pol',
  policyVersion: 'pov',
  acknowledgement: 'ack',
  account: 'acc',
  office: 'ofc',
  secret: 'sec',
  version: 'ver',
  disclosure: 'dis',
  cause: 'cau',
  task: 'tsk',
  grant: 'grt',
  rotation: 'rot',
  offboarding: 'ofb',
  proposal: 'prp',
  holding: 'hld',
  certificate: 'crt',
  revealAlarm: 'rva',
  dataKey: 'dek',
  rootKey: 'rok',
  signingKey: 'sgk',
  event: 'evt',
  request: 'req',
  mail: 'out',
  importFile: 'imp',
  jobRun: 'job',
} as const;

export type IdKind = keyof typeof prefixes;
export type Ids = { next(kind: IdKind): string };

/** The letters of radix 32 → Crockford's, which leave out i, l, o and u. Both are in alphabetical order. */
const crockford: Readonly<Record<string, string>> = Object.fromEntries([...'ijklmnopqrstuv'].map((letter, at) => [letter, 'jkmnpqrstvwxyz'[at] ?? '']));

/** Crockford base 32 of an integer, left-padded to `length`. */
function base32(value: number | bigint, length: number): string {
  const digits = value.toString(32).padStart(length, '0');
  return digits.replace(/[i-v]/g, (letter) => crockford[letter] ?? letter);
}

/**
 * `acc_` + 10 characters of time + 16 of randomness. Sorts by creation; never used where guessing must be impossible.
 * Within one millisecond ids go up by one, so rows written in one unit keep their order.
 */
export function systemIds(clock: Clock): Ids {
  let lastAt = 0;
  let beginning = '';
  let ending = 0;
  return {
    next(kind) {
      const at = Math.max(clock.now(), lastAt);
      if (at === lastAt) ending += 1;
      else {
        // The last six characters hold 30 bits; the highest of them begins at 0, so that counting up never overflows.
        const random = BigInt(`0x${randomBytes(10).toString('hex')}`);
        beginning = base32(at, 10) + base32(random >> 30n, 10);
        ending = Number(random & 0x1fffffffn);
        lastAt = at;
      }
      return `${prefixes[kind]}_${beginning}${base32(ending, 6)}`;
    },
  };
}
