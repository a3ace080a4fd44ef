import { createDecipheriv, createHash, createHmac, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { rawArgon2 } from './argon2.ts';
import { isSame } from './hash.ts';

type Kdf = { iterations: number; memory?: number; parallelism?: number };
export type LockedExport = { salt: string; kdf: Kdf; check: string; data: string };

/** Above these it is no setting that Bitwarden offers, and only keeps the machine busy. `memory` in MiB. */
const most = { pbkdf2: 2_000_000, iterations: 10, memory: 256, parallelism: 16 };

/** An export of Bitwarden that is locked with a password: PBKDF2 takes its salt as text, Argon2id the SHA-256 of that text. */
export async function bitwardenOpens(locked: LockedExport, password: string): Promise<{ text: string } | 'wrong' | 'too-costly'> {
  if (!isBearable(locked.kdf)) return 'too-costly';
  const master = await masterKey(locked, password);
  const keys = { enc: expand(master, 'enc'), mac: expand(master, 'mac') };
  if (decrypt(locked.check, keys) === null) return 'wrong';
  const text = decrypt(locked.data, keys);
  return text === null ? 'wrong' : { text };
}

function isBearable({ iterations, memory, parallelism }: Kdf): boolean {
  const within = (value: number | undefined, bound: number) => value !== undefined && value >= 1 && value <= bound;
  if (memory === undefined) return within(iterations, most.pbkdf2);
  return within(iterations, most.iterations) && within(memory, most.memory) && within(parallelism, most.parallelism);
}

async function masterKey({ salt, kdf }: LockedExport, password: string): Promise<Buffer> {
  if (kdf.memory === undefined) return promisify(pbkdf2)(password, salt, kdf.iterations, 32, 'sha256');
  const hashed = createHash('sha256').update(salt).digest();
  return rawArgon2('argon2id', { password, salt: hashed, kib: kdf.memory * 1024, passes: kdf.iterations, lanes: kdf.parallelism ?? 1 });
}

/** RFC 5869 §2.3, one block. */
const expand = (key: Buffer, info: string) => createHmac('sha256', key).update(`${info}\u0001`).digest();

/** Type 2: `2.iv|ciphertext|mac`. Null where the key is another, or somebody changed it. */
function decrypt(text: string, keys: { enc: Buffer; mac: Buffer }): string | null {
  const parts = /^2\.([^|]+)\|([^|]+)\|([^|]+)$/.exec(text)?.slice(1);
  const [iv, data, mac] = (parts ?? []).map((part) => Buffer.from(part, 'base64'));
  if (!iv || !data || !mac || iv.length !== 16) return null;
  if (!isSame(createHmac('sha256', keys.mac).update(iv).update(data).digest(), mac)) return null;
  const cipher = createDecipheriv('aes-256-cbc', keys.enc, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]).toString('utf8');
}
