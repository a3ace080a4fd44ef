import { accountsById, accountTitle, officersOf } from '#src/features/accounts/index.ts';
import { holdersOf } from '#src/features/people/index.ts';
import { alarmLimit } from '#src/features/settings/index.ts';
import { personOf, serviceOf, type Actor } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within, type WriteHandle } from '#src/ground/ctx.ts';
import { fresh } from '#src/ground/moments.ts';
import { type NoticeData, writeNotices } from '#src/ground/notice.ts';
import { allows } from '#src/ground/permission.ts';
import { addAlarmed, findRunning, keepAlarm, listAlarms, listInCare, listLately } from './alarms.queries.ts';
import { alarms, burstLasts, countSecrets } from './alarms.rules.ts';

type Looker = { id: string; name: string; personId: string; serviceId: string | null };

/**
 * When this process last counted, by looker and secret. A secret that somebody looked at within ten minutes makes nothing more of it: only
 * what is new to them can raise an alarm, and whoever shows it to them counts. So nothing need be shared between nodes.
 */
const counted = new Map<string, Instant>();
const mostCounted = 50_000;

/** Beside the unit: what is undone in it was not counted. */
export type Watch = { look(ctx: Ctx, tx: WriteHandle): Promise<void>; kept(): void };

/**
 * `look` goes into the unit of every look, after its event: the log itself is what is counted, so sessions, tokens and nodes count together.
 * Once as many different secrets were looked at as the company says, everybody concerned is told, and then nobody twice until
 * ten minutes have passed. `kept` says that the unit was.
 */
export function watchLook({ actor, now }: Ctx, secretId: string): Watch {
  const looker = lookerOf(actor);
  const key = `${looker?.id} ${secretId}`;
  const at = now();
  if (!looker || fresh(counted.get(key) ?? null, burstLasts, at)) return { look: async () => undefined, kept: () => undefined };
  return {
    look: (ctx, tx) => countLooks(ctx, tx, looker),
    kept() {
      if (counted.size >= mostCounted) counted.clear();
      counted.set(key, at);
    },
  };
}

async function countLooks(ctx: Ctx, tx: WriteHandle, looker: Looker): Promise<void> {
  const now = ctx.now();
  const { looks, limit } = await listLately(tx, looker.id, now);
  if (!alarms(looks, alarmLimit(limit))) return;
  const running = await findRunning(tx, looker, now);
  const { personId, serviceId } = looker;
  const secrets = countSecrets(looks);
  const alarm = { id: ctx.newId('revealAlarm'), personId, serviceId, at: now, ...running, looks: Math.max(secrets, running?.looks ?? 0) };
  await keepAlarm(tx, alarm);
  const added = await addAlarmed(tx, alarm.id, [...new Set(looks.map((look) => look.accountId))]);
  const told = { alarmId: alarm.id, who: looker.name, secrets, at: alarm.at };
  const inside = within(ctx, tx);
  await tellOfficers(inside, tx, added, told);
  if (running) return;
  const subject = serviceId === null ? ({ kind: 'person', id: personId } as const) : ({ kind: 'service', id: serviceId } as const);
  await record(tx, ctx, 'alarm.raised', subject, { alarmId: alarm.id, secrets, accounts: added.length });
  await tell(
    inside,
    tx,
    (await holdersOf(inside, 'admin')).map(({ id }) => id),
    { ...told, account: null, accountId: null, others: 0 },
  );
}

function lookerOf(actor: Actor): Looker | null {
  const person = personOf(actor);
  if (person) return { id: person.id, name: person.name, personId: person.id, serviceId: null };
  const service = serviceOf(actor);
  return service && actor.kind === 'token' ? { ...service, personId: actor.maker.id, serviceId: service.id } : null;
}

type Told = Pick<NoticeData['many-looks'], 'who' | 'secrets' | 'at'> & { alarmId: string };

/** Also whoever looked, where they answer for the account: it may not have been they. */
async function tellOfficers(ctx: Ctx, tx: WriteHandle, accountIds: readonly string[], told: Told): Promise<void> {
  if (accountIds.length === 0) return;
  const titles = await accountsById(ctx, accountIds);
  const theirs = Map.groupBy(await officersOf(ctx, accountIds), (row) => row.personId);
  for (const [personId, held] of theirs) {
    const account = titles.get(held[0]?.accountId ?? '');
    if (account) await tell(ctx, tx, [personId], { ...told, account: accountTitle(account), accountId: account.id, others: held.length - 1 });
  }
}

async function tell(ctx: Ctx, tx: WriteHandle, recipientIds: readonly string[], { alarmId, ...data }: NoticeData['many-looks'] & { alarmId: string }) {
  const notices = recipientIds.map((recipientId) => ({ template: 'many-looks' as const, recipientId, data, once: `${alarmId}:${recipientId}` }));
  await writeNotices(tx, ctx, notices);
}

/** `account` is one in the reader's care that was looked at, `others` how many more of theirs. */
export type Alarm = {
  id: string;
  at: Instant;
  who: string;
  personId: string;
  serviceId: string | null;
  secrets: number;
  account: { id: string; title: string } | null;
  others: number;
};

/** What was raised lately, for whoever administers or answers for an account that was looked at. */
export async function alarmsFor(ctx: Ctx): Promise<Alarm[]> {
  const me = personOf(ctx.actor);
  if (!me) return [];
  const rows = await listAlarms(ctx.read, ctx.now(), allows(ctx, 'alarm.browse', null) ? null : me.id);
  if (rows.length === 0) return [];
  const held = Map.groupBy(
    await listInCare(
      ctx.read,
      rows.map(({ alarm }) => alarm.id),
      me.id,
    ),
    ({ alarmId }) => alarmId,
  );
  return rows.map(({ alarm: { id, at, personId, serviceId, looks }, person, service }) => {
    const [first, ...others] = held.get(id) ?? [];
    const account = first ? { id: first.account.id, title: accountTitle(first.account) } : null;
    return { id, at, who: service ?? person, personId, serviceId, secrets: looks, account, others: others.length };
  });
}
