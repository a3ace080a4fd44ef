import { aliasedTable, and, asc, eq, gt, inArray, isNull, or, type SQL } from 'drizzle-orm';
import { accounts, offices, people, proposals, services } from '#db/schema/index.ts';
import type { Instant, ReadHandle } from '#src/ground/ctx.ts';

const asker = aliasedTable(people, 'asker');

function selectProposals(read: ReadHandle) {
  const { platform, handle, brand, region } = accounts;
  return read
    .select({
      proposal: proposals,
      account: { platform, handle, brand, region },
      person: people.displayName,
      asker: asker.displayName,
      service: services.name,
    })
    .from(proposals)
    .leftJoin(accounts, eq(accounts.id, proposals.accountId))
    .leftJoin(people, eq(people.id, proposals.personId))
    .leftJoin(asker, eq(asker.id, proposals.proposedBy))
    .leftJoin(services, eq(services.id, proposals.proposedBy));
}

export type WaitingRow = Awaited<ReturnType<typeof selectProposals>>[number];
type Cursor = { createdAt: Instant; id: string };

/** Oldest first. `concerning` narrows it to what somebody without a role may have a say in: their accounts, their asks, themselves. */
export async function listOpen(read: ReadHandle, concerning: string | null, after: Cursor | null, limit: number): Promise<WaitingRow[]> {
  return selectProposals(read)
    .where(and(eq(proposals.state, 'open'), concerning === null ? undefined : withSayOf(read, concerning), after === null ? undefined : behind(after)))
    .orderBy(asc(proposals.createdAt), asc(proposals.id))
    .limit(limit);
}

function withSayOf(read: ReadHandle, personId: string): SQL | undefined {
  const theirs = read
    .select({ id: offices.accountId })
    .from(offices)
    .where(and(eq(offices.personId, personId), isNull(offices.toAt)));
  return or(inArray(proposals.accountId, theirs), eq(proposals.personId, personId), eq(proposals.proposedByPerson, personId));
}

function behind({ createdAt, id }: Cursor): SQL | undefined {
  return or(gt(proposals.createdAt, createdAt), and(eq(proposals.createdAt, createdAt), gt(proposals.id, id)));
}

export async function listOpenOf(read: ReadHandle, originId: string): Promise<WaitingRow[]> {
  return selectProposals(read)
    .where(and(eq(proposals.originId, originId), eq(proposals.state, 'open')))
    .orderBy(asc(proposals.createdAt), asc(proposals.id));
}

export async function findWaiting(read: ReadHandle, id: string): Promise<WaitingRow | undefined> {
  const [row] = await selectProposals(read).where(eq(proposals.id, id));
  return row;
}
