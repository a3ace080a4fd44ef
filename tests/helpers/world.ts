import { eq } from 'drizzle-orm';
import { onTestFinished } from 'vitest';
import { people, roles } from '#db/schema/index.ts';
import { type CtxFor, createContexts, type Windows } from '#src/app/context.ts';
import { openVault } from '#src/features/keys/index.ts';
import { standingOf } from '#src/features/people/index.ts';
import type { PersonActor, Via } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type Config, readConfig } from '#src/host/config.ts';
import { systemIds } from '#src/host/ids.ts';
import type { Database } from '#src/host/db/database.ts';
import { createLog } from '#src/host/log.ts';
import { cheapHasher } from './cheap-hasher.ts';
import { type HeldClock, heldClock, tuesday } from './clock.ts';
import { freshDatabase } from './database.ts';

export type World = {
  clock: HeldClock;
  config: Config;
  windows: Windows;
  db: Database;
  ctxFor: CtxFor;
  /** Everything the process logged, as text. */
  log(): string;
  /** For jobs and set-up steps of a test. */
  system: Ctx;
  operator: Ctx;
  stranger: Ctx;
  /** A signed-in person as the database knows them now, second factor just proven unless said otherwise. */
  as(personId: string, more?: { factorAt?: number | null; via?: Via }): Promise<Ctx>;
};

/**
 * A fresh database, an open vault and a clock that stands still. It is taken down when the test that made it ends. `like`
 * another whose database is closed: a copy of it as it is then, which goes its own way.
 */
export async function world(options: { now?: number; smtpUrl?: string; like?: World } = {}): Promise<World> {
  const clock = heldClock(options.like?.clock.now() ?? options.now ?? tuesday);
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const fresh = await freshDatabase({ log, now: clock.now }, options.like?.config);
  onTestFinished(fresh.dispose);
  const config = readConfig({
    KEYHOLDER_DATA_DIR: fresh.config.dataDir,
    KEYHOLDER_DATABASE_URL: fresh.config.databaseUrl,
    ...(options.smtpUrl ? { KEYHOLDER_SMTP_URL: options.smtpUrl } : {}),
  });
  const db = fresh.database;
  const windows = { clock, ids: systemIds(clock), log, hasher: cheapHasher() };
  const ctxFor = createContexts(config, windows, db);
  const system = ctxFor({ kind: 'system', job: 'test' }, 'job');
  await openVault(system);
  return {
    clock,
    config,
    windows,
    db,
    ctxFor,
    log: () => lines.join(''),
    system,
    operator: ctxFor({ kind: 'operator', claimed: null }, 'cli'),
    stranger: ctxFor({ kind: 'stranger' }, 'web'),
    async as(personId, more = {}) {
      const factorAt = more.factorAt === undefined ? clock.now() : more.factorAt;
      return ctxFor({ ...(await readActor(db, personId)), factorAt }, more.via ?? 'web');
    },
  };
}

async function readActor(db: Database, personId: string): Promise<PersonActor> {
  const [person] = await db.read.select().from(people).where(eq(people.id, personId));
  if (!person) throw new Error(`There is no person ${personId} in this world.`);
  const held = await db.read.select({ role: roles.role }).from(roles).where(eq(roles.personId, personId));
  return {
    kind: 'person',
    id: person.id,
    name: person.displayName,
    roles: held.map((row) => row.role),
    ...standingOf(person),
    sessionId: null,
    factorAt: null,
  };
}
