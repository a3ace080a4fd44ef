import { count, eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leases, sessions, settings } from '#db/schema/index.ts';
import { DatabaseError, NestedUnit, UnitEnded, UnrecordedWrite, WriterBusy } from '#src/host/db/database.ts';
import { ascending, isForeignKeyViolation, isUniqueViolation } from '#src/host/db/dialect.ts';
import { housekeeping, markRecorded, type WriteHandle } from '#src/host/db/handle.ts';
import { createLog } from '#src/host/log.ts';
import { type FreshDatabase, freshDatabase } from '#tests/helpers/database.ts';
import { aPerson, aSession, set } from './rows.ts';

let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.dispose());

const names = async () => {
  const rows = await fresh.database.read.select({ name: settings.name }).from(settings).orderBy(ascending(settings.name));
  return rows.map((row) => row.name);
};

describe('a unit of work', () => {
  test('is there for readers once it is answered, and returns its value', async () => {
    const value = await fresh.database.write(async (tx) => {
      await set(tx, 'a');
      expect(await names()).toEqual([]);
      return 7;
    });
    expect(value).toBe(7);
    expect(await names()).toEqual(['a']);
  });

  test('sees its own rows', async () => {
    const seen = await fresh.database.write(async (tx) => {
      await set(tx, 'a');
      return tx.select({ n: count() }).from(settings);
    });
    expect(seen).toEqual([{ n: 1 }]);
  });

  test('that fails rolls back alone, even when it shares its commit', async () => {
    const results = await Promise.allSettled([
      fresh.database.write((tx) => set(tx, 'a')),
      fresh.database.write(async (tx) => {
        await set(tx, 'b');
        throw new Error('changed my mind');
      }),
      fresh.database.write((tx) => set(tx, 'c')),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { message: 'changed my mind' } });
    expect(await names()).toEqual(['a', 'c']);
  });

  test('is not answered as done when the commit of its group fails', async () => {
    let fail = true;
    const database = await fresh.reopen({
      hooks: {
        beforeCommit: async () => {
          if (fail) throw new Error('the disk is gone');
        },
      },
    });
    const results = await Promise.allSettled(['a', 'b'].map((name) => database.write((tx) => set(tx, name))));
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect(await names()).toEqual([]);
    fail = false;
    await database.write((tx) => set(tx, 'c'));
    expect(await names()).toEqual(['c']);
  });

  test('shares one commit with the units that wait beside it', async () => {
    let commits = 0;
    fresh.database.afterCommit(() => void commits++);
    await Promise.all(Array.from({ length: 50 }, (_, i) => fresh.database.write((tx) => set(tx, `n${i}`))));
    expect(await names()).toHaveLength(50);
    expect(commits).toBe(1);
  });

  test('cannot be opened inside another', async () => {
    await expect(
      fresh.database.write(async (tx) => {
        await set(tx, 'a');
        await fresh.database.write((inner) => set(inner, 'b'));
      }),
    ).rejects.toThrow(NestedUnit);
    expect(await names()).toEqual([]);
  });

  test('may be opened after another by the same caller', async () => {
    await fresh.database.write((tx) => set(tx, 'a'));
    await fresh.database.write((tx) => set(tx, 'b'));
    expect(await names()).toEqual(['a', 'b']);
  });

  test('that recorded no event does not commit what it changed', async () => {
    const silently = fresh.database.write(async (tx) => {
      await tx.insert(settings).values({ name: 'a', value: '1', updatedAt: 1 });
    });
    await expect(silently).rejects.toThrow(UnrecordedWrite);
    expect(await names()).toEqual([]);
  });

  test('that changed no row needs no event', async () => {
    await fresh.database.write(async (tx) => {
      await tx.update(settings).set({ value: '2' }).where(eq(settings.name, 'nobody'));
      await tx.delete(settings).where(eq(settings.name, 'nobody')).returning();
    });
    expect(await names()).toEqual([]);
  });

  test('may do bookkeeping without an event', async () => {
    await fresh.database.write(async (tx) => {
      await aPerson(tx, 'per_1');
      await aSession(tx, 'per_1');
    });
    await fresh.database.write(async (tx) => {
      await tx.insert(leases).values({ name: 'remind', holder: 'me', fence: 1, expiresAt: 5 });
      await housekeeping(tx).update(sessions).set({ lastUsedAt: 9 });
    });
    expect(await fresh.database.read.select({ at: sessions.lastUsedAt }).from(sessions)).toEqual([{ at: 9 }]);
  });

  test('takes its handle with it when it ends', async () => {
    let kept: WriteHandle | undefined;
    await fresh.database.write(async (tx) => {
      kept = tx;
      await set(tx, 'a');
    });
    await expect(kept?.select().from(settings)).rejects.toThrow(UnitEnded);
    await expect(kept?.delete(settings)).rejects.toThrow(UnitEnded);
    expect(await names()).toEqual(['a']);
  });

  test('is over after a failed statement, on both engines', async () => {
    const swallowed = fresh.database.write(async (tx) => {
      await set(tx, 'a');
      await set(tx, 'a').catch(() => undefined);
      await set(tx, 'b').catch(() => undefined);
    });
    await expect(swallowed).rejects.toSatisfy(isUniqueViolation);
    expect(await names()).toEqual([]);
  });

  test('of many statements lets others have the event loop between them', async () => {
    let turns = 0;
    let running = true;
    const spin = () => {
      turns++;
      if (running) setImmediate(spin);
    };
    await fresh.database.write(
      async (tx) => {
        spin();
        for (let n = 0; n < 30; n++) await set(tx, `n${n}`);
        expect(await tx.select({ n: count() }).from(settings)).toEqual([{ n: 30 }]);
        running = false;
      },
      { bulk: true },
    );
    expect(turns).toBeGreaterThanOrEqual(30);
    await expect(fresh.database.write((tx) => set(tx, 'n1'), { bulk: true })).rejects.toSatisfy(isUniqueViolation);
  });

  test('that takes long is logged, unless it said so', async () => {
    const lines: string[] = [];
    const log = createLog('warn', { write: (line) => void lines.push(line) });
    const database = await fresh.reopen({ log });
    const slow = async (tx: WriteHandle) => {
      const until = performance.now() + 60;
      while (performance.now() < until) await tx.select().from(settings);
    };
    await database.write(slow, { bulk: true });
    expect(lines).toEqual([]);
    await database.write(slow);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('held the writer');
  });
});

