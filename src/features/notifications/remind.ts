import { cutDue } from '#src/features/offboarding/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { writeNotices } from '#src/ground/notice.ts';
import { localDay } from '#src/ground/time.ts';
import { findCauses } from './causes.ts';
import { type Plan, planDigests } from './digest.rules.ts';
import * as queries from './queries.ts';
import { keepReminded } from './signatures.queries.ts';
import { askToSign } from './signatures.ts';

export type Reminded = {
  /** People whose access ended because this run came first. */
  cuts: number;
  digests: number;
  secrets: number;
  overtaken: number;
  /** Things of which nobody can be told: nobody concerned is there, has an address and comes into Keyholder, not even an administrator. */
  unreachable: number;
};

/**
 * Tells everybody what waits for them, once a local day. Any number of runs, one after the other or at once, send what
 * one would have sent: what was told before is looked up again inside the unit that tells it.
 */
export async function remind(ctx: Ctx): Promise<Reminded> {
  const cuts = await cutDue(ctx, 'remind');
  await askToSign(ctx);
  const { timeZone } = await getOrganisation(ctx);
  const today = localDay(ctx.now(), timeZone);
  const causes = await findCauses(ctx, today, timeZone);
  const unreachable = causes.filter((cause) => !cause.hidden && cause.told.length === 0).length;
  if (causes.length === 0) return { cuts, digests: 0, secrets: 0, overtaken: 0, unreachable };
  const secretIds = causes.flatMap((cause) => (cause.stage ? [cause.stage.secretId] : []));
  return ctx.write(
    async (tx) => {
      const recorded = await queries.lastStages(tx, secretIds, ctx.now());
      const plan = planDigests(causes, await queries.listDigested(tx, today), (stage) => (recorded.get(queries.ledgerKey(stage)) ?? '') >= stage.stage);
      const told = { digests: plan.digests.filter((digest) => !digest.hidden).length, secrets: plan.sent.length, overtaken: plan.overtaken.length };
      if (plan.digests.length > 0) {
        await keep(ctx, tx, plan, today);
        await record(tx, ctx, 'reminder.sent', { kind: 'installation', id: null }, told);
      }
      return { cuts, unreachable, ...told };
    },
    { bulk: true },
  );
}

async function keep(ctx: Ctx, tx: WriteHandle, plan: Plan, today: string): Promise<void> {
  const at = ctx.now();
  await queries.keepReminders(tx, [
    ...plan.sent.map((stage) => ({ ...stage, outcome: 'sent' as const, at })),
    ...plan.overtaken.map((stage) => ({ ...stage, outcome: 'overtaken' as const, at })),
  ]);
  for (const [versionId, asked] of Map.groupBy(plan.signatures, (one) => one.versionId)) {
    await keepReminded(
      tx,
      versionId,
      asked.map((one) => one.personId),
      at,
    );
  }
  await queries.dropUnsentDigests(
    tx,
    plan.digests.map((digest) => digest.personId),
  );
  const written = plan.digests.map(({ personId }) => ({ personId, id: ctx.newId('mail') }));
  await queries.keepDigests(
    tx,
    written.map(({ personId, id }) => ({ personId, localDay: today, outboxId: id, at })),
  );
  const notices = written.map(({ personId, id }) => {
    return { template: 'digest' as const, recipientId: personId, data: { day: today }, once: `digest/${personId}/${today}`, id };
  });
  await writeNotices(tx, ctx, notices);
}
