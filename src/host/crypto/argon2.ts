import { hashRaw } from '@node-rs/argon2';

export type Argon2Input = { password: string | Uint8Array; salt: Uint8Array; kib: number; passes: number; lanes: number };

/** 32 bytes out of what opens a file of another program. Whoever calls has looked at what it may cost. */
export async function rawArgon2(kind: 'argon2id' | 'argon2d', { password, salt, kib, passes, lanes }: Argon2Input): Promise<Buffer> {
  const algorithm = { argon2d: 0, argon2id: 2 }[kind];
  return hashRaw(password, { algorithm, salt, memoryCost: kib, timeCost: passes, parallelism: lanes, outputLen: 32 });
}
