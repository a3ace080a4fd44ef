import { eq } from 'drizzle-orm';
import { accounts } from '#db/schema/index.ts';
import { holdingsOf, whoCanGetIn } from '#src/features/access/index.ts';
import { day } from '#src/ground/time.ts';
import { inProcess, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { besideFloor, type Scale } from '../measure.ts';

/** Who can get in, and what somebody holds: now and as of a day, through teams too. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const h = await inProcess(sizeOf(scale.size));
  const admin = await h.as(h.cast.adminId);
  const then = h.clock.now() - 100 * day;
  let turn = 0;
  const next = (ids: readonly string[]) => ids[turn++ % ids.length] ?? '';
  const { accounts: accountIds, people: personIds } = h.cast;
  const measured = await besideFloor(scale, 1, {
    read: () =>
      h.db.read
        .select()
        .from(accounts)
        .where(eq(accounts.id, next(accountIds))),
    whoNow: () => whoCanGetIn(admin, next(accountIds)),
    whoThen: () => whoCanGetIn(admin, next(accountIds), then),
    heldNow: () => holdingsOf(admin, next(personIds)),
    heldThen: () => holdingsOf(admin, next(personIds), then),
  });
  const floor = { what: 'indexed point read', value: measured.read.p50 };
  const each = {
    'who can get in, now': measured.whoNow,
    'who can get in, as of a day': measured.whoThen,
    'what somebody holds, now': measured.heldNow,
    'what somebody holds, as of a day': measured.heldThen,
  };
  await h.close();
  return Object.entries(each).map(([what, { p50 }]) => figure({ what, unit: 'ms', value: p50, floor, budget: { mostRatio: 30 } }));
}
