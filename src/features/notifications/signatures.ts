import { recordAll } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { writeNotices } from '#src/ground/notice.ts';
import { localDay } from '#src/ground/time.ts';
import type { Cause } from './digest.rules.ts';
import { keepAsks, listAsked, listToAsk } from './signatures.queries.ts';
import { asksAgain } from './signatures.rules.ts';

/**
 * Asks everybody whom a policy in force concerns and who was not asked yet: after a new version, a first sign-in or a
 * first way into an account. Whoever signed in for the first time after it was published finds it on their start page
 * and gets no mail about it yet. Any number of runs ask once.
 */
export async function askToSign(ctx: Ctx): Promise<{ asked: number }> {
  if ((await listToAsk(ctx.read, ctx.now())).length === 0) return { asked: 0 };
  return ctx.write(
    async (tx) => {
      const askedAt = ctx.now();
      const open = await listToAsk(tx, askedAt);
      if (open.length === 0) return { asked: 0 };
      await keepAsks(
        tx,
        open.map(({ versionId, personId }) => ({ versionId, personId, askedAt, remindedAt: null })),
      );
      const byMail = open.filter(({ publishedAt, signsInSince }) => (publishedAt ?? 0) > (signsInSince ?? 0));
      await writeNotices(
        tx,
        ctx,
        byMail.map(({ personId, versionId, policyId, number, titleNl, titleEn }) => {
          return { template: 'policy-published', recipientId: personId, data: { policyId, number, titleNl, titleEn }, once: `policy/${versionId}/${personId}` };
        }),
      );
      const versions = [...Map.groupBy(open, ({ versionId }) => versionId).values()];
      await recordAll(
        tx,
        ctx,
        versions.flatMap(([first, ...others]) => {
          if (!first) return [];
          const { policyId, versionId, number } = first;
          return {
            event: 'policy.asked' as const,
            subject: { kind: 'policy' as const, id: policyId },
            detail: { versionId, number, people: 1 + others.length },
          };
        }),
      );
      return { asked: open.length };
    },
    { bulk: true },
  );
}

/** What those who have not signed are reminded of, on the days on which they are asked again. */
export async function unsignedThings(ctx: Ctx, today: string, timeZone: string): Promise<Cause[]> {
  const asked = await listAsked(ctx.read, ctx.now());
  const dayOf = (at: number | null) => (at === null ? null : localDay(at, timeZone));
  return asked
    .filter(({ askedAt, remindedAt }) => asksAgain({ askedOn: localDay(askedAt, timeZone), remindedOn: dayOf(remindedAt) }, today))
    .map(({ personId, versionId }) => ({ told: [personId], stage: null, signature: { versionId, personId }, hidden: false }));
}
