import { giveGrant } from '#src/features/access/index.ts';
import { findActor } from '#src/features/people/index.ts';
import { confirmEnrolment, createInvitation, getEnrolment, redeemInvitation } from '#src/features/sessions/index.ts';
import { type App, boot } from '#src/app/boot.ts';
import { readConfig } from '#src/host/config.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { openDatabase } from '#src/host/db/database.ts';
import type { CommitHooks } from '#src/host/db/writer.ts';
import { systemIds } from '#src/host/ids.ts';
import { createLog } from '#src/host/log.ts';
import { account, company, person, role, secret } from '#tests/helpers/builders.ts';
import { cheapHasher } from '#tests/helpers/cheap-hasher.ts';
import { heldClock } from '#tests/helpers/clock.ts';
import type { Place } from '#tests/helpers/database.ts';
import type { World } from '#tests/helpers/world.ts';

/** A world on a data directory that outlives it, started as the product starts. It knows no test runner: child processes use it too. */
export type Installation = World & { app: App /** Once, however often it is called. */; close(): Promise<void> };

export async function openInstallation(dataDir: string, now: number, hooks: CommitHooks = {}, databaseUrl = 'sqlite:'): Promise<Installation> {
  const clock = heldClock(now);
  const log = createLog('silent');
  const config = readConfig({ KEYHOLDER_DATA_DIR: dataDir, KEYHOLDER_DATABASE_URL: databaseUrl });
  const windows = { clock, ids: systemIds(clock), log, hasher: cheapHasher() };
  const db = await openDatabase({ config, log, now: clock.now, hooks });
  const app = await boot(config, windows, db);
  const { ctxFor } = app;
  let closing: Promise<void> | undefined;
  const system = ctxFor({ kind: 'system', job: 'test' }, 'job');
  return {
    clock,
    config,
    windows,
    db,
    ctxFor,
    app,
    system,
    operator: ctxFor({ kind: 'operator', claimed: null }, 'cli'),
    stranger: ctxFor({ kind: 'stranger' }, 'web'),
    log: () => '',
    async as(personId, more = {}) {
      const factorAt = more.factorAt === undefined ? clock.now() : more.factorAt;
      const actor = await findActor(system, personId, { sessionId: null, factorAt });
      if (!actor) throw new Error(`There is no person ${personId} in this installation.`);
      return ctxFor(actor, more.via ?? 'web');
    },
    close: () => {
      closing ??= app.close();
      return closing;
    },
  };
}

export function openPlace({ dataDir, databaseUrl }: Place, now: number, hooks?: CommitHooks): Promise<Installation> {
  return openInstallation(dataDir, now, hooks, databaseUrl);
}

/** Who and what the stories are about. Plain text, so that a child process can be told. */
export type Cast = {
  hrId: string;
  ownerId: string;
  holderId: string;
  leaverId: string;
  accountId: string;
  secretId: string;
  leaver: { email: string; password: string; seed: string; sessionToken: string };
};

/** A company with HR, an owner, a holder who stays and Lars, who is signed in and will leave. */
export async function furnish(h: Installation): Promise<Cast> {
  const { adminId } = await company(h);
  const hrId = await person(h, 'Griet Coppens');
  await role(h, adminId, hrId, 'hr');
  const ownerId = await person(h, 'Olga Owner', { acknowledged: true });
  const deputyId = await person(h, 'Dirk Deputy', { acknowledged: true });
  const holderId = await person(h, 'Hugo Holder', { acknowledged: true });
  const email = 'lars@voorbeeld.example';
  const leaverId = await person(h, 'Lars Leaver', { acknowledged: true, email });
  const accountId = await account(h, { ownerId, deputyIds: [deputyId] });
  const secretId = await secret(h, accountId, ownerId, 'correct horse');
  await giveGrant(await h.as(ownerId), { accountId, kind: 'shared-login', level: 'reveal', personId: holderId });
  return { hrId, ownerId, holderId, leaverId, accountId, secretId, leaver: { email, ...(await enrol(h, adminId, leaverId)) } };
}

async function enrol(h: Installation, adminId: string, personId: string) {
  const password = 'een fiets in de regen';
  const { token } = await createInvitation(await h.as(adminId), personId, 'invitation');
  const invited = await redeemInvitation(h.stranger, { token, password, device: null });
  const { seed } = await getEnrolment(h.stranger, invited.sessionToken);
  const code = codeAt(seed, h.clock.now());
  const { sessionToken } = await confirmEnrolment(h.stranger, { sessionToken: invited.sessionToken, code, address: '127.0.0.1' });
  h.clock.advance('1m');
  return { password, seed, sessionToken };
}
