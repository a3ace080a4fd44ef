import { z } from 'zod';
import type { Instant } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { fold } from '#src/ground/words.ts';
import { fileLimits, readTable } from './parse.ts';

/** A login out of another vault. `place` is its line, or its number in the file. Its values are never told, nor kept here. */
export type VaultItem = {
  place: number;
  name: string;
  addresses: readonly string[];
  username: string;
  password: string | null;
  seed: string | null;
  setAt: Instant | null;
};

export type VaultFile = { items: readonly VaultItem[]; others: number };

/** What Bitwarden, 1Password, LastPass and Chrome write, each recognised by itself. */
export function readVaultFile(bytes: Buffer): VaultFile {
  const isJson = /^\s*\{/.test(
    bytes
      .subarray(0, 200)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  );
  return isJson ? readJson(bytes) : readCsv(bytes);
}

const login = z.object({
  username: z.string().nullish(),
  password: z.string().nullish(),
  totp: z.string().nullish(),
  passwordRevisionDate: z.string().nullish(),
  uris: z.array(z.object({ uri: z.string().nullish() })).nullish(),
});
const bitwarden = z.object({
  encrypted: z.boolean().optional(),
  items: z.array(z.object({ name: z.string(), login: login.nullish() })).max(fileLimits.rows),
});

/** No answer here repeats anything of the file: what stands in it is not for a terminal. */
function readJson(bytes: Buffer): VaultFile {
  if (bytes.length > fileLimits.bytes) throw new Problem('invalid', 'directory.too-big', { params: { megabytes: fileLimits.bytes / 1024 / 1024 } });
  const parsed = bitwarden.safeParse(parseJson(bytes));
  if (!parsed.success) throw new Problem('invalid', 'directory.vault-unknown');
  const { encrypted, items } = parsed.data;
  if (encrypted) throw new Problem('invalid', 'directory.vault-encrypted');
  const logins = items.flatMap((item, index): VaultItem[] => {
    if (!item.login) return [];
    const { username, password, totp, passwordRevisionDate, uris } = item.login;
    const setAt = Date.parse(passwordRevisionDate ?? '');
    return [
      {
        place: index + 1,
        name: item.name,
        addresses: (uris ?? []).flatMap(({ uri }) => uri ?? []),
        username: username ?? '',
        password: password || null,
        seed: totp || null,
        setAt: Number.isFinite(setAt) ? setAt : null,
      },
    ];
  });
  return { items: logins, others: items.length - logins.length };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

const headings = {
  name: ['name', 'title'],
  address: ['login_uri', 'url', 'urls', 'website'],
  username: ['login_username', 'username'],
  password: ['login_password', 'password'],
  seed: ['login_totp', 'otpauth', 'totp'],
  type: ['type'],
} as const;

function readCsv(bytes: Buffer): VaultFile {
  const table = readTable(bytes);
  const seen = table.headings.map(fold);
  const column = (field: keyof typeof headings) => seen.findIndex((heading) => (headings[field] as readonly string[]).includes(heading));
  const at = { name: column('name'), address: column('address'), username: column('username'), password: column('password'), seed: column('seed') };
  if (at.name < 0 || at.username < 0 || at.password < 0) throw new Problem('invalid', 'directory.vault-unknown');
  const type = column('type');
  const rows = table.rows.filter(({ cells }) => type < 0 || (cells[type] ?? 'login') === 'login');
  const items = rows.map(({ line, cells }): VaultItem => {
    const cell = (index: number) => cells[index] ?? '';
    const addresses = cell(at.address)
      .split(/[\s,]+/)
      .filter(Boolean);
    const { name, username } = { name: cell(at.name), username: cell(at.username) };
    return { place: line, name, addresses, username, password: cell(at.password) || null, seed: cell(at.seed) || null, setAt: null };
  });
  return { items, others: table.rows.length - rows.length };
}
