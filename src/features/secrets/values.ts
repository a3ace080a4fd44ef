import { eq, inArray } from 'drizzle-orm';
import { disclosures, secrets, secretVersions } from '#db/schema/index.ts';
import { printsOf, sealValue, shredKey } from '#src/features/keys/index.ts';
import { personOf, signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { clockAgrees } from '#src/ground/clock-watch.ts';
import { type Ctx, type Instant, type WriteHandle, within } from '#src/ground/ctx.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { openCauses } from './causes.ts';
import { refusePersonal } from './personal.ts';
import {
  findCurrent,
  findSecret,
  findVersion,
  hasAlike,
  hasPending,
  hasRetained,
  latestMoment,
  listLongRetired,
  nextNumber,
  type SecretRow,
  type VersionRow,
  wasShown,
} from './queries.ts';
import { foldedValue, retiredFor, valueFault } from './rules.ts';

/**
 * Stores a value that already existed. It becomes current and ends nothing: neither a cause nor anybody's knowledge.
 * `valueSetAt` is when it was set on the platform, if anybody remembers.
 */
export async function adoptValue(
  ctx: Ctx,
  secretId: string,
  input: { value: string; how?: 'created' | 'imported'; valueSetAt?: Instant | null },
): Promise<{ versionId: string }> {
  return ctx.write(async (tx) => {
    const secret = await liveSecret(tx, secretId);
    const now = ctx.now();
    const { version } = await newVersion(ctx, tx, secret, input.value);
    const before = await findCurrent(tx, secretId);
    if (before) await retire(tx, [before.id], now);
    await tx.insert(secretVersions).values({ ...version, state: 'current', origin: 'adopted', setBy: null, setAt: version.createdAt });
    if (input.valueSetAt !== undefined) await tx.update(secrets).set({ valueSetAt: input.valueSetAt }).where(eq(secrets.id, secretId));
    await discloseToActor(ctx, tx, version, input.how ?? 'created');
    await record(tx, ctx, 'secret.adopted', accountOf(secret), { secretId, versionId: version.id });
    return { versionId: version.id };
  });
}

/**
 * A candidate beside the current value: one that differs from what this secret had before by blanks or capitals only is no new value. To
 * correct how an existing value was typed in ends nothing, so that may. `typed`: somebody entered it, so they know it; a generated one nobody has seen.
 */
export async function prepareValue(ctx: Ctx, secretId: string, value: string, more: { typed?: boolean } = {}): Promise<{ versionId: string }> {
  return ctx.write(async (tx) => {
    const secret = await liveSecret(tx, secretId);
    const { version, isAlike } = await newVersion(ctx, tx, secret, value);
    if (isAlike) throw refused('secret.nearly-same-value');
    if (await hasPending(tx, secretId)) throw new Problem('conflict', 'secret.already-prepared');
    await tx.insert(secretVersions).values({ ...version, state: 'pending', origin: 'set', setBy: null, setAt: null });
    if (more.typed) await discloseToActor(ctx, tx, version, 'created');
    await record(tx, ctx, 'secret.prepared', accountOf(secret), { secretId, versionId: version.id });
    return { versionId: version.id };
  });
}

/** Who put the candidate on the platform: people, the first of whom set it and the others tried it, or a machine that asked the platform itself. */
export type SetBy = { people: readonly [string, ...string[]] } | { connector: string };

/**
 * The candidate is on the platform: it becomes current and the old value is kept as retired. Nobody puts a value anywhere that they have
 * never seen, so their word for it counts for nothing. Of two who confirm at once the second is told so. Returns how many
 * causes this answered.
 */
export async function confirmValue(ctx: Ctx, secretId: string, versionId: string, setBy: SetBy): Promise<{ answered: number; open: number }> {
  return ctx.write(async (tx) => {
    const secret = await liveSecret(tx, secretId);
    const version = await pendingVersion(tx, secretId, versionId);
    const attesting = 'people' in setBy ? setBy.people : [];
    for (const personId of attesting) if (!(await wasShown(tx, secret, version, personId))) throw new Problem('conflict', 'secret.not-shown');
    const inside = within(ctx, tx);
    const openBefore = await openCauses(inside, [secretId]);
    const now = ctx.now();
    const before = await findCurrent(tx, secretId);
    if (before) await retire(tx, [before.id], now);
    // Later than all that is known of this secret, even by a clock that was set back: the order is what counts.
    const setAt = Math.max(now, (await latestMoment(tx, secretId)) + 1);
    await tx
      .update(secretVersions)
      .set({ state: 'current', setAt, setBy: attesting[0] ?? null })
      .where(eq(secretVersions.id, versionId));
    await tx.update(secrets).set({ valueSetAt: now, notDueBefore: null }).where(eq(secrets.id, secretId));
    const open = (await openCauses(inside, [secretId])).length;
    const answered = openBefore.length - open;
    await record(tx, ctx, 'secret.set', accountOf(secret), { secretId, versionId, answered });
    return { answered, open };
  });
}

/** Given up, and kept like any retired value: the platform may have accepted it after all. */
export async function abandonValue(ctx: Ctx, secretId: string, versionId: string): Promise<void> {
  await ctx.write(async (tx) => {
    const secret = await liveSecret(tx, secretId);
    await pendingVersion(tx, secretId, versionId);
    await retire(tx, [versionId], ctx.now());
    await record(tx, ctx, 'secret.abandoned', accountOf(secret), { secretId, versionId });
  });
}

/** Why this could not be kept as a value of that kind, if it could not. */
export function refusalOf(ctx: Ctx, kind: SecretRow['kind'], value: string): string | null {
  try {
    readValue(ctx, kind, value);
    return null;
  } catch (error) {
    if (error instanceof Problem && error.kind === 'invalid') return error.code;
    throw error;
  }
}

/** Has this secret had this value before? Compared by keyed fingerprint; nothing is opened. */
export async function retainedMatch(ctx: Ctx, secretId: string, value: string): Promise<boolean> {
  const secret = await liveSecret(ctx.read, secretId);
  const { text } = readValue(ctx, secret.kind, value);
  const [same = [], alike = []] = await printsOf(ctx, spellings(text));
  return (await hasRetained(ctx.read, secretId, same)) || (await hasAlike(ctx.read, secretId, alike));
}

/** Thirty days after they were replaced, retired values are destroyed by shredding the key that sealed them; not by a clock that jumped. */
export async function destroyRetired(ctx: Ctx): Promise<number> {
  if (!(await clockAgrees(ctx))) return 0;
  return ctx.write(async (tx) => {
    const due = await listLongRetired(tx, ctx.now() - retiredFor, 500);
    if (due.length === 0) return 0;
    await tx
      .update(secretVersions)
      .set({ state: 'destroyed', sealed: null, fingerprint: '', foldedFingerprint: null, destroyedAt: ctx.now() })
      .where(
        inArray(
          secretVersions.id,
          due.map((row) => row.id),
        ),
      );
    for (const { dataKeyId } of due) await shredKey(ctx, tx, dataKeyId);
    await record(tx, ctx, 'secret.destroyed', { kind: 'installation', id: null }, { versions: due.length });
    return due.length;
  });
}

/** What is fingerprinted of a value: itself, and without blanks and capitals. */
export function spellings(text: string): [same: string, alike: string] {
  return [text, folded(text)];
}

/** Apart from the value itself, so that nobody sees which values have no capitals. */
export function folded(text: string): string {
  return `folded\n${foldedValue(text)}`;
}

/** Where a version's value lives, bound into its seal. */
export function placeOf(version: { id: string; number: number }) {
  return { table: 'secret_versions', row: version.id, field: 'sealed', version: version.number };
}

async function newVersion(ctx: Ctx, tx: WriteHandle, secret: SecretRow, typed: string) {
  await refusePersonal(tx, secret.accountId, secret.kind);
  const { text, parameters } = readValue(ctx, secret.kind, typed);
  const inside = within(ctx, tx);
  const [same = [], alike = []] = await printsOf(inside, spellings(text));
  if (await hasRetained(tx, secret.id, same)) throw refused('secret.same-value');
  const isAlike = secret.kind !== 'note' && (await hasAlike(tx, secret.id, alike));
  const id = ctx.newId('version');
  const number = await nextNumber(tx, secret.id);
  const { dataKeyId, sealed } = await sealValue(ctx, tx, text, placeOf({ id, number }));
  const version = {
    id,
    secretId: secret.id,
    number,
    dataKeyId,
    sealed,
    // Under the root key that seals, as the data key is.
    fingerprint: ctx.vault.fingerprint(text),
    foldedFingerprint: ctx.vault.fingerprint(folded(text)),
    parameters,
    createdBy: signatureOf(ctx.actor),
    createdAt: Math.max(ctx.now(), await latestMoment(tx, secret.id)),
    retiredAt: null,
    destroyedAt: null,
  };
  return { version, isAlike };
}

/** A one-time code's seed is stored in one spelling, its parameters beside it. */
function readValue(ctx: Ctx, kind: SecretRow['kind'], typed: string): { text: string; parameters: string | null } {
  if (!ctx.vault.isOpen()) throw new Problem('unavailable', 'vault.sealed');
  const fault = valueFault(kind, typed);
  if (fault) throw refused(`secret.value-${fault}`);
  if (kind !== 'totp') return { text: typed, parameters: null };
  const parsed = ctx.crypto.totp.parseSeed(typed);
  if (typeof parsed === 'string') throw refused(`secret.seed-${parsed}`);
  const { digits, period, algorithm } = parsed;
  return { text: parsed.seed, parameters: JSON.stringify({ digits, period, algorithm }) };
}

function refused(code: string): Problem {
  return new Problem('invalid', code, { fields: [{ field: 'value', code }] });
}

async function discloseToActor(ctx: Ctx, tx: WriteHandle, version: { id: string; secretId: string }, how: 'created' | 'imported'): Promise<void> {
  const person = personOf(ctx.actor);
  if (!person) return;
  const { id: versionId, secretId } = version;
  await tx.insert(disclosures).values({ id: ctx.newId('disclosure'), secretId, versionId, personId: person.id, how, reason: null, at: ctx.now() });
}

async function retire(tx: WriteHandle, versionIds: readonly string[], now: Instant): Promise<void> {
  await tx
    .update(secretVersions)
    .set({ state: 'retired', retiredAt: now })
    .where(inArray(secretVersions.id, [...versionIds]));
}

async function liveSecret(db: Ctx['read'], secretId: string): Promise<SecretRow> {
  const secret = found(await findSecret(db, secretId), 'secret.missing');
  if (secret.removedAt !== null) throw new Problem('missing', 'secret.missing');
  return secret;
}

async function pendingVersion(tx: WriteHandle, secretId: string, versionId: string): Promise<VersionRow> {
  const version = found(await findVersion(tx, secretId, versionId), 'secret.version-missing');
  if (version.state === 'current') throw new Problem('conflict', 'secret.already-confirmed');
  if (version.state !== 'pending') throw new Problem('conflict', 'secret.not-pending');
  return version;
}

function accountOf(secret: SecretRow) {
  return { kind: 'account', id: secret.accountId } as const;
}
