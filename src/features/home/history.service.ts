import type { Office } from '#db/words.ts';
import { getOrganisation, rotationPolicy } from '#src/features/settings/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import {
  listAccountSpans,
  listAgedSecrets,
  listAllCauses,
  listOfficeSpans,
  listPasswordSpans,
  listSetVersions,
  listSubjectDisclosures,
} from './history.queries.ts';
import { countAt, monthEnds, overdueSpans, type Point, type Trend, trendOf } from './history.rules.ts';
import type { Posture } from './service.ts';

export type Trends = Record<'covered' | 'overdue' | 'ownerless' | 'deputyless', Trend | null>;

/** How the figures of `posture` came about: from what the register knows of the end of each month since it began. */
export async function trends(ctx: Ctx, now: Posture): Promise<Trends> {
  const { timeZone } = await getOrganisation(ctx);
  const accounts = await listAccountSpans(ctx.read);
  const began = accounts.reduce((least, account) => Math.min(least, account.from), ctx.now());
  const moments = monthEnds(ctx.now(), timeZone).filter((at) => at > began);
  const offices = await listOfficeSpans(ctx.read, moments[0] ?? ctx.now());
  const passwords = (await listPasswordSpans(ctx.read)).map((row) => ({ ...row, to: null }));
  const kept = passwords.flatMap((row) => (row.kept === null ? [] : [{ ...row, from: row.kept }]));
  const overdue = overdueSpans(await listAgedSecrets(ctx.read), await rotationPolicy(ctx), {
    versions: await listSetVersions(ctx.read),
    causes: await listAllCauses(ctx.read),
    disclosures: await listSubjectDisclosures(ctx.read),
  });
  const series = (valueAt: (at: number) => number, last: number, wholeAt: (at: number) => number = () => 1, whole = 1): Point[] => [
    ...moments.map((at) => ({ at, value: valueAt(at), share: valueAt(at) / Math.max(1, wholeAt(at)) })),
    { at: ctx.now(), value: last, share: last / Math.max(1, whole) },
  ];
  const without = (office: Office, last: number) => {
    const held = offices.filter((row) => row.office === office);
    return trendOf(
      series((at) => countAt(accounts, at) - countAt(held, at), last),
      'less',
    );
  };
  return {
    covered: trendOf(
      series(
        (at) => countAt(kept, at),
        now.passwords.kept,
        (at) => countAt(passwords, at),
        now.passwords.total,
      ),
      'more',
    ),
    overdue: trendOf(
      series((at) => countAt(overdue, at), now.overdue),
      'less',
    ),
    ownerless: without('owner', now.ownerless),
    deputyless: without('deputy', now.deputyless),
  };
}
