import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { offices, outbox } from '#db/schema/index.ts';
import { mountApi } from '#src/app/mount.ts';
import { commands } from '#src/app/commands.ts';
import { makeServiceToken } from '#src/features/services/index.ts';
import { grantableScopes, serviceScopes } from '#src/features/tokens/index.ts';
import { record } from '#src/ground/audit.ts';
import { Problem } from '#src/ground/problem.ts';
import { type RestRoute, routesOf } from '#src/http/resources.ts';
import type { Member, Site } from '#tests/helpers/site.ts';
import { lifted } from '#tests/helpers/rest.ts';
import { bodyOf, type Company, oneOf, type Pick, type Plan, registerNaming, seed, someCompany, thingsOf, value, waysInto } from './anyone.ts';

/**
 * Anybody who has no way into an account does everything there is, in any order, in any company: every operation of REST with ids
 * that are there, and every command. The owner does nothing meanwhile, so nothing may let them in.
 */
type Act = { at: number; picks: readonly number[] };
type Player = { who: readonly string[]; members: readonly Member[]; act(company: Company, act: Act): Promise<{ name: string; done: boolean; said: string }> };

const every = routesOf(mountApi).filter(({ name }) => !['stepUp', 'revokeToken'].includes(name));
/** What could let somebody in is tried oftener. */
const tempting = ['importAccounts', 'assignTask', 'startOffboarding', 'appoint', 'giveGrant', 'giveServiceGrant', 'confirmProposals', 'changePerson'];
const routes = [...every, ...Array.from({ length: 5 }, () => every.filter(({ name }) => tempting.includes(name))).flat()];
const someActs = fc.array(fc.record({ at: fc.nat(10_000), picks: fc.array(fc.nat(10_000), { minLength: 16, maxLength: 16 }) }), {
  minLength: 30,
  maxLength: 40,
});
const someWorld = fc.record({ deputy: fc.boolean(), critical: fc.boolean(), leaver: fc.boolean() });

const picker = ({ picks }: Act): Pick => {
  let at = 0;
  return (of) => (of <= 1 ? 0 : (picks[at++ % picks.length] ?? 0) % of);
};

type Ask = (route: RestRoute, path: string, body: unknown) => Promise<{ status: number; text: string }>;

async function byRest(company: Company, act: Act, members: readonly Member[], ask: Ask) {
  const pick = picker(act);
  const route = routes[act.at % routes.length];
  if (!route) throw new Error('There is no operation.');
  const things = await thingsOf(company);
  const path = route.path.replace(/([\w-]+)\/:\w+/g, (_, kind: string) => `${kind}/${oneOf(things[kind] ?? [], pick) ?? 'none'}`);
  const { status, text } = await ask(route, path, route.body ? bodyOf(route.body, things, pick, members) : undefined);
  return { name: route.name, done: status < 300, said: text };
}

/** With every scope, lifted, and signed in anew where that was lost. */
function person(members: readonly Member[]): Player {
  const clients = new Map<string, Awaited<ReturnType<typeof lifted>>>();
  return {
    who: members.map(({ id }) => id),
    members,
    act(company, act) {
      const member = members[act.at % members.length] ?? company.bob;
      return byRest(company, { ...act, at: Math.floor(act.at / members.length) }, members, async (route, path, body) => {
        const client = clients.get(member.id) ?? (await lifted(company.s, member, grantableScopes));
        clients.set(member.id, client);
        const answer = await client.send(route.method, path, body);
        if (answer.status === 401) clients.delete(member.id);
        return answer;
      });
    },
  };
}

