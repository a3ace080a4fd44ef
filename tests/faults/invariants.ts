import { eq, isNull, sql } from 'drizzle-orm';
import { engine } from '#db/engine.ts';
import {
  apiTokens,
  auditEvents,
  certificates,
  disclosures,
  grants,
  offboardings,
  offices,
  outbox,
  people,
  rotations,
  secretVersions,
  secrets,
  sessions,
  signIns,
  tasks,
} from '#db/schema/index.ts';
import { isVaultEnforced } from '#src/features/access/index.ts';
import { walkChain } from '#src/features/audit/index.ts';
import { openValue, openVault } from '#src/features/keys/index.ts';
import { certificateOf, verifyCertificate } from '#src/features/offboarding/index.ts';
import { compareWithAnchor } from '#src/app/chain.ts';
import { createContexts } from '#src/app/context.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { readConfig } from '#src/host/config.ts';
import { openDatabase } from '#src/host/db/database.ts';
import { systemIds } from '#src/host/ids.ts';
import { cheapHasher } from '#tests/helpers/cheap-hasher.ts';
import { heldClock } from '#tests/helpers/clock.ts';
import { type Place, silent } from '#tests/helpers/database.ts';
import { veil } from '#src/ground/veil.ts';

/** What a place holds after its process was killed, looked at before the product has started on it again. */
export async function inspect<T>({ dataDir, databaseUrl }: Place, now: number, look: (ctx: Ctx) => Promise<T>): Promise<T> {
  const clock = heldClock(now);
  const config = readConfig({ KEYHOLDER_DATA_DIR: dataDir, KEYHOLDER_DATABASE_URL: databaseUrl });
  const db = await openDatabase({ config, log: silent, now: clock.now });
  const ctx = createContexts(config, { clock, ids: systemIds(clock), log: silent, hasher: cheapHasher() }, db)({ kind: 'system', job: 'test' }, 'job');
  try {
    await openVault(ctx);
    return await look(ctx);
  } finally {
    await db.close();
  }
}

/** Everything that is not as it must be at every instant, one sentence each. */
export async function broken(ctx: Ctx): Promise<string[]> {
  const checks = [files, chain, leavers, cases, values, rotationsFit, reveals, closings, mails];
  return (await Promise.all(checks.map((check) => check(ctx)))).flat();
}

const when = (wrong: boolean, sentence: string) => (wrong ? [sentence] : []);

async function files({ read }: Ctx): Promise<string[]> {
  // PostgreSQL looks after its own files, and holds references itself.
  if (engine === 'postgres') return [];
  const [integrity] = await read.select({ found: sql<string>`integrity_check` }).from(sql.raw('pragma_integrity_check'));
  const [orphans] = await read.select({ n: sql<number>`count(*)` }).from(sql.raw('pragma_foreign_key_check'));
  return [...when(integrity?.found !== 'ok', `the file is damaged: ${integrity?.found}`), ...when(orphans?.n !== 0, 'a row refers to nothing')];
}

async function chain(ctx: Ctx): Promise<string[]> {
  const { finding, textsGone } = await walkChain(ctx);
  const { verdict } = await compareWithAnchor(ctx);
  return [
    ...when(finding !== null, `the log does not hold: ${finding?.fault}`),
    ...when(textsGone.length > 0, 'an event has lost its text'),
    ...when(verdict !== 'agrees', `the anchor and the log: ${verdict}`),
  ];
}

async function leavers({ read }: Ctx): Promise<string[]> {
  const left = await read.select().from(people).where(eq(people.state, 'left'));
  const open = {
    session: (await read.select().from(sessions).where(isNull(sessions.endedAt))).map((row) => row.personId),
    token: (await read.select().from(apiTokens).where(isNull(apiTokens.revokedAt))).map((row) => row.personId),
    'sign-in': (await read.select().from(signIns).where(isNull(signIns.endedAt))).map((row) => row.personId),
    office: (await read.select().from(offices).where(isNull(offices.toAt))).map((row) => row.personId),
    grant: (await read.select().from(grants).where(eq(grants.state, 'active'))).map((row) => row.personId),
  };
  return left.flatMap(({ id }) =>
    Object.entries(open)
      .filter(([, holders]) => holders.includes(id))
      .map(([what]) => `somebody left and has an open ${what}`),
  );
}

async function cases(ctx: Ctx): Promise<string[]> {
  const cuts = await ctx.read.select().from(auditEvents).where(eq(auditEvents.event, 'offboarding.cut'));
  const issued = await ctx.read.select().from(certificates);
  const wrong: string[] = [];
  for (const { id, personId, state, effectiveAt, cutAt } of await ctx.read.select().from(offboardings)) {
    const [person] = await ctx.read.select().from(people).where(eq(people.id, personId));
    const [own, made] = [issued.filter((row) => row.offboardingId === id), cuts.filter((row) => row.subjectId === id)];
    const isCut = state !== 'scheduled';
    wrong.push(
      ...when(made.length !== (isCut ? 1 : 0), `a case that is ${state} was cut ${made.length} times`),
      ...when((cutAt !== null) !== isCut, `a case that is ${state} was cut at ${cutAt}`),
      ...when((person?.state === 'left') !== isCut, `a case is ${state} and its person ${person?.state}`),
      ...when((person?.endsAt ?? null) !== veil(effectiveAt), 'a person does not end at the moment of the case'),
      ...when(own.length !== (state === 'completed' ? 1 : 0), `a case that is ${state} has ${own.length} certificates`),
    );
    for (const { number } of own) {
      const verdict = verifyCertificate((await certificateOf(ctx, id, number)).file);
      wrong.push(...when(!verdict.ok, `certificate ${number} does not verify`));
    }
  }
  return wrong;
}

