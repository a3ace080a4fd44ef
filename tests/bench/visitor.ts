import { apiTokens, sessions, signIns } from '#db/schema/index.ts';
import { record } from '#src/ground/audit.ts';
import { hour } from '#src/ground/time.ts';
import type { Installation } from '#tests/faults/installation.ts';

/** Somebody with a browser that has signed in and a program with a token of theirs, both with the second factor just proven. */
export type Visitor = { personId: string; cookie: string; bearer: string };

/** Signs people in without asking for a password: what a sign-in costs is measured elsewhere. */
export async function signIn(h: Installation, personIds: readonly string[], passwordHash = 'none'): Promise<Visitor[]> {
  const { crypto, newId } = h.system;
  const now = h.clock.now();
  const known = personIds.map((personId) => ({ personId, token: crypto.newToken('khs_'), bearer: crypto.newToken('kht_') }));
  await h.system.write(async (tx) => {
    for (const { personId, token, bearer } of known) {
      await tx
        .insert(signIns)
        .values({ personId, passwordHash, passwordSetAt: now, lastStep: 0, confirmedAt: now })
        .onConflictDoUpdate({ target: signIns.personId, set: { passwordHash } });
      const lasting = { createdAt: now, lastUsedAt: now, expiresAt: now + 12 * hour, factorAt: now };
      await tx.insert(sessions).values({ id: newId('session'), personId, tokenHash: crypto.hashToken(token), stage: 'complete', securityStamp: 1, ...lasting });
      await tx.insert(apiTokens).values({
        id: newId('token'),
        personId,
        name: 'bench',
        tokenHash: crypto.hashToken(bearer),
        hint: 'kht_…',
        scopes: 'read secret.code secret.reveal',
        securityStamp: 1,
        createdAt: now,
        createdBy: personId,
        expiresAt: now + 12 * hour,
        lastUsedAt: now,
        factorAt: now,
      });
    }
    await record(tx, h.system, 'session.ended', { kind: 'installation', id: null }, { because: 'bench', sessions: 0 });
  });
  return known.map(({ personId, token, bearer }) => ({ personId, cookie: `__Host-kh-session=${token}`, bearer }));
}
