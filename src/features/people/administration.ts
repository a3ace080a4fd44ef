import type { Ctx, Instant, WriteHandle } from '#src/ground/ctx.ts';
import { type NoticeData, writeNotice } from '#src/ground/notice.ts';
import { listHolders, type Person } from './queries.ts';
import { isLastAdministrator, staysToAdminister } from './rules.ts';
import { isHere, knownEnd, type Told } from './standing.rules.ts';

/** `staying`: without a planned end, as far as the reader may know. `until`: when the last of them leaves, where none stays. */
export type Administration = { here: number; staying: number; until: Instant | null };

const toldOfAll: Told = { has: () => true };

/** Would nobody stay to administer without this person? The answer is the reader's, who may not know of everybody's plans. */
export async function lastAdministrator(ctx: Ctx, personId: string, told?: Told): Promise<boolean> {
  return isLastAdministrator(personId, await listHolders(ctx.read, 'admin'), ctx.now(), told);
}

export async function administration(ctx: Ctx, told?: Told): Promise<Administration> {
  const now = ctx.now();
  const here = (await listHolders(ctx.read, 'admin')).filter((person) => isHere(person, now));
  const staying = staysToAdminister(here, now, told).length;
  const ends = here.flatMap((person) => knownEnd(person, now, told) ?? []);
  return { here: here.length, staying, until: staying === 0 && ends.length > 0 ? Math.max(...ends) : null };
}

/**
 * HR hears of everybody who stops administering, and whether anybody stays to. It alone knows of every planned end: whoever
 * takes a role from somebody, or ends their access at once, may not know that they are leaving themselves. Written
 * every time, so that a mail in the outbox tells nothing either.
 */
export async function tellHrOfAdministrators(ctx: Ctx, tx: WriteHandle, gone: Pick<Person, 'id' | 'displayName'>): Promise<void> {
  const data = { person: gone.displayName, ...(await administration(ctx, toldOfAll)) };
  for (const officer of await listHolders(tx, 'hr')) {
    if (officer.id === gone.id || !isHere(officer, ctx.now())) continue;
    await writeNotice(tx, ctx, { template: 'administrator-gone', recipientId: officer.id, data });
  }
}

/** What every administrator must hear of. */
export async function tellAdministrators(ctx: Ctx, tx: WriteHandle, data: NoticeData['key-changed']): Promise<void> {
  for (const { id } of await listHolders(tx, 'admin')) await writeNotice(tx, ctx, { template: 'key-changed', recipientId: id, data });
}