/** Every version that was not destroyed, opened. */
export async function openedVersions(ctx: Ctx): Promise<Map<string, string>> {
  const [event] = await ctx.read.select().from(auditEvents).limit(1);
  const opened = new Map<string, string>();
  for (const { id, number, dataKeyId, sealed, state } of await ctx.read.select().from(secretVersions)) {
    if (state === 'destroyed' || sealed === null || !event) continue;
    const place = { table: 'secret_versions', row: id, field: 'sealed', version: number };
    opened.set(id, (await openValue(ctx, event.id, { dataKeyId, sealed }, place)).toString('utf8'));
  }
  return opened;
}

async function values(ctx: Ctx): Promise<string[]> {
  const opened = await openedVersions(ctx).catch((error: unknown) => String(error));
  if (typeof opened === 'string') return [`a version does not open: ${opened}`];
  const versions = await ctx.read.select().from(secretVersions);
  const misread = versions.filter(({ id, fingerprint }) => !ctx.vault.fingerprints(opened.get(id) ?? '').includes(fingerprint));
  const owed = await ctx.read.select().from(secrets);
  const forgotten = owed.filter(({ id }) => versions.filter((row) => row.secretId === id && row.state === 'current').length !== 1);
  return [...when(misread.length > 0, 'a version opens as something else'), ...when(forgotten.length > 0, 'a secret has no value in force')];
}

async function rotationsFit({ read }: Ctx): Promise<string[]> {
  const versions = new Map((await read.select().from(secretVersions)).map((row) => [row.id, row.state]));
  const rows = await read.select().from(rotations);
  const pending = [...versions.values()].filter((state) => state === 'pending').length;
  const fits = { due: [undefined], prepared: ['pending'], blocked: ['pending', undefined], confirmed: ['current', 'retired'], abandoned: ['retired'] };
  const wrong = rows.filter(({ state, candidateId }) => !(fits[state] as unknown[]).includes(versions.get(candidateId ?? '')));
  return [
    ...wrong.map(({ state }) => `a rotation is ${state} and its candidate is not`),
    ...when(pending !== rows.filter((row) => row.state === 'prepared').length, 'a candidate belongs to no rotation'),
  ];
}

/** Rule 1: whoever was shown a value is written down twice, as an event and as a disclosure, or not at all. */
async function reveals({ read }: Ctx): Promise<string[]> {
  const told = await read.select().from(auditEvents).where(eq(auditEvents.event, 'secret.shown'));
  const known = (await read.select().from(disclosures)).filter((row) => row.how === 'shown' || row.how === 'copied');
  // A token acts for its person.
  const bearers = new Map((await read.select().from(apiTokens)).map((token) => [token.id, token.personId]));
  const events = told.map(({ actorId, body }) => `${bearers.get(actorId ?? '') ?? actorId} ${JSON.parse(body).detail.versionId}`);
  const rows = known.map(({ personId, versionId }) => `${personId} ${versionId}`);
  return when(events.sort().join() !== rows.sort().join(), 'the log and the disclosures tell of different reveals');
}

async function closings({ read }: Ctx): Promise<string[]> {
  const done = (await read.select().from(tasks)).filter((task) => task.state === 'done');
  const versions = await read
    .select({ accountId: secrets.accountId, version: secretVersions })
    .from(secretVersions)
    .innerJoin(secrets, eq(secrets.id, secretVersions.secretId));
  const replaced = (accountId: string, personId: string | null) =>
    versions.some((row) => row.accountId === accountId && row.version.origin === 'set' && row.version.setAt !== null && row.version.setBy !== personId);
  const closed = (await read.select().from(grants)).filter((grant) => grant.state === 'closed' && !isVaultEnforced(grant.kind));
  const bare = closed.filter(({ id, kind, accountId, personId }) =>
    kind === 'known-outside' ? !replaced(accountId, personId) : !done.some((task) => task.grantId === id && task.evidence !== null),
  );
  return [
    ...bare.map(({ kind }) => `a grant of kind ${kind} is closed without proof`),
    ...when(
      done.some((task) => task.evidence === null),
      'a task is done without evidence',
    ),
  ];
}

async function mails({ read }: Ctx): Promise<string[]> {
  const keys = (await read.select().from(outbox)).flatMap((mail) => mail.once ?? []);
  return when(new Set(keys).size !== keys.length, 'a mail that goes out once is there twice');
}

/** What came of a story, without its ids and times: two that went the same way are equal. */
export async function outcome({ read }: Ctx) {
  const counted = (words: readonly (string | null)[]) => Object.fromEntries([...Map.groupBy(words, String)].map(([word, all]) => [word, all.length]).sort());
  return {
    events: counted((await read.select().from(auditEvents)).map((row) => row.event)),
    cases: (await read.select().from(offboardings)).map(({ state, counts }) => ({ state, counts })),
    certificates: (await read.select().from(certificates)).map((row) => row.number),
    grants: counted((await read.select().from(grants)).map((row) => `${row.kind} ${row.state}`)),
    tasks: counted((await read.select().from(tasks)).map((row) => `${row.kind} ${row.state}`)),
    versions: counted((await read.select().from(secretVersions)).map((row) => row.state)),
    disclosures: counted((await read.select().from(disclosures)).map((row) => row.how)),
    mails: counted((await read.select().from(outbox)).map((row) => row.template)),
  };
}
