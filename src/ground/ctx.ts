import type { Clock, Instant } from '#src/host/clock.ts';
import type { Config } from '#src/host/config.ts';
import type { Crypto } from '#src/host/crypto/crypto.ts';
import type { ReadHandle, WriteHandle } from '#src/host/db/handle.ts';
import type { IdKind } from '#src/host/ids.ts';
import type { Log } from '#src/host/log.ts';
import type { Vault } from '#src/host/vault.ts';
import type { Actor, Via } from './actor.ts';

export type { Clock, Instant, ReadHandle, WriteHandle };

/** Who acts, through which door, and the few windows a verb may look through. First argument of every verb. */
export type Ctx = {
  actor: Actor;
  via: Via;
  requestId: string;
  now(): Instant;
  newId(kind: IdKind): string;
  /** Cannot write. Inside a unit it is the unit's own handle, so a verb sees what its caller just wrote. */
  read: ReadHandle;
  /** A unit of work: one transaction that commits with an audit event or not at all. Never nested: use `within`. */
  write<T>(unit: (tx: WriteHandle) => Promise<T>, how?: { bulk?: boolean }): Promise<T>;
  vault: Vault;
  crypto: Crypto;
  log: Log;
  config: Config;
};

/** The same context inside a unit that is already open: verbs called with it join that unit. */
export function within(ctx: Ctx, tx: WriteHandle): Ctx {
  return { ...ctx, read: tx, write: (unit) => unit(tx) };
}

/** The same context with its clock held: what is decided and written down together bears one moment. */
export function atOneMoment(ctx: Ctx): Ctx {
  const at = ctx.now();
  return { ...ctx, now: () => at };
}

/** The same context with another actor: a job acting for the system, never to widen what a person may do. */
export function actingAs(ctx: Ctx, actor: Actor): Ctx {
  return { ...ctx, actor };
}
