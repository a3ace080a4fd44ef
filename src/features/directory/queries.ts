import { and, asc, eq, inArray, isNull, lte, ne, or } from 'drizzle-orm';
import {
  accounts,
  auditEvents,
  employmentPeriods,
  grants,
  importFiles,
  offboardingProposals,
  offices,
  organisations,
  people,
  proposals,
  roles,
  secrets,
  secretVersions,
} from '#db/schema/index.ts';
import { isHere, knownEnd } from '#src/features/people/index.ts';
import { batches } from '#src/ground/bulk.ts';
import type { Instant, ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { isAhead } from '#src/ground/moments.ts';
import type { KnownAccount, KnownHolder } from './accounts.rules.ts';
import type { KnownPerson } from './people.rules.ts';
import type { VaultAccount } from './match.rules.ts';

export type StagedFile = typeof importFiles.$inferSelect;

/** What a login of another vault is compared with; what is retired is not used any more. */
export async function listVaultAccounts(db: ReadHandle): Promise<VaultAccount[]> {
  const { id, platform, handleKey, url, brand } = accounts;
  return db.select({ id, platform, handleKey, url, brand }).from(accounts).where(ne(accounts.status, 'retired')).orderBy(asc(id));
}

/** Everybody: a file of ten thousand rows is compared in memory, not with ten thousand questions. */
export async function listKnownPeople(db: ReadHandle, now: Instant): Promise<KnownPerson[]> {
  const rows = await db
    .select({ person: people, organisation: organisations.name })
    .from(people)
    .innerJoin(organisations, eq(organisations.id, people.organisationId))
    .orderBy(asc(people.sortKey), asc(people.id));
  const proposals = await db
    .select({ personId: offboardingProposals.personId, effectiveAt: offboardingProposals.effectiveAt, state: offboardingProposals.state })
    .from(offboardingProposals)
    .innerJoin(employmentPeriods, eq(employmentPeriods.id, offboardingProposals.periodId))
    .where(isNull(employmentPeriods.endedAt))
    .orderBy(asc(offboardingProposals.id));
  const latest = new Map(proposals.map((row) => [row.personId, row]));
  const trusted = await db
    .selectDistinct({ id: roles.personId })
    .from(roles)
    .where(inArray(roles.role, ['admin', 'hr']));
  const inOffice = new Set(trusted.map(({ id }) => id));
  return rows.map(({ person, organisation }) => {
    const proposal = latest.get(person.id);
    const known = person.state === 'leaving' || person.state === 'left';
    return {
      ...person,
      organisation,
      left: person.state === 'left',
      endsAt: knownEnd(person, now),
      inOffice: inOffice.has(person.id),
      proposedFor: proposal?.effectiveAt ?? null,
      // One that became a departure which nobody has announced looks undecided.
      proposalOpen: proposal?.state === 'open' || (proposal?.state === 'confirmed' && !known),
    };
  });
}

export async function listKnownHolders(db: ReadHandle, now: Instant): Promise<KnownHolder[]> {
  const hr = await db.select({ id: roles.personId }).from(roles).where(eq(roles.role, 'hr'));
  const inHr = new Set(hr.map(({ id }) => id));
  const rows = await db.select().from(people).orderBy(asc(people.sortKey), asc(people.id));
  return rows.map((person) => ({
    id: person.id,
    name: person.displayName,
    employeeNumber: person.employeeNumber,
    emailKey: person.emailKey,
    hr: inHr.has(person.id),
    leaving: person.state === 'leaving',
    goneAt: isHere(person, now) ? null : (knownEnd(person, now) ?? now),
  }));
}

export async function listKnownAccounts(db: ReadHandle): Promise<KnownAccount[]> {
  const rows = await db.select().from(accounts);
  const held = Map.groupBy(await db.select().from(offices).where(isNull(offices.toAt)), (office) => office.accountId);
  const ways = Map.groupBy(
    await db.select({ accountId: grants.accountId, personId: grants.personId, state: grants.state }).from(grants),
    (grant) => grant.accountId,
  );
  const passwords = await listPasswords(db);
  const waiting = Map.groupBy(await listWaitingOffices(db), (office) => office.accountId);
  return rows.map((account) => {
    const officers = [...(held.get(account.id) ?? []), ...(waiting.get(account.id) ?? [])];
    const holders = new Map<string, 'open' | 'ended'>();
    for (const { personId, state } of ways.get(account.id) ?? []) {
      if (personId !== null && holders.get(personId) !== 'open') holders.set(personId, state === 'active' ? 'open' : 'ended');
    }
    return {
      ...account,
      ownerId: officers.find(({ office }) => office === 'owner')?.personId ?? null,
      officerIds: new Set(officers.map(({ personId }) => personId)),
      holders,
      password: passwords.get(account.id) ?? null,
    };
  });
}

/** Asked for before and not decided yet: the same file again asks for nothing new. */
async function listWaitingOffices(db: ReadHandle) {
  const { accountId, personId, detail } = proposals;
  const rows = await db
    .select({ accountId, personId, detail })
    .from(proposals)
    .where(and(eq(proposals.state, 'open'), eq(proposals.kind, 'office')));
  return rows.map((row) => ({ accountId: row.accountId, personId: row.personId ?? '', office: (JSON.parse(row.detail) as { office: string }).office }));
}

/** One an account: the one in use, else one that was removed and must not come back by itself. */
async function listPasswords(db: ReadHandle): Promise<Map<string, NonNullable<KnownAccount['password']>>> {
  const rows = await db.select().from(secrets).where(eq(secrets.kind, 'password')).orderBy(asc(secrets.id));
  const kept = new Set((await db.selectDistinct({ id: secretVersions.secretId }).from(secretVersions)).map(({ id }) => id));
  const ordered = [...rows.filter((row) => row.removedAt !== null), ...rows.filter((row) => row.removedAt === null).reverse()];
  return new Map(ordered.map((row) => [row.accountId, { id: row.id, valueSetAt: row.valueSetAt, fixed: kept.has(row.id) || row.removedAt !== null }]));
}

/** On how many accounts each of these people still has a way in or an office. */
export async function countHeld(db: ReadHandle, personIds: readonly string[]): Promise<Map<string, number>> {
  const held = new Map<string, Set<string>>();
  const add = ({ personId, accountId }: { personId: string | null; accountId: string }) => {
    if (personId !== null) held.set(personId, (held.get(personId) ?? new Set()).add(accountId));
  };
  for (const ids of batches(personIds)) {
    const ways = db.select({ personId: grants.personId, accountId: grants.accountId }).from(grants);
    (await ways.where(and(inArray(grants.personId, ids), ne(grants.state, 'closed')))).forEach(add);
    const open = db.select({ personId: offices.personId, accountId: offices.accountId }).from(offices);
    (await open.where(and(inArray(offices.personId, ids), isNull(offices.toAt)))).forEach(add);
  }
  return new Map([...held].map(([personId, accountIds]) => [personId, accountIds.size]));
}

export async function keepStaged(tx: WriteHandle, row: StagedFile): Promise<void> {
  await tx.insert(importFiles).values(row);
}

export async function findStaged(db: ReadHandle, id: string, uploadedBy: string): Promise<StagedFile | undefined> {
  const [row] = await db
    .select()
    .from(importFiles)
    .where(and(eq(importFiles.id, id), eq(importFiles.uploadedBy, uploadedBy)));
  return row;
}

/** The committed event that says the file was taken in: what the vault opens it for. */
export async function findStagingEvent(db: ReadHandle, id: string): Promise<string | undefined> {
  const [row] = await db.select({ id: auditEvents.id }).from(auditEvents).where(eq(auditEvents.subjectId, id)).limit(1);
  return row?.id;
}

export async function removeStaged(tx: WriteHandle, id: string): Promise<void> {
  await tx.delete(importFiles).where(eq(importFiles.id, id));
}

/** One that a clock which ran ahead took in would lie here for as long as it was ahead. */
const hasExpired = (now: Instant) => or(lte(importFiles.expiresAt, now), isAhead(importFiles.createdAt, now));

export async function countExpired(db: ReadHandle, now: Instant): Promise<number> {
  return (await db.select({ id: importFiles.id }).from(importFiles).where(hasExpired(now))).length;
}

export async function removeExpired(tx: WriteHandle, now: Instant): Promise<void> {
  await tx.delete(importFiles).where(hasExpired(now));
}
