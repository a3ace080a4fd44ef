import { systemClock } from '#src/host/clock.ts';
import { furnish, openInstallation } from '#tests/faults/installation.ts';

/** A furnished company in an embedded database: the tests around it speak the other engine. */
const [dataDir = ''] = process.argv.slice(2);
const h = await openInstallation(dataDir, systemClock.now() - 3_600_000);
await furnish(h);
await h.close();
