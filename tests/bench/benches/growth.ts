import { holdingsOf, revealSecret, showOneTimeCode, whoCanGetIn } from '#src/features/access/index.ts';
import { browsePeople } from '#src/features/desk/people.service.ts';
import { listAccounts } from '#src/features/desk/register.service.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { previewOffboarding, startOffboarding } from '#src/features/offboarding/index.ts';
import { inProcess, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { besideFloor, middle, msOf, type Scale } from '../measure.ts';

const factors = [1, 10, 100] as const;

/**
 * The same acts in a company of a hundredth, a tenth and the whole size, in turn, so that noise meets all of them: what
 * costs more where there is more.
 */
export async function bench(scale: Scale): Promise<Figure[]> {
  const companies: Grown[] = [];
  for (const factor of factors) companies.push(await grown((scale.size * factor) / 100));
  const acts = companies.flatMap(({ acts }, index) => Object.entries(acts).map(([act, run]) => [`${act}, ${factors[index]} ×`, run] as const));
  const shorter = { ...scale, rounds: Math.min(3, scale.rounds), seconds: scale.seconds / 4 };
  const loops = await besideFloor(shorter, 1, Object.fromEntries(acts));
  const times = new Map(Object.entries(loops).map(([act, { p50 }]) => [act, p50]));
  const cuts = companies.map((): number[] => []);
  for (const nth of companies[0]?.leavers.keys() ?? []) {
    for (const [index, { leavers, hr, dayPasses }] of companies.entries()) {
      // So many at once would be held.
      dayPasses();
      cuts[index]?.push(await msOf(() => startOffboarding(hr, { personId: leavers[nth] ?? '', effectiveAt: null, announced: true })));
    }
  }
  for (const [index, of] of cuts.entries()) times.set(`cut, ${factors[index]} ×`, middle(of));
  for (const { close } of companies) await close();
  const names = [...Object.keys(companies[0]?.acts ?? {}), 'cut'];
  return names.flatMap((act) => {
    const floor = { what: '1 ×', value: times.get(`${act}, 1 ×`) ?? Number.NaN };
    const at = (factor: number) => ({ what: `${act}, ${factor} ×`, unit: 'ms' as const, value: times.get(`${act}, ${factor} ×`) ?? Number.NaN, floor });
    return [figure(at(10)), figure({ ...at(100), budget: { mostRatio: 1.5 } })];
  });
}

type Grown = { acts: Record<string, () => Promise<unknown>>; leavers: readonly string[]; hr: Ctx; dayPasses(): void; close(): Promise<void> };

async function grown(size: number): Promise<Grown> {
  const h = await inProcess(sizeOf(size));
  const { cast } = h;
  const [admin, hr, holder] = [await h.as(cast.adminId), await h.as(cast.hrId), await h.as(cast.holders[0] ?? '')];
  const { secretId = '', totpId = '' } = cast.desk[0] ?? {};
  let turn = 0;
  const next = (ids: readonly string[]) => ids[turn++ % ids.length] ?? '';
  const acts = {
    reveal: () => revealSecret(holder, { secretId, how: 'shown' }),
    'one-time code': () => showOneTimeCode(holder, { secretId: totpId }),
    'who can get in': () => whoCanGetIn(admin, next(cast.accounts)),
    'what somebody holds': () => holdingsOf(admin, next(cast.people)),
    'list of accounts': () => listAccounts(admin),
    'accounts by the beginning of a handle': () => listAccounts(admin, { search: 'voorbeeld17' }),
    'list of people': () => browsePeople(hr),
    preview: () => previewOffboarding(hr, cast.leavers[0] ?? '', h.clock.now()),
  };
  return { acts, leavers: cast.leavers, hr, dayPasses: () => h.clock.advance('1d'), close: h.close };
}
