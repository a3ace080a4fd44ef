import { addCauses, getSecret, isRotatable } from '#src/features/secrets/index.ts';
import { findOpenService, getService } from '#src/features/tokens/index.ts';
import { signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { type GiveServiceGrantInput, giveServiceGrantInput } from './input.ts';
import { consentToTokensOf } from './consents.ts';
import { seenAccountFacts } from './service.ts';
import { tellOfficers } from './tell.ts';
import * as queries from './service-grants.queries.ts';

/** A machine's way in: its owner or a deputy names the account, the level and why, and lets the tokens that it has use it. */
export async function giveServiceGrant(ctx: Ctx, input: GiveServiceGrantInput): Promise<{ id: string }> {
  const wanted = giveServiceGrantInput.parse(input);
  const { accountId, serviceId, level, reason, expiresAt = null } = wanted;
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const now = ctx.now();
    const because = ensure(ctx, 'service-grant.give', await seenAccountFacts(inside, accountId));
    const service = found(await findOpenService(inside, serviceId), 'service.missing');
    if (expiresAt !== null && expiresAt <= now) {
      throw new Problem('invalid', 'grant.expires-too-early', { fields: [{ field: 'expiresAt', code: 'grant.expires-too-early' }] });
    }
    if ((await queries.listLevels(tx, accountId, serviceId, now)).length > 0) throw new Problem('conflict', 'grant.already-there');
    const id = ctx.newId('serviceGrant');
    const ended = { endedAt: null, endedBy: null, endedBecause: null };
    await queries.addServiceGrant(tx, { id, serviceId, accountId, level, reason, grantedBy: signatureOf(ctx.actor), startsAt: now, expiresAt, ...ended });
    await record(tx, ctx, 'service-grant.given', { kind: 'account', id: accountId }, { grantId: id, serviceId, level }, { because, personal: { reason } });
    await consentToTokensOf(inside, accountId, serviceId);
    await tellOfficers(inside, [{ accountId, way: level, name: service.name }]);
    return { id };
  });
}

/** What the service was given must change: nobody can make a machine forget. */
export async function endServiceGrant(ctx: Ctx, id: string): Promise<{ causes: number }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const grant = found(await queries.findServiceGrant(tx, id), 'grant.missing');
    const because = ensure(ctx, 'service-grant.end', await seenAccountFacts(inside, grant.accountId));
    if (grant.endedAt !== null) throw new Problem('conflict', 'grant.already-ended');
    return end(inside, grant, 'by-hand', because);
  });
}

/** For whoever ends the service, in their unit and with their permission. */
export async function endServiceGrantsOf(ctx: Ctx, serviceId: string): Promise<number> {
  const open = await queries.listNotEnded(ctx.read, serviceId);
  for (const grant of open) await end(ctx, grant, 'service-ended', 'service-ended');
  return open.length;
}

/** Up to 200 a run. */
export async function endRunOutServiceGrants(ctx: Ctx): Promise<number> {
  return ctx.write(async (tx) => {
    const due = await queries.listRunOut(tx, ctx.now(), 200);
    for (const grant of due) await end(within(ctx, tx), grant, 'expired', 'expired');
    return due.length;
  });
}

export type ServiceWay = { grant: queries.ServiceGrant; service: string };

/** The machines that can get at this account's secrets now. */
export async function servicesOn(ctx: Ctx, accountId: string): Promise<ServiceWay[]> {
  ensure(ctx, 'access.view', await seenAccountFacts(ctx, accountId));
  return queries.listServiceWays(ctx.read, { accountId }, ctx.now());
}

/** The ways in of one service, for whoever looks after services. */
export async function waysOfService(ctx: Ctx, serviceId: string): Promise<ServiceWay[]> {
  await getService(ctx, serviceId);
  return queries.listServiceWays(ctx.read, { serviceId }, ctx.now());
}

async function end(ctx: Ctx, grant: queries.ServiceGrant, because: string, verdict: string): Promise<{ causes: number }> {
  return ctx.write(async (tx) => {
    const { id: grantId, accountId, serviceId } = grant;
    const given = await queries.listGivenSecrets(tx, accountId, serviceId);
    const rotatable = [];
    for (const secretId of given) if (isRotatable((await getSecret(within(ctx, tx), secretId)).kind)) rotatable.push(secretId);
    await addCauses(
      within(ctx, tx),
      rotatable.map((secretId) => ({ secretId, kind: 'disclosure-ended', subjectId: null, originId: grantId })),
    );
    await queries.saveServiceGrant(tx, grantId, { endedAt: ctx.now(), endedBy: signatureOf(ctx.actor), endedBecause: because });
    const detail = { grantId, serviceId, because, causes: rotatable.length };
    await record(tx, ctx, 'service-grant.ended', { kind: 'account', id: accountId }, detail, { because: verdict });
    return { causes: rotatable.length };
  });
}
