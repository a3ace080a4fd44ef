import { count, eq } from 'drizzle-orm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { auditEvents, disclosures, leases } from '#db/schema/index.ts';
import { createServer } from '#src/app/server.ts';
import { giveGrant } from '#src/features/access/index.ts';
import { createToken } from '#src/features/tokens/index.ts';
import { type Database, DatabaseUnavailable, openDatabase, OutcomeUnknown } from '#src/host/db/database.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import type { Cast, Installation } from '#tests/faults/installation.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { createPostgres, freshFolder, onServer, silent } from '#tests/helpers/database.ts';
import { node, sharedCompany } from './company.ts';
import { type Wire, wireTo } from './proxy.ts';

async function wired(): Promise<{ db: Database; wire: Wire; name: string }> {
  const { databaseUrl, name } = await createPostgres('template0');
  const wire = await wireTo(databaseUrl);
  const db = await openDatabase({ config: { databaseUrl: wire.url, dataDir: freshFolder() }, log: silent });
  onTestFinished(db.close);
  return { db, wire, name };
}

const write = (db: Database, name: string) => db.write((tx) => tx.insert(leases).values({ name, holder: 'x', fence: 1, expiresAt: 1 }));
const names = async (db: Database) => (await db.read.select({ name: leases.name }).from(leases)).map((row) => row.name).sort();

describe('a connection that is lost at COMMIT', () => {
  test.each([
    ['before', []],
    ['after', ['a']],
  ] as const)('%s the server has done it leaves the outcome unknown, and the next unit finds out', async (when, there) => {
    const { db, wire } = await wired();
    wire.cutNextCommit(when);
    await expect(write(db, 'a')).rejects.toThrow(OutcomeUnknown);
    expect(await names(db)).toEqual(there);
    await write(db, 'b');
    expect(await names(db)).toEqual([...there, 'b']);
  });

  test('leaves it unknown for every unit of its group but the ones that had failed by themselves', async () => {
    const { db, wire } = await wired();
    wire.cutNextCommit('after');
    const refused = db.write(async () => {
      throw new RangeError('no');
    });
    const [a, b, c] = await Promise.allSettled([write(db, 'a'), refused, write(db, 'c')]);
    expect([a, c].map((one) => one?.status === 'rejected' && one.reason instanceof OutcomeUnknown)).toEqual([true, true]);
    expect(b).toMatchObject({ status: 'rejected', reason: expect.any(RangeError) });
    expect(await names(db)).toEqual(['a', 'c']);
  });
});

describe('a database that goes away', () => {
  test('is told apart from an unknown outcome, and is used again as soon as it is back', async () => {
    const { db, wire } = await wired();
    await write(db, 'a');
    wire.cut();
    await expect(write(db, 'b')).rejects.toThrow(DatabaseUnavailable);
    await expect(names(db)).rejects.toThrow(DatabaseUnavailable);
    expect(await db.reachable()).toBe(false);
    wire.mend();
    expect(await db.reachable()).toBe(true);
    await write(db, 'c');
    expect(await names(db)).toEqual(['a', 'c']);
  });

  test('and ends every connection, as in a restart, fails what runs and nothing after it', async () => {
    const { db, name } = await wired();
    const lost = db.write(async (tx) => {
      await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
      await tx.insert(leases).values({ name: 'a', holder: 'x', fence: 1, expiresAt: 1 });
    });
    await expect(lost).rejects.toThrow(DatabaseUnavailable);
    await write(db, 'b');
    expect(await names(db)).toEqual(['b']);
  });
});

describe('the same Idempotency-Key', () => {
  test.each(['before', 'after'] as const)('gives the one true outcome of a reveal whose COMMIT was cut %s the server did it', async (when) => {
    const shared = await sharedCompany(tuesday, async (h, { ownerId, accountId, leaverId: personId }) => {
      await giveGrant(await h.as(ownerId), { accountId, kind: 'shared-login', level: 'reveal', personId });
    });
    const wire = await wireTo(shared.databaseUrl);
    const h = await node(wire.url, shared.dataDir, shared.now + 60_000);
    const ask = await asking(h, shared.cast, `/accounts/${shared.cast.accountId}/secrets/${shared.cast.secretId}/reveals`);
    wire.cutNextCommit(when);
    expect(await ask('key-1')).toMatchObject({ status: 503, type: 'urn:keyholder:problem:host.outcome-unknown' });

    const again = await ask('key-1');
    if (when === 'before') expect(again).toMatchObject({ status: 201, value: 'correct horse' });
    else expect(again).toMatchObject({ status: 409, type: 'urn:keyholder:problem:rest.replayed' });
    expect(await ask('key-1')).toMatchObject({ status: 409, type: 'urn:keyholder:problem:rest.replayed' });
    expect(await reveals(h, shared.cast.leaverId)).toEqual({ disclosures: 1, events: 1 });
    expect(await ask('key-2')).toMatchObject({ status: 201, value: 'correct horse' });
    expect(await reveals(h, shared.cast.leaverId)).toEqual({ disclosures: 2, events: 2 });
  });
});

/** Posts with a token of Lars that was just stepped up, and tells status and body in one. */
async function asking(h: Installation, { leaverId, leaver }: Cast, path: string) {
  const { token } = await createToken(await h.as(leaverId), { name: 'script', scopes: ['read', 'secret.reveal'], days: 30 });
  const { request } = createServer(h.app);
  const post = async (to: string, body: object, key: string) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key, 'content-type': 'application/json' };
    const answer = await request(`${h.config.publicUrl}/api/v1${to}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { ...((await answer.json()) as object), status: answer.status };
  };
  expect(await post('/step-ups', { code: codeAt(leaver.seed, h.clock.now()) }, 'step-up')).toMatchObject({ status: 201 });
  return (key: string) => post(path, { how: 'shown' }, key);
}

async function reveals(h: Installation, personId: string) {
  const [shown] = await h.db.read.select({ n: count() }).from(disclosures).where(eq(disclosures.personId, personId));
  const told = await h.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'secret.shown'));
  return { disclosures: shown?.n, events: told.length };
}