describe('the queue', () => {
  test('goes on after errors, whatever arrives while it empties', async () => {
    for (let round = 0; round < 20; round++) {
      await fresh.database.write(() => Promise.reject(new Error('no'))).catch(() => undefined);
      await fresh.database.write((tx) => set(tx, `r${round}`));
    }
    expect(await names()).toHaveLength(20);
    expect(fresh.database.waiting()).toBe(0);
  });

  test('is bounded', async () => {
    const nothing = () => fresh.database.write(async () => undefined);
    const waiting = Array.from({ length: 1000 }, nothing);
    await expect(nothing()).rejects.toThrow(WriterBusy);
    await Promise.all(waiting);
    await nothing();
  });

  test('is emptied before the database closes, and refuses what comes later', async () => {
    const waiting = fresh.database.write((tx) => set(tx, 'a'));
    await fresh.database.close();
    await waiting;
    await expect(fresh.database.write((tx) => set(tx, 'b'))).rejects.toThrow(WriterBusy);
    await fresh.reopen();
    expect(await names()).toEqual(['a']);
  });

  test('lets one of many win who check and then act', async () => {
    const take = (n: number) =>
      fresh.database.write(async (tx) => {
        const [lease] = await tx.select().from(leases).where(eq(leases.name, 'x'));
        if (lease && lease.fence > 0) return false;
        await tx.insert(leases).values({ name: `holder-${n}`, holder: 'n', fence: 1, expiresAt: 1 });
        if (!lease) await tx.insert(leases).values({ name: 'x', holder: `${n}`, fence: 1, expiresAt: 1 });
        return true;
      });
    const won = await Promise.all(Array.from({ length: 10 }, (_, n) => take(n)));
    expect(won.filter(Boolean)).toHaveLength(1);
  });
});

describe('a reader', () => {
  test('cannot write, by whatever handle', async () => {
    const disguised = fresh.database.read as WriteHandle;
    expect(disguised.insert).toBeUndefined();
    const builder = fresh.database.read.select().from(settings);
    const { session } = builder as unknown as { session: { prepareQuery: (...args: unknown[]) => Prepared } };
    const prepared = session.prepareQuery({ sql: 'delete from settings', params: [] }, undefined, 'run', false);
    await expect((async () => (prepared.run ?? prepared.execute).call(prepared))()).rejects.toThrow(/READONLY|25006/);
  });

  test('tells each statement, as a unit does', async () => {
    const told: string[] = [];
    fresh.database.onStatement((text) => void told.push(text.split(' ')[0] ?? ''));
    await fresh.database.read.select().from(settings);
    await fresh.database.write(async (tx) => {
      await tx.select().from(settings);
      await set(tx, 'a');
    });
    expect(told).toEqual(['select', 'select', 'insert']);
  });
});

type Prepared = { run?: () => unknown; execute: () => unknown };

describe('an error', () => {
  test('of a unique index is recognised, and names no value', async () => {
    await fresh.database.write((tx) => aPerson(tx, 'per_1', 'someone@example.org'));
    const error = await fresh.database.write((tx) => aPerson(tx, 'per_2', 'someone@example.org')).catch((e: unknown) => e);
    expect(isUniqueViolation(error)).toBe(true);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(everythingIn(error)).not.toContain('someone');
  });

  test('of a foreign key is recognised, and names no value', async () => {
    const error = await fresh.database.write((tx) => aSession(tx, 'per_nobody')).catch((e: unknown) => e);
    expect(isForeignKeyViolation(error)).toBe(true);
    expect(isUniqueViolation(error)).toBe(false);
    expect(everythingIn(error)).not.toContain('per_nobody');
  });

  test('of a reader names no value', async () => {
    const broken = fresh.database.read.select({ x: sql`nonsense(${'my secret'})` }).from(settings);
    const error = await broken.catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(everythingIn(error)).not.toContain('my secret');
  });
});

function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message} ${error.stack} ${JSON.stringify(error)} ${everythingIn(error.cause)}`;
}

test('a unit that recorded something may change nothing', async () => {
  await fresh.database.write(async (tx) => markRecorded(tx));
  expect(await names()).toEqual([]);
});
