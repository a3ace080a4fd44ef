import { and, eq, gt, isNotNull, isNull, notExists, type SQL, sql } from 'drizzle-orm';
import { invitations, people, signIns } from '#db/schema/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';

const signsIn = and(isNotNull(signIns.confirmedAt), isNull(signIns.endedAt));

function isLive(now: Instant): SQL | undefined {
  return and(isNull(invitations.redeemedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now));
}

export async function listSigningIn(read: ReadHandle, ids: readonly string[]): Promise<string[]> {
  const rows = await read
    .select({ id: signIns.personId })
    .from(signIns)
    .where(and(among(signIns.personId, ids), signsIn));
  return rows.map((row) => row.id);
}

export async function listInvited(read: ReadHandle, ids: readonly string[], now: Instant): Promise<string[]> {
  const rows = await read
    .select({ id: invitations.personId })
    .from(invitations)
    .where(and(among(invitations.personId, ids), isLive(now)));
  return rows.flatMap((row) => row.id ?? []);
}

/** A condition on `people`: nothing lets them in. */
export function hasNoEntrance(read: ReadHandle, now: Instant): SQL | undefined {
  const one = { one: sql`1` };
  return and(
    notExists(
      read
        .select(one)
        .from(signIns)
        .where(and(eq(signIns.personId, people.id), signsIn)),
    ),
    notExists(
      read
        .select(one)
        .from(invitations)
        .where(and(eq(invitations.personId, people.id), isLive(now))),
    ),
  );
}
