import { expect, test } from 'vitest';
import { grants, people } from '#db/schema/index.ts';
import { endExpired, giveGrant } from '#src/features/access/index.ts';
import { cutDue, startOffboarding } from '#src/features/offboarding/index.ts';
import { authenticate } from '#src/features/sessions/index.ts';
import { runJob } from '#src/app/schedule.ts';
import { freshPlace } from '#tests/helpers/database.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { furnish, openPlace } from './installation.ts';
import { broken, inspect } from './invariants.ts';
import { report } from './tally.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const jumps = { 'two minutes back': -2 * minute, 'an hour back': -hour, 'a day back': -day, 'an hour on': hour, 'a day on': day, 'ten years on': 3653 * day };

test.each(Object.entries(jumps))(
  'a clock that jumps %s gives nobody back what ended, ends no way in that has no end, and leaves every job to run',
  async (_, jump) => {
    const place = await freshPlace();
    const h = await openPlace(place, tuesday);
    const cast = await furnish(h);
    const { ownerId, hrId, holderId, leaverId, accountId } = cast;
    const lasting = await giveGrant(await h.as(ownerId), { accountId, kind: 'shared-login', level: 'reveal', personId: leaverId });
    await startOffboarding(await h.as(hrId), { personId: leaverId, effectiveAt: h.clock.now() + minute, announced: true });
    h.clock.advance('1m');
    expect(await cutDue(h.system, 'scheduler')).toBe(1);

    h.clock.set(h.clock.now() + jump);
    expect(await authenticate(h.stranger, cast.leaver.sessionToken)).toBeNull();
    expect(await endExpired(h.system)).toBe(0);
    const held = await h.db.read.select().from(grants);
    expect(held.find((grant) => grant.id === lasting.id)).toMatchObject({ state: 'closed' });
    expect(held.find((grant) => grant.personId === holderId)).toMatchObject({ state: 'active' });
    expect((await h.db.read.select().from(people)).filter((person) => person.state === 'left').map((person) => person.id)).toEqual([leaverId]);
    // A lease from before the jump keeps nobody out for longer than it lasts.
    const job = { name: 'jump', summary: '', every: hour, run: async () => 'ran' };
    expect(await runJob(h.app, job)).toBe('done');
    h.clock.set(h.clock.now() - jump);
    expect(await runJob(h.app, job)).toBe('done');
    await h.close();
    const left = await inspect(place, h.clock.now(), broken);
    report('F07', { runs: 1, faults: 1, broken: left });
    expect(left).toEqual([]);
  },
);
