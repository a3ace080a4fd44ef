import { record } from '#src/ground/audit.ts';
import { type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { nextKeyFile } from '#src/host/root-key-files.ts';
import type { Wrapped } from '#src/host/vault.ts';
import {
  addRootKey,
  changeRootKey,
  countDataKeys,
  type DataKeyRow,
  listDataKeysUnder,
  listRootKeys,
  listRootKeysInForce,
  rewriteDataKeys,
  type RootKeyRow,
} from './queries.ts';
import { followRootKey, installation, needRootKeys, takeUp, tidyKeyFiles } from './root-key.ts';
import { inForce } from './rules.ts';
import { needOpenVault } from './seal.ts';

/** Data keys wrapped anew in one unit: others write in between. */
const atOnce = 200;

/** Whoever else must know; joins the unit. */
export type Tell = (inside: Ctx, tx: WriteHandle) => Promise<void>;
/** What else hangs from the root key, by the data keys that it belongs to, moves along in the same unit. */
export type Follower = (inside: Ctx, tx: WriteHandle, dataKeyIds: readonly string[]) => Promise<void>;

/** Makes the file of the next key, so that it can be copied to other nodes before it counts; or takes up what lies there. */
export async function prepareRootKey(ctx: Ctx): Promise<{ file: string; rootKeyId: string }> {
  ensure(ctx, 'keys.change', null);
  needOpenVault(ctx);
  const file = nextKeyFile(ctx.config.rootKeyFile);
  const known = await listRootKeys(ctx.read);
  if (inForce(known).length > 1) throw new Problem('conflict', 'root-key.being-changed');
  const next = takeUp(ctx, file);
  if (known.some(({ id, checkValue }) => id === next.id || checkValue.equals(next.checkValue)))
    throw new Problem('conflict', 'root-key.known', { params: { file } });
  return { file, rootKeyId: next.id };
}

/**
 * From here on everything is sealed under the new key; what the one before wrapped still opens, and `wrapAnew` moves it over. The file is
 * whole and durable before the database knows of it: a crash in between leaves a key without data, which the next attempt takes up.
 */
export async function beginRootKey(ctx: Ctx, tell: Tell): Promise<{ rootKeyId: string; previousId: string; file: string }> {
  const because = ensure(ctx, 'keys.change', null);
  const { file } = await prepareRootKey(ctx);
  const begun = await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const [active, retiring] = inForce(await listRootKeysInForce(tx));
    if (!active || retiring) throw new Problem('conflict', 'root-key.being-changed');
    const next = takeUp(ctx, file);
    await changeRootKey(tx, active.id, { state: 'retired' });
    await addRootKey(tx, next);
    await record(tx, ctx, 'root-key.changed', installation, { rootKeyId: next.id, previousId: active.id }, { because });
    await tell(inside, tx);
    return { rootKeyId: next.id, previousId: active.id };
  });
  await followRootKey(ctx);
  return { ...begun, file };
}

export async function isRootKeyChanging(ctx: Ctx): Promise<boolean> {
  return (await listRootKeysInForce(ctx.read)).length > 1;
}

/**
 * Moves what the key before wrapped under the one in force, some at a time; killed anywhere, the next run goes on. The last unit retires the
 * key before, unless something does not open with it: that was damaged before, and is left as it is.
 */
export async function wrapAnew(
  ctx: Ctx,
  followers: readonly Follower[],
  progress?: (done: number, left: number) => void,
): Promise<{ wrapped: number; damaged: number }> {
  let wrapped = 0;
  for (let after = ''; ; ) {
    const turn = await ctx.write((tx) => wrapSome(within(ctx, tx), tx, after, followers), { bulk: true });
    if (turn === null) break;
    wrapped += turn.wrapped;
    after = turn.last;
    progress?.(wrapped, turn.left);
  }
  const damaged = await retire(ctx);
  await followRootKey(ctx);
  await tidyKeyFiles(ctx);
  return { wrapped, damaged };
}

