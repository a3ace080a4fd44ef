import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2';

export type PasswordHasher = {
  /** @throws RangeError when the password is too long, HasherBusy when the queue is full. */
  readonly hash: (password: string) => Promise<string>;
  /** @throws RangeError when the password is too long, HasherBusy when the queue is full. */
  readonly verify: (hash: string, password: string) => Promise<boolean>;
  /** Costs what `verify` costs and is always false: an unknown name must not answer faster than a known one. */
  readonly dummyVerify: (password: string) => Promise<false>;
};

export class HasherBusy extends Error {
  override readonly name = 'HasherBusy';
  constructor() {
    super('Too many passwords are being checked at once. Try again in a few seconds.');
  }
}

export const maxPasswordBytes = 1024;

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

/** Binds a detail to an event; once salt and detail are erased, the hash says nothing about what stood there. */
export function detailHash(salt: string, detail: string): string {
  return sha256Hex(`${salt}\n${detail}`);
}

/** Takes the same time wherever the difference is, and for any two lengths. */
export function isSame(a: string | Uint8Array, b: string | Uint8Array): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

/** NFC, or a password set on one keyboard would be refused from another that composes "é" differently. */
export function passwordBytes(password: string): Buffer {
  if (Buffer.byteLength(password) > maxPasswordBytes) {
    throw new RangeError(`A password has at most ${maxPasswordBytes} bytes.`);
  }
  return Buffer.from(password.normalize('NFC'));
}

// argon2id is the package's default algorithm. OWASP: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const impossibleHash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * Hashes share a handful of threads with file and DNS work, so few run at once and few wait.
 * `queue` counts those that wait beside the `concurrency` that run.
 */
export function argon2Hasher({ concurrency = 2, queue = 32 } = {}): PasswordHasher {
  const inTurn = boundedQueue(concurrency, queue);
  const verify = async (hash: string, password: string): Promise<boolean> => {
    const bytes = passwordBytes(password);
    return inTurn(() => argon2Verify(hash, bytes));
  };
  return {
    hash: async (password) => {
      const bytes = passwordBytes(password);
      return inTurn(() => argon2Hash(bytes, cost));
    },
    verify,
    dummyVerify: async (password) => {
      await verify(impossibleHash, password);
      return false;
    },
  };
}

function boundedQueue(concurrency: number, queue: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < concurrency) running += 1;
    else if (waiting.length < queue) await new Promise<void>((start) => waiting.push(start));
    else throw new HasherBusy();
    try {
      return await work();
    } finally {
      // The place is handed on while still taken, so a newcomer cannot slip in before those who wait.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
