import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { disclosures } from '#db/schema/index.ts';
import { giveGrant } from '#src/features/access/index.ts';
import { createToken } from '#src/features/tokens/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { systemClock } from '#src/host/clock.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { freshPlace, type Place } from '#tests/helpers/database.ts';
import { type Server, startServer } from '#tests/helpers/server.ts';
import { type Cast, furnish, openPlace } from './installation.ts';

const hour = 3_600_000;

/** A company of the past hour, and a token of Lars, who may see the login. */
export type Furnished = { place: Place; cast: Cast; token: string };

export async function furnishedNow(place?: Place): Promise<Furnished> {
  const where = place ?? (await freshPlace());
  const h = await openPlace(where, systemClock.now() - hour);
  const cast = await furnish(h);
  await giveGrant(await h.as(cast.ownerId), { accountId: cast.accountId, kind: 'shared-login', level: 'reveal', personId: cast.leaverId });
  const { token } = await createToken(await h.as(cast.leaverId), { name: 'script', scopes: ['read', 'secret.reveal'], days: 1 });
  await h.close();
  return { place: where, cast, token };
}

/** The built product on it, as its users run it. */
export async function serve({ place }: Furnished, more: Readonly<Record<string, string>> = {}): Promise<Server> {
  const server = await startServer(place.dataDir, { KEYHOLDER_DATABASE_URL: place.databaseUrl, KEYHOLDER_LOG_LEVEL: 'error', ...more });
  onTestFinished(server.kill);
  return server;
}

export type Asked = { status: number; body: Record<string, unknown> };

/** A program that keeps its connections. What was answered with a value goes into its journal: that must be there for ever. */
export function program({ cast, token }: Furnished, server: Server) {
  const journal: string[] = [];
  const ask = async (path: string, body?: unknown): Promise<Asked> => {
    const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${server.url}${path}`, init);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return {
    journal,
    ask,
    ready: async () => (await ask('/health/ready')).status,
    accounts: async () => (await ask('/api/v1/accounts')).status,
    lift: async () => (await ask('/api/v1/step-ups', { code: codeAt(cast.leaver.seed, systemClock.now()) })).status,
    async reveal(padding = ''): Promise<Asked> {
      const reason = `${randomUUID()}${padding}`;
      const answer = await ask(`/api/v1/accounts/${cast.accountId}/secrets/${cast.secretId}/reveals`, { how: 'shown', reason });
      if (answer.status === 201) journal.push(reason);
      return answer;
    },
  };
}

/** I1: of what was answered, whatever is not there. */
export async function unkept({ read }: Ctx, journal: readonly string[]): Promise<string[]> {
  const kept = new Set((await read.select().from(disclosures)).map((row) => row.reason));
  return journal.filter((reason) => !kept.has(reason));
}
