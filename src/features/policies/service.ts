import { personOf, signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { allows, ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import type { DraftInput } from './input.ts';
import * as queries from './queries.ts';
import { corporateSlug, mayAcknowledge } from './rules.ts';
import { starterPolicies } from './starter.ts';

export type CorporatePolicy = { policyId: string; versionId: string; number: number; titleNl: string; titleEn: string };

/** The published text that a reveal asks to have been read. */
export async function corporatePolicy(ctx: Ctx): Promise<CorporatePolicy | null> {
  const version = await queries.findPublishedBySlug(ctx.read, corporateSlug);
  if (!version) return null;
  const { id, policyId, number, titleNl, titleEn } = version;
  return { policyId, versionId: id, number, titleNl, titleEn };
}

/** Nothing published means nobody has: without a policy in force no secret is shown. */
export async function hasAcknowledged(ctx: Ctx, personId: string): Promise<boolean> {
  return (await queries.listAcknowledgements(ctx.read, { slug: corporateSlug, personId })).length > 0;
}

/** Signs the version in force. A second time changes nothing. */
export async function acknowledge(ctx: Ctx, versionId: string): Promise<void> {
  const because = ensure(ctx, 'policy.acknowledge', null);
  if (ctx.actor.kind !== 'person') throw new Problem('forbidden', 'policy.only-in-person');
  const personId = ctx.actor.id;
  await ctx.write(async (tx) => {
    const version = found(await queries.findVersion(tx, versionId), 'policy.missing');
    if (!mayAcknowledge(version)) throw new Problem('stale', 'policy.newer-version');
    const row = { id: ctx.newId('acknowledgement'), policyVersionId: versionId, personId, at: ctx.now() };
    if (!(await queries.addAcknowledgement(tx, row))) return;
    const detail = { versionId, number: version.number };
    await record(tx, ctx, 'policy.acknowledged', { kind: 'policy', id: version.policyId }, detail, { because });
  });
}

export type PolicyLine = {
  policyId: string;
  version: queries.PolicyVersion;
  acknowledgedAt: number | null;
  /** For whoever may publish. */
  signed: { people: number; of: number; withoutSignIn: number } | null;
};

export async function listPolicies(ctx: Ctx): Promise<PolicyLine[]> {
  ensure(ctx, 'policy.view', null);
  const rows = await queries.listPublished(ctx.read);
  const own = await signedByActor(
    ctx,
    rows.map((row) => row.version.id),
  );
  const lines: PolicyLine[] = [];
  for (const { policy, version } of rows) {
    lines.push({ policyId: policy.id, version, acknowledgedAt: own.get(version.id) ?? null, signed: await countSigned(ctx, version.id) });
  }
  return lines;
}

async function signedByActor(ctx: Ctx, versionIds: readonly string[]): Promise<Map<string, number>> {
  const person = personOf(ctx.actor);
  return person && versionIds.length > 0 ? queries.listAcknowledgedAt(ctx.read, person.id, versionIds) : new Map();
}

async function countSigned(ctx: Ctx, versionId: string): Promise<PolicyLine['signed']> {
  if (!allows(ctx, 'policy.publish', null)) return null;
  const [people, of] = [await queries.countAcknowledged(ctx.read, versionId), await queries.countPeople(ctx.read)];
  return { people, of, withoutSignIn: await queries.countWithoutSignIn(ctx.read) };
}

export type PolicyPage = PolicyLine & { versions: queries.PolicyVersion[] };

/** The version in force, and the ones before it. */
export async function getPolicy(ctx: Ctx, policyId: string): Promise<PolicyPage> {
  ensure(ctx, 'policy.view', null);
  const versions = await queries.listVersions(ctx.read, policyId);
  const version = found(
    versions.find(({ state }) => state === 'published'),
    'policy.missing',
  );
  const own = await signedByActor(ctx, [version.id]);
  const signed = await countSigned(ctx, version.id);
  return { policyId, version, acknowledgedAt: own.get(version.id) ?? null, signed, versions };
}

/** The next version, in force at once: from here on whomever it concerns is asked to confirm again, on the start page and by mail. */
export async function publishNewVersion(ctx: Ctx, policyId: string, input: DraftInput): Promise<{ versionId: string; number: number }> {
  const because = ensure(ctx, 'policy.publish', null);
  return ctx.write(async (tx) => {
    const [newest] = await queries.listVersions(tx, policyId);
    const number = found(newest, 'policy.missing').number + 1;
    const versionId = await addDraft(ctx, tx, policyId, number, input);
    await putInForce(ctx, tx, found(await queries.findVersion(tx, versionId), 'policy.missing'), because);
    return { versionId, number };
  });
}

/** For set-up: our own two texts, in force at once. What is there already stays as it is. */
export async function publishStarterPolicies(ctx: Ctx): Promise<void> {
  await ctx.write(async (tx) => {
    for (const { slug, ...texts } of starterPolicies) {
      if (await queries.findPolicyBySlug(tx, slug)) continue;
      const policyId = ctx.newId('policy');
      await queries.addPolicy(tx, { id: policyId, slug, createdAt: ctx.now() });
      const versionId = await addDraft(ctx, tx, policyId, 1, texts);
      await putInForce(ctx, tx, found(await queries.findVersion(tx, versionId), 'policy.missing'), 'set-up');
    }
  });
}

async function addDraft(ctx: Ctx, tx: WriteHandle, policyId: string, number: number, texts: DraftInput): Promise<string> {
  const id = ctx.newId('policyVersion');
  const row = { id, policyId, number, state: 'draft', ...texts, createdAt: ctx.now(), publishedAt: null, publishedBy: null } as const;
  await queries.addVersion(tx, row);
  await record(tx, ctx, 'policy.drafted', { kind: 'policy', id: policyId }, { versionId: id, number });
  return id;
}

async function putInForce(ctx: Ctx, tx: WriteHandle, version: queries.PolicyVersion, because: string): Promise<void> {
  await queries.publish(tx, version, ctx.now(), signatureOf(ctx.actor));
  const detail = { versionId: version.id, number: version.number };
  await record(tx, ctx, 'policy.published', { kind: 'policy', id: version.policyId }, detail, { because });
}
