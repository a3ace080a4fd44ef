import { organisations, people, sessions, settings } from '#db/schema/index.ts';
import { markRecorded, type WriteHandle } from '#src/host/db/handle.ts';

export async function set(tx: WriteHandle, name: string): Promise<void> {
  await tx.insert(settings).values({ name, value: '1', updatedAt: 1 });
  markRecorded(tx);
}

export async function aPerson(tx: WriteHandle, id: string, email?: string): Promise<void> {
  const organisation = { id: 'org_1', name: 'Own', nameKey: 'own', kind: 'own' as const, createdAt: 1 };
  await tx.insert(organisations).values(organisation).onConflictDoNothing();
  await tx.insert(people).values({
    id,
    organisationId: 'org_1',
    givenName: 'Ana',
    familyName: 'Bos',
    displayName: 'Ana Bos',
    sortKey: 'bos ana',
    email: email ?? null,
    emailKey: email ?? null,
    state: 'active',
    locale: 'nl',
    securityStamp: 5,
    responder: false,
    createdAt: 1,
    updatedAt: 1,
  });
  markRecorded(tx);
}

export async function aSession(tx: WriteHandle, personId: string): Promise<void> {
  await tx.insert(sessions).values({
    id: `ses_${personId}`,
    personId,
    tokenHash: `hash of ${personId}`,
    stage: 'complete',
    securityStamp: 1,
    createdAt: 1,
    lastUsedAt: 1,
    expiresAt: 2,
  });
  markRecorded(tx);
}
