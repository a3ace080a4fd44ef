import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { type Content, contentOf } from './content.ts';
import { fileLimits } from './parse.ts';
import { exportIn } from './vault.archive.ts';
import { readVaultJson } from './vault.json.ts';
import { readKdbx } from './vault.kdbx.ts';
import { readVaultCsv } from './vault.csv.ts';

/** A login out of another vault. `place` is its line, or its number in the file. Its values are never told, nor kept here. */
export type VaultItem = {
  place: number;
  name: string;
  addresses: readonly string[];
  username: string;
  password: string | null;
  seed: string | null;
  /** The value is at least as old as this. */
  setAt: Instant | null;
  passkeys: number;
  /** What was done to its values, or could not be. */
  remark: ItemRemark | null;
};
export type ItemRemark = 'unescaped' | 'escaped' | 'two-seeds' | 'reference';

/** `over`: what the file itself says is archived, or in its bin. `unread`: columns and parts that nothing was taken from. */
export type VaultFile = { items: readonly VaultItem[]; others: number; over: number; unread: readonly string[] };

export type Foreign = Ctx['crypto']['foreign'];
/** What opens a file that is locked. It is used once and kept nowhere. */
export type VaultKeys = { password?: string; keyFile?: Buffer | null };

/** Which export it is, is told by its content; what is none that is read gets one sentence of its own. */
export async function readVaultFile(foreign: Foreign, bytes: Buffer, keys: VaultKeys = {}): Promise<VaultFile> {
  if (bytes.length > fileLimits.bytes) throw new Problem('invalid', 'directory.too-big', { params: { megabytes: fileLimits.bytes / 1024 / 1024 } });
  const content = contentOf(bytes);
  if (content === 'kdbx') return readKdbx(foreign, bytes, keys);
  if (content === 'zip') {
    const { bytes: inside, beside } = exportIn(bytes);
    // A zip in a zip is no export, and may be one without end.
    if (contentOf(inside) === 'zip') throw new Problem('invalid', 'directory.vault-zip');
    const read = await readVaultFile(foreign, inside, keys);
    return beside > 0 ? { ...read, unread: [...read.unread.filter((name) => name !== 'attachments'), 'attachments'] } : read;
  }
  const refusal = refusals[content];
  if (refusal) throw new Problem('invalid', refusal);
  return content === 'json' ? readVaultJson(foreign, bytes, keys) : readVaultCsv(bytes);
}

const refusals: Partial<Record<Content, string>> = {
  xlsx: 'directory.vault-spreadsheet',
  opendocument: 'directory.vault-spreadsheet',
  'old-office': 'directory.vault-spreadsheet',
  kdb: 'directory.vault-kdb',
  pgp: 'directory.vault-pgp',
  xml: 'directory.vault-xml',
  gzip: 'directory.vault-unknown',
  pdf: 'directory.vault-unknown',
};
