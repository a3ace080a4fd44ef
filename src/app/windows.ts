import { systemClock } from '#src/host/clock.ts';
import type { Config } from '#src/host/config.ts';
import { argon2Hasher } from '#src/host/crypto/hash.ts';
import { systemIds } from '#src/host/ids.ts';
import { createLog } from '#src/host/log.ts';
import type { Windows } from './context.ts';

/** The real world. */
export function systemWindows(config: Config): Windows {
  return {
    clock: systemClock,
    ids: systemIds(systemClock),
    log: createLog(config.logLevel),
    hasher: argon2Hasher({ concurrency: 2, queue: 32 }),
  };
}