async function service(company: Company): Promise<Player> {
  const { s, serviceId, ada } = company;
  const { token } = await makeServiceToken(await s.as(ada.id), serviceId, { name: 'everything', scopes: [...serviceScopes], days: 300 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    who: [serviceId],
    members: [company.bob],
    act: (_, act) =>
      byRest(company, act, [company.bob], async ({ method }, path, body) => {
        const answer = await s.server.request(`${s.config.publicUrl}/api/v1${path}`, {
          method,
          headers,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return { status: answer.status, text: await answer.text() };
      }),
  };
}

/** Those that touch no file of the machine and change who gets in, or might. */
const spoken = commands.filter(
  ({ name, run, arguments: words }) => run && !/backup|restore|migrate|grants|accept|demo|doctor/.test(name) && words.every(({ path }) => path !== 'output'),
);

function operator({ s, alex, bob }: Company): Player {
  return {
    who: [],
    members: [bob],
    async act(company, act) {
      const pick = picker(act);
      const command = spoken[act.at % spoken.length];
      const things = await thingsOf(company);
      const file = { name: 'register.csv', bytes: Buffer.from(registerNaming([bob, alex], pick)) };
      const word = (name: string) =>
        ({ PERSON: [alex, bob, company.olga][pick(3)]?.email, ACCOUNT: company.accountId })[name] ??
        oneOf([...(things['offboardings'] ?? []), ...(things['tokens'] ?? [])], pick) ??
        '';
      const input = { arguments: Object.fromEntries((command?.arguments ?? []).map(({ name }) => [name, word(name)])), options: {}, files: { FILE: file } };
      try {
        const { text, json } = (await command?.run?.(s.app, s.operator, input)) ?? { text: '', json: null };
        return { name: command?.name ?? '', done: true, said: text + JSON.stringify(json) };
      } catch (error) {
        if (error instanceof Problem) return { name: command?.name ?? '', done: false, said: error.code };
        throw error;
      }
    },
  };
}

type Tally = { worlds: number; acts: number; done: Map<string, number>; ways: string[]; unheard: string[] };
const tally = (): Tally => ({ worlds: 0, acts: 0, done: new Map(), ways: [], unheard: [] });

async function play(company: Company, player: Player, acts: readonly Act[], count: Tally): Promise<void> {
  const { s, accountId } = company;
  count.worlds += 1;
  let inside = await waysInto(s, accountId);
  for (const act of acts) {
    const officers = await officersOf(s, accountId);
    const told = await heardBy(s);
    const { name, done, said } = await player.act(company, act);
    count.acts += 1;
    if (done) count.done.set(name, (count.done.get(name) ?? 0) + 1);
    if (said.includes(value) || said.includes(seed)) count.ways.push(`${name} says the value`);
    const now = await waysInto(s, accountId);
    const news = now.filter((id) => !inside.includes(id));
    const mine = player.who.length > 0 ? news.filter((id) => player.who.includes(id)) : name.startsWith('import') ? news : [];
    count.ways.push(...mine.map((id) => `${name} lets ${id} in`));
    // A departure ends the office of whoever would hear of it; the successor is told instead.
    const stay = (await officersOf(s, accountId)).filter((id) => officers.includes(id) && !player.who.includes(id));
    const heard = await heardBy(s);
    if (news.length > 0 && stay.some((id) => !news.includes(id) && (heard.get(id) ?? 0) === (told.get(id) ?? 0)))
      count.unheard.push(`${name} lets ${news.join()} in unheard`);
    inside = now;
  }
}

async function officersOf(s: Site, accountId: string): Promise<string[]> {
  const rows = await s.db.read.select().from(offices).where(eq(offices.accountId, accountId));
  return rows.flatMap(({ personId, toAt }) => (toAt === null ? personId : []));
}

async function heardBy(s: Site): Promise<Map<string, number>> {
  const rows = await s.db.read.select({ to: outbox.recipientId }).from(outbox).where(eq(outbox.template, 'way-in-opened'));
  return new Map([...Map.groupBy(rows, ({ to }) => to)].map(([to, its]) => [to, its.length]));
}

const runs = 2;

async function hold(playerOf: (company: Company) => Player | Promise<Player>): Promise<Tally> {
  const count = tally();
  await fc.assert(
    fc.asyncProperty(someWorld, someActs, async (plan: Plan, acts) => {
      const company = await someCompany(plan);
      await play(company, await playerOf(company), acts, count);
      expect({ ways: count.ways, unheard: count.unheard }).toEqual({ ways: [], unheard: [] });
    }),
    { numRuns: runs, endOnFailure: true },
  );
  return count;
}

test.each([
  ['an administrator', ({ ada }: Company) => person([ada]), 8],
  ['two members of staff who have no office', ({ bob, cas }: Company) => person([bob, cas]), 4],
  ['a service with every scope', service, 4],
  ['the operator', operator, 4],
] as const)(
  '%s does everything there is, and nothing lets them in',
  async (_, playerOf, kinds) => {
    const { worlds, acts, done } = await hold(playerOf);
    expect(acts).toBeGreaterThan(worlds * 25);
    // A player who is refused everything would prove nothing.
    expect(done.size).toBeGreaterThan(kinds);
  },
  120_000,
);

test('somebody whom nobody appointed is found', async () => {
  const company = await someCompany({ deputy: true, critical: false, leaver: false });
  const count = tally();
  const { s, ada, accountId } = company;
  const smuggle: Player = {
    ...person([ada]),
    async act() {
      const row = { id: s.system.newId('office'), accountId, personId: ada.id, office: 'deputy' as const, fromAt: s.clock.now(), toAt: null };
      await s.system.write(async (tx) => {
        await tx.insert(offices).values(row);
        await record(tx, s.system, 'account.changed', { kind: 'account', id: accountId }, { fields: '' });
      });
      return { name: 'a register of before', done: true, said: '' };
    },
  };
  await play(company, smuggle, [{ at: 0, picks: [0] }], count);
  expect(count).toMatchObject({ ways: [expect.stringContaining('a register of before lets')], unheard: [expect.stringContaining('unheard')] });
});
