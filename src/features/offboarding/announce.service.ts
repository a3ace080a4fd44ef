import { announceLeaving } from '#src/features/people/index.ts';
import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { found } from '#src/ground/problem.ts';
import { type CaseRow, findCase, listAnnouncedTo } from './queries.ts';

/** The announcement: from here on the person shows as leaving, and those who have to take over hear of it. */
export async function makeKnown(ctx: Ctx, id: string): Promise<void> {
  await ctx.write(async (tx) => {
    const row = found(await findCase(tx, '', id), 'offboarding.missing');
    await announceLeaving(ctx, row.personId);
    await tellAnnounced(ctx, tx, row);
  });
}

async function tellAnnounced(ctx: Ctx, tx: WriteHandle, row: CaseRow): Promise<void> {
  const data = { person: row.name, offboardingId: row.id, effectiveAt: row.effectiveAt };
  for (const recipientId of await listAnnouncedTo(tx, row.personId)) {
    await writeNotice(tx, ctx, { template: 'offboarding-announced', recipientId, data, once: `announced/${row.id}/${recipientId}` });
  }
}
