import type { Actor, Via } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import type { Clock } from '#src/host/clock.ts';
import type { Config } from '#src/host/config.ts';
import { createCrypto } from '#src/host/crypto/crypto.ts';
import type { PasswordHasher } from '#src/host/crypto/hash.ts';
import type { Database } from '#src/host/db/database.ts';
import type { Ids } from '#src/host/ids.ts';
import type { Log } from '#src/host/log.ts';
import { requestScope } from '#src/host/request-scope.ts';
import { createVault } from '#src/host/vault.ts';

/** What differs between the real process and a test: everything with a view of the world outside. */
export type Windows = { clock: Clock; ids: Ids; log: Log; hasher: PasswordHasher };

export type CtxFor = (actor: Actor, via: Via) => Ctx;

/** The maker of contexts: one vault and one database behind all of them. */
export function createContexts(config: Config, { clock, ids, log, hasher }: Windows, db: Pick<Database, 'read' | 'write'>): CtxFor {
  const vault = createVault();
  const crypto = createCrypto(hasher);
  return (actor, via) => ({
    actor,
    via,
    requestId: requestScope()?.request ?? ids.next('request'),
    now: clock.now,
    newId: (kind) => ids.next(kind),
    read: db.read,
    write: db.write,
    vault,
    crypto,
    log,
    config,
  });
}