async function wrapSome(ctx: Ctx, tx: WriteHandle, after: string, followers: readonly Follower[]) {
  const [active, retiring] = inForce(await listRootKeysInForce(tx));
  if (!active || !retiring) return null;
  await needRootKeys(ctx);
  const rows = await listDataKeysUnder(tx, retiring.id, after, atOnce);
  const last = rows.at(-1);
  if (!last) return null;
  const anew = rows.filter((row) => fits(ctx, row)).map((row) => ({ ...row, ...ctx.vault.rewrap(wrapOf(row)) }));
  for (const follow of followers)
    await follow(
      ctx,
      tx,
      anew.map(({ id }) => id),
    );
  if (anew.length > 0) {
    await rewriteDataKeys(tx, anew);
    await record(tx, ctx, 'root-key.wrapped-anew', installation, { rootKeyId: active.id, keys: anew.length });
  }
  return { wrapped: anew.length, last: last.id, left: await countDataKeys(tx, retiring.id) };
}

function wrapOf({ id, rootKeyId, wrapped }: DataKeyRow): Wrapped {
  return { dataKeyId: id, rootKeyId, wrapped: wrapped ?? Buffer.alloc(0) };
}

function fits(ctx: Ctx, row: DataKeyRow): boolean {
  const whole = ctx.vault.fits(wrapOf(row));
  if (!whole) ctx.log.error({ dataKeyId: row.id }, 'a data key does not open with its root key: it was damaged, and is left as it is');
  return whole;
}

/** Opens every data key, and no value. Needs an open vault. */
export async function checkDataKeys(ctx: Ctx): Promise<{ keys: number; damaged: number }> {
  const counts = { keys: 0, damaged: 0 };
  for (const { id } of await listRootKeysInForce(ctx.read)) {
    for (let after = ''; ; ) {
      const rows = await listDataKeysUnder(ctx.read, id, after, atOnce);
      counts.keys += rows.length;
      counts.damaged += rows.filter((row) => !fits(ctx, row)).length;
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
    }
  }
  return counts;
}

async function retire(ctx: Ctx): Promise<number> {
  return ctx.write(async (tx) => {
    const [, retiring] = inForce(await listRootKeysInForce(tx));
    if (!retiring) return 0;
    const damaged = await countDataKeys(tx, retiring.id);
    if (damaged > 0) return damaged;
    await changeRootKey(tx, retiring.id, { retiredAt: ctx.now() });
    await record(tx, ctx, 'root-key.retired', installation, { rootKeyId: retiring.id });
    return 0;
  });
}

export type RootKeyFacts = Pick<RootKeyRow, 'id' | 'createdAt' | 'retiredAt'> & {
  state: 'in-force' | 'retiring' | 'retired' /** What it still wraps. */;
  dataKeys: number;
};

/** Every root key there was, the newest first. */
export async function rootKeyHistory(ctx: Ctx): Promise<RootKeyFacts[]> {
  ensure(ctx, 'settings.view', null);
  const known = await listRootKeys(ctx.read);
  const facts: RootKeyFacts[] = [];
  for (const { id, state, createdAt, retiredAt } of known) {
    const as = state === 'active' ? 'in-force' : retiredAt === null ? 'retiring' : 'retired';
    facts.push({ id, createdAt, retiredAt, state: as, dataKeys: as === 'retired' ? 0 : await countDataKeys(ctx.read, id) });
  }
  return facts;
}

export type VaultFacts = { state: 'open' | 'sealed'; location: string; rootKeyId: string | null; createdAt: number | null; left: number | null };

/** Where the root key is kept and whether it is in use; `left` is what still waits to be wrapped under it. Never the key. */
export async function vaultFacts(ctx: Ctx): Promise<VaultFacts> {
  const known = await listRootKeys(ctx.read);
  const [active, retiring] = inForce(known);
  return {
    state: ctx.vault.isOpen() ? 'open' : 'sealed',
    location: ctx.config.rootKeyFile,
    rootKeyId: active?.id ?? null,
    createdAt: active?.createdAt ?? null,
    left: retiring ? await countDataKeys(ctx.read, retiring.id) : null,
  };
}
