import { sessions, signIns } from '#db/schema/index.ts';
import { record } from '#src/ground/audit.ts';
import { hour } from '#src/ground/time.ts';
import type { Installation } from '#tests/faults/installation.ts';

/** A browser that has signed in: what it sends along with each request, and with a form. */
export type Visitor = { personId: string; cookie: string; form: Readonly<Record<string, string>> };

/** Signs people in without asking for a password: what a sign-in costs is measured elsewhere. */
export async function signIn(h: Installation, personIds: readonly string[], passwordHash = 'none'): Promise<Visitor[]> {
  const { crypto, newId } = h.system;
  const now = h.clock.now();
  const known = personIds.map((personId) => ({ personId, token: crypto.newToken('khs_'), visit: crypto.newToken('khv_') }));
  await h.system.write(async (tx) => {
    for (const { personId, token } of known) {
      await tx.insert(signIns).values({ personId, passwordHash, passwordSetAt: now, lastStep: 0, confirmedAt: now }).onConflictDoNothing();
      const lasting = { createdAt: now, lastUsedAt: now, expiresAt: now + 12 * hour, factorAt: now };
      await tx.insert(sessions).values({ id: newId('session'), personId, tokenHash: crypto.hashToken(token), stage: 'complete', securityStamp: 1, ...lasting });
    }
    await record(tx, h.system, 'session.ended', { kind: 'installation', id: null }, { because: 'bench', sessions: 0 });
  });
  return known.map(({ personId, token, visit }) => ({
    personId,
    cookie: `__Host-kh-session=${token}; __Host-kh-visit=${visit}`,
    form: { 'sec-fetch-site': 'same-origin', 'hx-request': 'true', 'x-keyholder-csrf': crypto.sha256(`csrf\n${visit} ${personId}`) },
  }));
}
