import { holdingsOf, revealSecret, showOneTimeCode, whoCanGetIn } from '#src/features/access/index.ts';
import { browsePeople } from '#src/features/desk/people.service.ts';
import { listAccounts } from '#src/features/desk/register.service.ts';
import { previewOffboarding, startOffboarding } from '#src/features/offboarding/index.ts';
import { inProcess, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { besideFloor, middle, msOf, type Scale } from '../measure.ts';

const factors = [1, 10, 100];

/** The same acts in a company of a hundredth, a tenth and the whole size: what costs more where there is more. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const measured: Record<string, number>[] = [];
  for (const factor of factors) measured.push(await actsAt((scale.size * factor) / 100, scale));
  const [smallest = {}] = measured;
  return Object.keys(smallest).flatMap((act) =>
    measured.slice(1).map((times, index) => {
      const floor = { what: '1 ×', value: smallest[act] ?? Number.NaN };
      const budget = factors[index + 1] === 100 ? { budget: { mostRatio: 1.5 } } : {};
      return figure({ what: `${act}, ${factors[index + 1]} ×`, unit: 'ms', value: times[act] ?? Number.NaN, floor, ...budget });
    }),
  );
}

async function actsAt(size: number, scale: Scale): Promise<Record<string, number>> {
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
    'accounts by a search with one hit': () => listAccounts(admin, { search: 'voorbeeld17' }),
    'list of people': () => browsePeople(hr),
    preview: () => previewOffboarding(hr, cast.leavers[0] ?? '', h.clock.now()),
  };
  const loops = Object.entries(await besideFloor({ ...scale, rounds: Math.min(3, scale.rounds), seconds: scale.seconds / 2 }, 1, acts));
  const cuts: number[] = [];
  for (const personId of cast.leavers) cuts.push(await msOf(() => startOffboarding(hr, { personId, effectiveAt: null, announced: true })));
  await h.close();
  return { ...Object.fromEntries(loops.map(([act, { p50 }]) => [act, p50.value])), cut: middle(cuts).value };
}
