import { Problem } from '#src/ground/problem.ts';
import { fileLimits } from './parse.ts';
import { listZip, unzip } from './zip.ts';

/** What other vaults pack their export in, by the name inside: Bitwarden, 1Password (1PUX), Dashlane. */
const exports = ['data.json', 'export.data', 'credentials.csv'];

export type Packed = { name: string; bytes: Buffer; beside: number };

/** The export in a zip; `beside` counts the other files in it, attachments mostly. A lone CSV or JSON of any name is one too. */
export function exportIn(zip: Buffer): Packed {
  const files = listZip(zip).filter(({ name }) => !name.endsWith('/'));
  const tables = files.filter(({ name }) => /^[^/]+\.(csv|json)$/i.test(name));
  const entry = files.find(({ name }) => exports.includes(name)) ?? (tables.length === 1 ? tables[0] : undefined);
  if (!entry) throw new Problem('invalid', files.some(({ name }) => /\.(gpg|pgp)$/i.test(name)) ? 'directory.vault-pgp' : 'directory.vault-zip');
  return { name: entry.name, bytes: unzip(zip, entry, fileLimits.bytes), beside: files.length - 1 };
}
