import { handleKey } from '#src/features/accounts/index.ts';
import { findPlatform, isPersonal, platformOfHost, platformsIn } from '#src/features/platforms/index.ts';
import type { Catalogue } from './match.rules.ts';

/** What matching asks of the platforms. */
export const matching: Catalogue = {
  platformOfHost,
  platformsIn,
  isPersonal,
  isOwnServer: (id) => findPlatform(id)?.domains.length === 0,
  isOwnSite: (id) => findPlatform(id)?.ownSite === true,
  handleKey,
};
