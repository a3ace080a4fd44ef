import { and, inArray } from 'drizzle-orm';
import { auditEvents, withheldEvents } from '#db/schema/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { ReadHandle } from '#src/ground/ctx.ts';

/** Who planned a departure or moved it, as the log tells it, told already or still withheld: a machine's maker too. */
export async function broughtAboutBy(db: ReadHandle, id: string): Promise<Set<string>> {
  return (await broughtAbout(db, [id])).get(id) ?? new Set();
}

/** The same of many. */
export async function broughtAbout(db: ReadHandle, ids: readonly string[]): Promise<Map<string, Set<string>>> {
  const acts = ['offboarding.scheduled', 'offboarding.moved'];
  const told = await db
    .select({ id: auditEvents.subjectId, body: auditEvents.body })
    .from(auditEvents)
    .where(and(among(auditEvents.subjectId, ids), inArray(auditEvents.event, acts)));
  const withheld = await db
    .select({ id: withheldEvents.subjectId, body: withheldEvents.body })
    .from(withheldEvents)
    .where(and(among(withheldEvents.subjectId, ids), inArray(withheldEvents.event, acts)));
  const by = new Map<string, Set<string>>();
  for (const { id, body } of [...told, ...withheld]) {
    const { actor } = JSON.parse(body) as { actor: { id: string | null; person?: string } };
    const who = actor.person ?? actor.id;
    if (id !== null && who !== null) by.set(id, (by.get(id) ?? new Set()).add(who));
  }
  return by;
}
