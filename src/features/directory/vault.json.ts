import { z } from 'zod';
import { Problem } from '#src/ground/problem.ts';
import { textOf } from './content.ts';
import { fileLimits } from './parse.ts';
import { isOnePassword, readOnePassword } from './vault.onepassword.ts';
import type { Foreign, VaultFile, VaultItem, VaultKeys } from './vault.file.ts';

const text = z.string().nullish();
const item = z.object({
  name: text,
  creationDate: text,
  deletedDate: text,
  archivedDate: text,
  fields: z.array(z.object({ name: text })).nullish(),
  passwordHistory: z.array(z.object({ password: text, lastUsedDate: text })).nullish(),
  attachments: z.array(z.unknown()).nullish(),
  login: z
    .object({
      username: text,
      password: text,
      totp: text,
      passwordRevisionDate: text,
      uris: z.array(z.object({ uri: text })).nullish(),
      fido2Credentials: z.array(z.unknown()).nullish(),
    })
    .nullish(),
});
type Item = z.output<typeof item>;

const locked = z.object({
  salt: z.string().max(1000),
  kdfType: z.int(),
  kdfIterations: z.int(),
  kdfMemory: z.int().nullish(),
  kdfParallelism: z.int().nullish(),
  encKeyValidation_DO_NOT_EDIT: z.string(),
  data: z.string(),
});

/** An export, or what `bw list items` prints. No answer here repeats anything of the file: what stands in it is not for a terminal. */
export async function readVaultJson(foreign: Foreign, bytes: Buffer, keys: VaultKeys): Promise<VaultFile> {
  return readValue(foreign, parseJson(textOf(bytes)), keys);
}

async function readValue(foreign: Foreign, value: unknown, keys: VaultKeys): Promise<VaultFile> {
  if (Array.isArray(value)) return readItems(value);
  if (isOnePassword(value)) return readOnePassword(value);
  const { encrypted, passwordProtected, items } = (value ?? {}) as Record<string, unknown>;
  // Looked at before the rest of its shape: what is locked has no items to be told by.
  if (encrypted === true && passwordProtected !== true) throw new Problem('invalid', 'directory.vault-encrypted');
  if (encrypted === true) return readValue(foreign, parseJson(await unlock(foreign, value, keys)), keys);
  if (!Array.isArray(items)) throw new Problem('invalid', 'directory.vault-unknown');
  return readItems(items);
}

async function unlock(foreign: Foreign, value: unknown, { password }: VaultKeys): Promise<string> {
  const parsed = locked.safeParse(value);
  if (!parsed.success) throw new Problem('invalid', 'directory.vault-unknown');
  if (!password) throw new Problem('invalid', 'directory.vault-needs-password');
  const { salt, kdfType, kdfIterations: iterations, kdfMemory, kdfParallelism, encKeyValidation_DO_NOT_EDIT: check, data } = parsed.data;
  const kdf = kdfType === 0 ? { iterations } : { iterations, memory: kdfMemory ?? 0, parallelism: kdfParallelism ?? 0 };
  const opened = await foreign.bitwardenOpens({ salt, kdf, check, data }, password);
  if (opened === 'too-costly') throw new Problem('invalid', 'directory.vault-too-costly');
  if (opened === 'wrong') throw new Problem('invalid', 'directory.vault-wrong-password');
  return opened.text;
}

function readItems(values: readonly unknown[]): VaultFile {
  if (values.length > fileLimits.rows) throw new Problem('invalid', 'directory.too-many-rows', { params: { maximum: fileLimits.rows } });
  const read = values.map((value, index) => {
    const parsed = item.safeParse(value);
    if (!parsed.success) throw new Problem('invalid', 'directory.vault-item', { params: { number: index + 1 } });
    return { ...parsed.data, place: index + 1 };
  });
  if (read.length > 0 && read.every(({ login, name }) => login === undefined && name === undefined)) throw new Problem('invalid', 'directory.vault-unknown');
  const isOver = ({ deletedDate, archivedDate }: Item) => Boolean(deletedDate || archivedDate);
  const logins = read.filter(({ login }) => login);
  return {
    items: logins.filter((one) => !isOver(one)).map(itemOf),
    others: read.length - logins.length,
    over: logins.filter(isOver).length,
    unread: read.some(({ attachments }) => attachments?.length) ? ['attachments'] : [],
  };
}

function itemOf({ place, name, login, ...more }: Item & { place: number }): VaultItem {
  return {
    place,
    name: name ?? '',
    addresses: (login?.uris ?? []).flatMap(({ uri }) => uri ?? []),
    username: login?.username ?? '',
    password: login?.password || null,
    seed: login?.totp || null,
    setAt: ageOf(login?.passwordRevisionDate, more),
    passkeys: login?.fido2Credentials?.length ?? 0,
    remark: null,
  };
}

/**
 * Since when the password is in force. No export has its date, only `bw list items`; the history has the day on which the one before it was
 * replaced, among entries of hidden fields that begin with their name; else it is at least as old as the item.
 */
function ageOf(
  revised: string | null | undefined,
  { fields, passwordHistory, creationDate }: Pick<Item, 'fields' | 'passwordHistory' | 'creationDate'>,
): number | null {
  const names = (fields ?? []).flatMap(({ name }) => (name ? `${name}: ` : []));
  const replaced = (passwordHistory ?? [])
    .filter(({ password }) => !names.some((name) => password?.startsWith(name)))
    .map(({ lastUsedDate }) => instant(lastUsedDate));
  const known = replaced.filter((at) => at !== null);
  return instant(revised) ?? (known.length > 0 ? Math.max(...known) : instant(creationDate));
}

function instant(text: string | null | undefined): number | null {
  const at = Date.parse(text ?? '');
  return Number.isFinite(at) ? at : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
