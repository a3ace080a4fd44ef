import { disclosures, serviceDisclosures } from '#db/schema/index.ts';
import { openValue } from '#src/features/keys/index.ts';
import { humanBehind, personOf, serviceOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { atOneMoment, type Ctx, type WriteHandle } from '#src/ground/ctx.ts';
import { found, Problem } from '#src/ground/problem.ts';
import type { TotpParameters } from '#src/host/crypto/totp.ts';
import { watchLook } from './alarms.ts';
import { findSecretAndVersion, hasLearned, type SecretRow, type VersionRow } from './queries.ts';
import { placeOf } from './values.ts';

/** Decides whether this may be shown, inside the unit that records it; returns the reason for the audit event. */
type Permit = (ctx: Ctx, secret: SecretRow, tx: WriteHandle) => Promise<string>;

/**
 * Rule 1. Whether it is allowed is decided in the same unit that writes down that it was shown, so that an end of
 * access and a reveal cannot pass each other unseen. Only after that unit is on disk is the value opened.
 */
export async function revealVersion(
  ctx: Ctx,
  input: { secretId: string; versionId?: string; how: 'shown' | 'copied'; reason?: string | null },
  permit: Permit,
): Promise<{ value: string; versionId: string }> {
  const { secretId, how, reason = null } = input;
  const watch = watchLook(ctx, secretId);
  const { eventId, version } = await ctx.write(async (tx) => {
    const { secret, version: row } = found(await findSecretAndVersion(tx, secretId, input.versionId), 'secret.missing');
    const inside = atOneMoment(ctx);
    const because = await permit(inside, secret, tx);
    const version = kept(row);
    await writeDisclosure(inside, tx, { secretId, versionId: version.id, how, reason });
    const subject = { kind: 'account', id: secret.accountId } as const;
    const detail = { secretId, versionId: version.id, how };
    const eventId = await record(tx, inside, 'secret.shown', subject, detail, { because, ...given(reason) });
    await watch.look(inside, tx);
    return { version, eventId };
  });
  watch.kept();
  const value = await openVersion(ctx, eventId, version);
  return { value, versionId: version.id };
}

/** Who learned it: a person, who may leave with it, or a machine, which keeps it where somebody put it. */
async function writeDisclosure(
  ctx: Ctx,
  tx: WriteHandle,
  learned: { secretId: string; versionId: string; how: 'shown' | 'copied'; reason: string | null },
): Promise<void> {
  const person = personOf(ctx.actor);
  const service = serviceOf(ctx.actor);
  const { how, ...what } = learned;
  if (person) await tx.insert(disclosures).values({ id: ctx.newId('disclosure'), personId: person.id, how, ...what, at: ctx.now() });
  else if (service) await giveToService(ctx, tx, service.id, what);
  else throw new Problem('forbidden', 'permission.no-role');
}

/** Whoever made the token has seen it, and can ask with it as the service does: what the service is given counts as known to them. */
async function giveToService(
  ctx: Ctx,
  tx: WriteHandle,
  serviceId: string,
  what: { secretId: string; versionId: string; reason: string | null },
): Promise<void> {
  const at = ctx.now();
  await tx.insert(serviceDisclosures).values({ id: ctx.newId('serviceDisclosure'), serviceId, ...what, at });
  const personId = humanBehind(ctx.actor);
  if (personId === null || (await hasLearned(tx, what.versionId, personId))) return;
  await tx.insert(disclosures).values({ id: ctx.newId('disclosure'), personId, how: 'service', ...what, at });
}

/** `seconds` is how long the code still lasts, `period` how long such a code lasts at all. */
export type OneTimeCode = { code: string; seconds: number; period: number };

/** Use of the seed, not knowledge of it: no disclosure. */
export async function showCode(
  ctx: Ctx,
  { secretId, versionId, reason = null }: { secretId: string; versionId?: string; reason?: string | null },
  permit: Permit,
): Promise<OneTimeCode> {
  const watch = watchLook(ctx, secretId);
  const { eventId, version } = await ctx.write(async (tx) => {
    const { secret, version: row } = found(await findSecretAndVersion(tx, secretId, versionId), 'secret.missing');
    const because = await permit(ctx, secret, tx);
    if (secret.kind !== 'totp') throw new Problem('invalid', 'secret.no-codes');
    const version = kept(row);
    const subject = { kind: 'account', id: secret.accountId } as const;
    const detail = { secretId, versionId: version.id };
    const eventId = await record(tx, ctx, 'secret.code-shown', subject, detail, { because, ...given(reason) });
    await watch.look(ctx, tx);
    return { version, eventId };
  });
  watch.kept();
  const seed = await openVersion(ctx, eventId, version);
  const parameters = JSON.parse(version.parameters ?? '{}') as TotpParameters;
  const now = ctx.now();
  const { totp } = ctx.crypto;
  return { code: totp.codeAt(seed, now, parameters), seconds: totp.remainingSeconds(now, parameters.period), period: parameters.period };
}

/** Why somebody looked, in their own words: kept beside the chain, so that it can be erased one day. */
function given(reason: string | null): { personal?: Record<string, string> } {
  return reason === null ? {} : { personal: { reason } };
}

function kept(version: VersionRow | null): VersionRow {
  const wanted = found(version, 'secret.no-value');
  if (wanted.sealed === null) throw new Problem('missing', 'secret.destroyed');
  return wanted;
}

async function openVersion(ctx: Ctx, eventId: string, version: VersionRow): Promise<string> {
  const { dataKeyId, sealed } = version;
  if (sealed === null) throw new Problem('missing', 'secret.destroyed');
  const value = await openValue(ctx, eventId, { dataKeyId, sealed }, placeOf(version));
  const text = value.toString('utf8');
  value.fill(0);
  return text;
}
