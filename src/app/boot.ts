import { openVault } from '#src/features/keys/index.ts';
import { cutDue } from '#src/features/offboarding/index.ts';
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

  const ctxFor: CtxFor = (actor, via) => {
    const ctx = contexts(actor, via);
    return state === 'open' ? ctx : { ...ctx, write: () => Promise.reject(closedProblem(state)) };
  };
  return {
    config,
    windows,
    db,
    ctxFor,
    state: () => state,
    chain,
    async close() {
      await chain.close();
      await db.close();
    },
  };
}

function closedProblem(state: 'sealed' | 'recovery' | 'open'): Problem {
  return new Problem('unavailable', state === 'sealed' ? 'vault.sealed' : 'audit.recovery');
}
