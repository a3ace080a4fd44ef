import { eq, getTableName, is, Table } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import * as schema from '#db/schema/index.ts';
import { jobs } from '#src/app/schedule.ts';
import { inhabited } from './inhabited.ts';
import { openPlanner, scans } from './laws/plans.ts';

const tables = new Set(Object.values(schema).flatMap((value) => (is(value, Table) ? [getTableName(value)] : [])));

/** Lists as people ask for them, besides every address of the product as it is. */
const lists = [
  '/accounts?q=voorbeeld+linked',
  '/accounts?platform=x&criticality=critical',
  '/accounts?without=owner',
  '/people?q=bob+ba',
  '/people?state=leaving',
  '/tasks?all=1',
  '/audit?event=grant.given',
];

/** What is read whole because the answer is about the whole. */
const whole: readonly (readonly [statement: RegExp, because: string])[] = [
  [/ from "causes"/, 'a cause is open until a value answers it, which no column of its own says'],
  [/^select count\(\*\) from "(accounts|people)" where /, 'a figure about everybody or about the whole register'],
  [/^select "id", "created_at" from "accounts" where "accounts"."status" <> (\?|\$1)$/, 'the lines of the start page, which tell of every account and day'],
  [/^select "offices"."account_id", "offices"."from_at".* from "offices" inner join "accounts"/, 'the same lines'],
  [/ from "disclosures" inner join "causes"/, 'the same lines'],
  [/ from "api_tokens" inner join "services"/, 'how many tokens each service has'],
  [/ from "audit_events" .*"offboardings"/, 'departures that are not to be seen yet: the few that nobody has announced'],
];

test('no page and no job reads a table from end to end', async () => {
  const { s, hana, olga, fill } = await inhabited();
  const planner = await openPlanner(s.config);
  onTestFinished(planner.close);
  const asked = new Map<string, string>();
  let at = '';
  s.db.onStatement((statement) => {
    if (!asked.has(statement)) asked.set(statement, at);
  });
  const pages = s.server.routes.filter(({ method, who }) => method === 'GET' && who === 'signed-in').map(({ path }) => fill(path));
  for (const member of [s.ada, hana, olga]) {
    const browser = await s.signIn(member);
    for (at of [...pages, ...lists]) await browser.get(at);
  }
  for (const job of jobs) {
    at = job.name;
    await job.isDue?.(s.system);
    await job.run(s.system, true);
  }
  expect(asked.size).toBeGreaterThan(100);
  const found = await scans(planner, asked.keys(), tables);
  const unexplained = found.filter((scan) => !whole.some(([statement]) => statement.test(scan.statement)));
  expect(unexplained.map(({ statement, tables: read }) => `${asked.get(statement)} reads ${read.join(', ')}: ${statement}`)).toEqual([]);
});

test('a question that no index answers is found', async () => {
  const { s } = await inhabited();
  const planner = await openPlanner(s.config);
  onTestFinished(planner.close);
  const asked: string[] = [];
  s.db.onStatement((statement) => void asked.push(statement));
  const { disclosures, grants } = schema;
  await s.db.read.select().from(disclosures).where(eq(disclosures.how, 'exported'));
  await s.db.read.select({ id: grants.id }).from(grants).where(eq(grants.id, 'grt_1'));
  expect((await scans(planner, asked, tables)).map((scan) => scan.tables)).toEqual([['disclosures']]);
});
