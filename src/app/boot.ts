import { followRootKey, openVault, unsealVault } from '#src/features/keys/index.ts';
import { cutDue } from '#src/features/offboarding/index.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import type { Config } from '#src/host/config.ts';
import { type Database, openDatabase } from '#src/host/db/database.ts';
import { type ChainGuard, guardChain } from './chain.ts';
import { type CtxFor, createContexts, type Windows } from './context.ts';

export type App = {
  config: Config;
  windows: Windows;
  db: Database;
  ctxFor: CtxFor;
  /** Sealed or in recovery the app answers and explains, and changes nothing. */
  state(): 'open' | 'sealed' | 'recovery';
  /** Forgets the root key until an operator unseals. Needs an open app. */
  seal(ctx: Ctx): Promise<void>;
  /**
   * Opens what is sealed, and makes the cuts that are due before it lets anybody in. By itself it leaves alone what an operator
   * sealed. @returns what keeps it sealed, in a sentence, or null
   */
  unseal(by: 'operator' | 'itself'): Promise<string | null>;
  /** Takes up a root key that was changed by another node; without its file the app is sealed, and opens once the file is there. */
  followRootKey(): Promise<void>;
  chain: ChainGuard;
  close(): Promise<void>;
};

/** Opens everything in the order in which it may be trusted; what was due while nobody ran is cut before anybody is let in. */
export async function boot(config: Config, windows: Windows, opened?: Database): Promise<App> {
  const db = opened ?? (await openDatabase({ config, log: windows.log, now: windows.clock.now }));
  const contexts = createContexts(config, windows, db);
  const starting = contexts({ kind: 'system', job: 'start-up' }, 'job');

  let state: ReturnType<App['state']> = 'open';
  const chain = await guardChain(starting, db, () => {
    state = 'recovery';
  });
  if (!chain.intact()) state = 'recovery';
  else if ((await openVault(starting)) === 'sealed') state = 'sealed';
  else await cutDue(starting, 'start-up');

  const needOpen = () => {
    if (state !== 'open') throw closedProblem(state);
  };
  // Asked at each write: what began before it was sealed writes nothing after it.
  const ctxFor: CtxFor = (actor, via) => {
    const ctx = contexts(actor, via);
    return {
      ...ctx,
      async write(unit, how) {
        needOpen();
        return ctx.write(unit, how);
      },
    };
  };

  let sealedByHand = false;
  const seal = async (ctx: Ctx) => {
    await ctx.write((tx) => record(tx, ctx, 'vault.sealed', installation, {}));
    sealedByHand = true;
    state = 'sealed';
    starting.vault.lock();
  };
  const openUp = async (by: 'operator' | 'itself') => {
    const fault = await unsealVault(starting);
    if (fault !== null) return fault;
    try {
      await cutDue(starting, 'start-up');
      await starting.write((tx) => record(tx, starting, 'vault.unsealed', installation, { by }));
    } catch (error) {
      starting.vault.lock();
      throw error;
    }
    sealedByHand = false;
    state = 'open';
    windows.log.info({ by }, 'the vault is open');
    return null;
  };
  let opening: Promise<string | null> | undefined;
  const unseal = async (by: 'operator' | 'itself') => {
    if (state !== 'sealed' || (by === 'itself' && sealedByHand)) return null;
    opening ??= openUp(by).finally(() => {
      opening = undefined;
    });
    return opening;
  };
  const follow = async () => {
    const fault = state === 'open' ? await followRootKey(starting) : null;
    if (fault === null || state !== 'open') return;
    windows.log.error(fault);
    state = 'sealed';
    starting.vault.lock();
  };
  return {
    config,
    windows,
    db,
    ctxFor,
    state: () => state,
    seal,
    unseal,
    followRootKey: follow,
    chain,
    async close() {
      await chain.close();
      await db.close();
    },
  };
}

const installation = { kind: 'installation', id: null } as const;

export function closedProblem(state: ReturnType<App['state']>): Problem {
  return new Problem('unavailable', state === 'sealed' ? 'vault.sealed' : 'audit.recovery');
}
