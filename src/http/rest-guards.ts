import { canonical } from '#src/ground/canonical.ts';
import { type Ctx, type WriteHandle, within } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';

type Words = Readonly<Record<string, string>>;

/** A cursor belongs to the list it came from: with another filter it would skip or repeat rows in silence. */
export function bindCursor(ctx: Ctx, path: string, query: Words, next: string): string {
  return `${filterTag(ctx, path, query)}.${next}`;
}

/** The query with the cursor that the list itself understands. */
export function unbindCursor(ctx: Ctx, path: string, query: Words): Words {
  const { cursor } = query;
  if (cursor === undefined) return query;
  const [, tag, inner] = /^([0-9a-f]{16})\.([\w-]+)$/.exec(cursor) ?? [];
  if (!tag || !inner) throw new Problem('invalid', 'cursor.invalid', { fields: [{ field: 'cursor', code: 'cursor.invalid' }] });
  if (tag !== filterTag(ctx, path, query)) throw new Problem('invalid', 'cursor.other-filter', { fields: [{ field: 'cursor', code: 'cursor.other-filter' }] });
  return { ...query, cursor: inner };
}

function filterTag(ctx: Ctx, path: string, { cursor: _, limit: __, ...filter }: Words): string {
  return ctx.crypto.sha256(`${path}\n${canonical(filter)}`).slice(0, 16);
}

/** Changes with whatever the representation shows; unquoted. */
export function tagOf(ctx: Ctx, text: string): string {
  return ctx.crypto.sha256(text).slice(0, 32);
}

/** One of a list of tags, or any: what is read may be compared weakly. */
export function matchesTag(header: string, tag: string): boolean {
  return header.split(',').some((one) => ['*', `"${tag}"`, `W/"${tag}"`].includes(one.trim()));
}

/** As an edit must: a weak tag never fits (RFC 9110 §13.1.1). */
export function matchesExactly(header: string, tag: string): boolean {
  return header.split(',').some((one) => ['*', `"${tag}"`].includes(one.trim()));
}

/** What a request with a key did before. `answer` is null where it is not kept; then only the event and the status are. */
export type Replay = { fingerprint: string; eventId: string; status: number | null; answer: string | null };

/** Where the keys of repeated requests are kept; `app/` hands it to the door. */
export type Replays = {
  find(ctx: Ctx, tokenId: string, key: string): Promise<Replay | null>;
  /** In the unit that does the work. */
  claim(ctx: Ctx, tx: WriteHandle, tokenId: string, key: string, fingerprint: string): Promise<void>;
  keep(ctx: Ctx, tokenId: string, key: string, status: number, answer: string | null): Promise<void>;
  /** What was refused was not done: the same key may try again. */
  forget(ctx: Ctx, tokenId: string, key: string): Promise<void>;
};

/**
 * The same context, whose first unit looks before it writes and leaves its mark when it has: a representation is compared,
 * and a key is claimed, in the transaction that does the work. So of two requests with one key one is done. `done` says whether that unit was kept.
 */
export function guardedCtx(
  ctx: Ctx,
  before: (inside: Ctx) => Promise<void>,
  after: (inside: Ctx, tx: WriteHandle) => Promise<void>,
): { ctx: Ctx; done(): boolean } {
  let done = false;
  const guarded: Ctx = {
    ...ctx,
    async write(unit, how) {
      if (done) return ctx.write(unit, how);
      const result = await ctx.write(async (tx) => {
        const inside = within(ctx, tx);
        await before(inside);
        const made = await unit(tx);
        await after(inside, tx);
        return made;
      }, how);
      done = true;
      return result;
    },
  };
  return { ctx: guarded, done: () => done };
}
