import { z } from 'zod';
import { Problem } from '#src/ground/problem.ts';
import { fileLimits } from './parse.ts';
import type { VaultFile, VaultItem } from './vault.file.ts';

const text = z.string().nullish();
const item = z.object({
  createdAt: z.number().nullish(),
  state: text,
  categoryUuid: text,
  overview: z.object({ title: text, url: text, urls: z.array(z.object({ url: text })).nullish() }).nullish(),
  details: z
    .object({
      loginFields: z.array(z.object({ value: text, designation: text })).nullish(),
      sections: z.array(z.object({ fields: z.array(z.object({ value: z.record(z.string(), z.unknown()).nullish() })).nullish() })).nullish(),
      password: text,
      passwordHistory: z.array(z.object({ time: z.number().nullish() })).nullish(),
      passkey: z.unknown().optional(),
    })
    .nullish(),
});
const shape = z.object({ accounts: z.array(z.object({ vaults: z.array(z.object({ items: z.array(z.unknown()) })) })) });
type Item = z.output<typeof item>;

/** `export.data` out of a 1PUX of 1Password 8. */
export function isOnePassword(value: unknown): boolean {
  return shape.safeParse(value).success;
}

export function readOnePassword(value: unknown): VaultFile {
  const all = shape.parse(value).accounts.flatMap(({ vaults }) => vaults.flatMap(({ items }) => items));
  if (all.length > fileLimits.rows) throw new Problem('invalid', 'directory.too-many-rows', { params: { maximum: fileLimits.rows } });
  const read = all.map((one, index) => {
    const parsed = item.safeParse(one);
    if (!parsed.success) throw new Problem('invalid', 'directory.vault-item', { params: { number: index + 1 } });
    return { item: itemOf(parsed.data, index + 1), isOver: parsed.data.state === 'archived' || parsed.data.state === 'deleted', isLogin: isLogin(parsed.data) };
  });
  const logins = read.filter((one) => one.isLogin);
  return {
    items: logins.filter(({ isOver }) => !isOver).map((one) => one.item),
    others: read.length - logins.length,
    over: logins.filter(({ isOver }) => isOver).length,
    unread: [],
  };
}

/** A login, or a password alone, by the numbers that 1Password gives its categories. */
const isLogin = ({ categoryUuid, details }: Item) => categoryUuid === '001' || categoryUuid === '005' || (details?.loginFields?.length ?? 0) > 0;

function itemOf({ createdAt, overview, details }: Item, place: number): VaultItem {
  const field = (designation: string) => details?.loginFields?.find((one) => one.designation === designation)?.value || '';
  const seeds = new Set(
    (details?.sections ?? []).flatMap(({ fields }) => (fields ?? []).flatMap(({ value }) => (typeof value?.['totp'] === 'string' ? value['totp'] : []))),
  );
  const changed = (details?.passwordHistory ?? []).flatMap(({ time }) => time ?? []);
  const since = changed.length > 0 ? Math.max(...changed) : createdAt;
  return {
    place,
    name: overview?.title ?? '',
    addresses: [...new Set([overview?.url, ...(overview?.urls ?? []).map(({ url }) => url)])].flatMap((url) => url || []),
    username: field('username'),
    password: field('password') || details?.password || null,
    seed: [...seeds].find(Boolean) ?? null,
    setAt: since ? since * 1000 : null,
    passkeys: details?.passkey ? 1 : 0,
    remark: seeds.size > 1 ? 'two-seeds' : null,
  };
}
