import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { leases } from '#db/schema/index.ts';
import { giveGrant, keepSecret } from '#src/features/access/index.ts';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { openRotation } from '#src/features/rotation/index.ts';
import { account, person } from '#tests/helpers/builders.ts';
import { type Site, site } from '#tests/helpers/site.ts';

/**
 * Page → the most statements it may send for session, shell and itself. Whatever asks more often in a larger company
 * asks once a row.
 */
const budgets: Readonly<Record<string, number>> = {
  '/': 63,
  '/accounts': 14,
  '/accounts?q=merk': 12,
  '/people': 14,
  '/people?q=pia': 12,
  '/rotations': 10,
  '/tasks': 8,
  '/tasks?view=all': 8,
  '/offboardings': 18,
  '/audit': 8,
  '/me': 23,
  '/accounts/:account': 32,
  '/people/:person': 26,
  '/offboardings/:departure': 16,
  '/offboardings/new?person=:person&when=now': 34,
};

test('a page sends no more statements than it says, and no more of them in a company ten times as large', async () => {
  const s = await site();
  const { places, grow } = await growing(s);
  const small = await counted(s, places);
  await grow(10);
  const large = await counted(s, places);
  expect(overspent(small, large, budgets)).toEqual([]);
});

test('what the process does beside a page is not counted as the page’s', async () => {
  const s = await site();
  const browser = await s.signIn(s.ada);
  const countedFor = counter(s);
  // The first request of a page may wake something up.
  await browser.get('/people');
  const alone = await countedFor(() => browser.get('/people'));
  let isBusy = true;
  const beside = (async () => {
    while (isBusy) {
      await s.db.read.select().from(leases);
      await setImmediate();
    }
  })();
  const together = await countedFor(async () => {
    await s.system.write((tx) => tx.select().from(leases));
    return browser.get('/people');
  });
  isBusy = false;
  await beside;
  expect(together.sent).toBe(alone.sent + 1);
});

test('a page that asks once a row is found, and one that asks for more than it said', () => {
  const counts = { '/flat': 7, '/steep': 9, '/wasteful': 12 };
  expect(overspent(counts, { ...counts, '/steep': 36 }, { '/flat': 8, '/steep': 40, '/wasteful': 11 })).toEqual([
    '/steep grows from 9 to 36',
    '/wasteful sends 12 of 11',
  ]);
});

type Counts = Readonly<Record<string, number>>;

function overspent(small: Counts, large: Counts, allowed: Counts): string[] {
  return Object.entries(large).flatMap(([page, sent]) => {
    const before = small[page] ?? 0;
    const most = allowed[page] ?? 0;
    return [...(sent > before ? [`${page} grows from ${before} to ${sent}`] : []), ...(sent > most ? [`${page} sends ${sent} of ${most}`] : [])];
  });
}

type Places = { account: string; person: string; departure: string };

/** A company in which everything that a page lists grows together, for its administrator, its owner and its first holder alike. */
async function growing(s: Site): Promise<{ places: Places; grow(to: number): Promise<void> }> {
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const holder = await person(s, 'Pia Pers', { acknowledged: true });
  const shared = await account(s, { ownerId: olga.id, handle: 'merk', criticality: 'critical' });
  const one = async (n: number) => {
    const accountId = await account(s, { ownerId: olga.id, deputyIds: [s.ada.id], handle: `merk${n}` });
    const { id: secretId } = await keepSecret(await s.as(olga.id), { accountId, kind: 'password', value: `een waarde van ${n}` });
    const newcomer = await person(s, `Pia Pers${n}`, { acknowledged: true });
    const way = { kind: 'platform-role', platformRole: 'Editor' } as const;
    for (const [on, personId] of [
      [accountId, holder],
      [shared, newcomer],
    ] as const) {
      await giveGrant(await s.as(olga.id), { accountId: on, personId, ...way });
      await giveGrant(await s.as(olga.id), { accountId: on, personId, kind: 'shared-login', level: 'reveal' });
    }
    const leaver = await person(s, `Lex Leaver${n}`);
    for (const on of [accountId, shared]) await giveGrant(await s.as(olga.id), { accountId: on, personId: leaver, ...way });
    s.clock.advance('1m');
    await openRotation(await s.as(olga.id), secretId);
    // Of three in an hour the last is held, and waits for a second person.
    s.clock.advance('1h');
    const leaves = async (personId: string) => startOffboarding(await s.as(hana.id), { personId, effectiveAt: null, announced: true });
    const started = await leaves(leaver);
    for (const name of ['Gijs', 'Hein']) await leaves(await person(s, `${name} Gaat${n}`));
    return started;
  };
  const { id: departure } = await one(0);
  let size = 1;
  return {
    places: { account: shared, person: holder, departure },
    async grow(to) {
      while (size < to) await one(size++);
    },
  };
}

async function counted(s: Site, places: Places): Promise<Record<string, number>> {
  const browser = await s.signIn(s.ada);
  const countedFor = counter(s);
  const counts: Record<string, number> = {};
  for (const page of Object.keys(budgets)) {
    const path = page.replace(/:(\w+)/g, (_, place: keyof Places) => places[place]);
    // The second request is the page itself.
    await browser.get(path);
    const { sent, answer } = await countedFor(() => browser.get(path));
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
    counts[page] = sent;
  }
  return counts;
}

/** Counts the statements of one act, and not what the process sends meanwhile: after each commit, say, to write the anchor. */
function counter(s: Site) {
  const acts = new AsyncLocalStorage<{ sent: number }>();
  s.db.onStatement(() => {
    const act = acts.getStore();
    if (act) act.sent++;
  });
  return async <T>(ask: () => Promise<T>) => {
    const act = { sent: 0 };
    const answer = await acts.run(act, ask);
    return { sent: act.sent, answer };
  };
}
