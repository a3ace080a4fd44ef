import { and, asc, desc, eq, exists, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { accounts, alarmedAccounts, apiTokens, auditEvents, offices, people, revealAlarms, services, settings } from '#db/schema/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { type At, hot } from '#src/ground/hot.ts';
import { freshStretch, isFresh } from '#src/ground/moments.ts';
import { day } from '#src/ground/time.ts';
import { burstLasts, mostLooks } from './alarms.rules.ts';

/** In the words of the index, which both engines compare by. */
const isLook = sql`${auditEvents.event} in ('secret.shown', 'secret.code-shown')`;
const look = { at: auditEvents.at, accountId: auditEvents.subjectId, body: auditEvents.body, limit: settings.value };

const listLooks = hot((db, at: At<'lookerId' | 'after' | 'until'>) => {
  const looked = and(isLook, gt(auditEvents.at, at('after')), lte(auditEvents.at, at('until')));
  const byToken = db
    .select(look)
    .from(apiTokens)
    .innerJoin(auditEvents, eq(auditEvents.actorId, apiTokens.id))
    .leftJoin(settings, eq(settings.name, 'reveal-alarm'))
    .where(and(or(eq(apiTokens.personId, at('lookerId')), eq(apiTokens.serviceId, at('lookerId'))), looked));
  return db
    .select(look)
    .from(auditEvents)
    .leftJoin(settings, eq(settings.name, 'reveal-alarm'))
    .where(and(eq(auditEvents.actorId, at('lookerId')), looked))
    .unionAll(byToken)
    .orderBy(desc(auditEvents.at))
    .limit(mostLooks);
});

/** What a person or a service looked at lately, with any session or token and on any node, and what the company says is too many. */
export async function listLately(db: ReadHandle, lookerId: string, now: Instant) {
  const rows = await listLooks(db, { lookerId, ...freshStretch(burstLasts, now) });
  const secretOf = (body: string) => (JSON.parse(body) as { detail: { secretId: string } }).detail.secretId;
  return {
    limit: rows[0]?.limit ?? null,
    looks: rows.map(({ accountId, body }) => ({ accountId: accountId ?? '', secretId: secretOf(body) })),
  };
}

export type AlarmRow = typeof revealAlarms.$inferSelect;

export async function findRunning(db: ReadHandle, looker: { personId: string; serviceId: string | null }, now: Instant): Promise<AlarmRow | undefined> {
  const { personId, serviceId } = looker;
  // Of a service by whomever its tokens were made: it is one machine.
  const whose = serviceId === null ? and(eq(revealAlarms.personId, personId), isNull(revealAlarms.serviceId)) : eq(revealAlarms.serviceId, serviceId);
  const [row] = await db
    .select()
    .from(revealAlarms)
    .where(and(isFresh(revealAlarms.at, burstLasts, now), whose))
    .orderBy(desc(revealAlarms.at))
    .limit(1);
  return row;
}

export async function keepAlarm(tx: WriteHandle, row: AlarmRow): Promise<void> {
  await tx
    .insert(revealAlarms)
    .values(row)
    .onConflictDoUpdate({ target: revealAlarms.id, set: { looks: row.looks } });
}

/** Adds these and returns which are new. */
export async function addAlarmed(tx: WriteHandle, alarmId: string, accountIds: readonly string[]): Promise<string[]> {
  const known = await tx.select({ id: alarmedAccounts.accountId }).from(alarmedAccounts).where(eq(alarmedAccounts.alarmId, alarmId));
  const added = accountIds.filter((accountId) => !known.some(({ id }) => id === accountId));
  if (added.length > 0) await tx.insert(alarmedAccounts).values(added.map((accountId) => ({ alarmId, accountId })));
  return added;
}

/** A start page tells of an alarm over a weekend. */
const toldFor = 3 * day;

/** The newest alarms: all, or those that touched an account in this person's care. */
export async function listAlarms(db: ReadHandle, now: Instant, officerId: string | null) {
  const inCare = db
    .select({ one: sql`1` })
    .from(alarmedAccounts)
    .innerJoin(offices, and(eq(offices.accountId, alarmedAccounts.accountId), eq(offices.personId, officerId ?? ''), isNull(offices.toAt)))
    .where(eq(alarmedAccounts.alarmId, revealAlarms.id));
  return db
    .select({ alarm: revealAlarms, person: people.displayName, service: services.name })
    .from(revealAlarms)
    .innerJoin(people, eq(people.id, revealAlarms.personId))
    .leftJoin(services, eq(services.id, revealAlarms.serviceId))
    .where(and(isFresh(revealAlarms.at, toldFor, now), officerId === null ? undefined : exists(inCare)))
    .orderBy(desc(revealAlarms.at))
    .limit(20);
}

/** The accounts of these alarms that are in this person's care. */
export async function listInCare(db: ReadHandle, alarmIds: readonly string[], officerId: string) {
  return db
    .select({ alarmId: alarmedAccounts.alarmId, account: accounts })
    .from(alarmedAccounts)
    .innerJoin(accounts, eq(accounts.id, alarmedAccounts.accountId))
    .innerJoin(offices, and(eq(offices.accountId, accounts.id), eq(offices.personId, officerId), isNull(offices.toAt)))
    .where(among(alarmedAccounts.alarmId, alarmIds))
    .orderBy(asc(alarmedAccounts.accountId));
}
