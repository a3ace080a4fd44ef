import { expect, test } from 'vitest';
import { boot } from '#src/app/boot.ts';
import { tellEvents } from '#src/app/event-lines.ts';
import { createServer } from '#src/app/server.ts';
import { createHistogram } from '#src/host/histogram.ts';
import { createLog } from '#src/host/log.ts';
import { readConfig } from '#src/host/config.ts';
import { addOrganisation } from '#src/features/people/index.ts';
import { company } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';

const token = 'a-token-for-the-metrics-alone';

async function running(env: Readonly<Record<string, string>> = {}) {
  const w = await world();
  await company(w);
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const { dataDir, databaseUrl } = w.config;
  const config = readConfig({ KEYHOLDER_DATA_DIR: dataDir, KEYHOLDER_DATABASE_URL: databaseUrl, KEYHOLDER_METRICS_TOKEN: token, ...env });
  const app = await boot(config, { ...w.windows, log }, w.db);
  const server = createServer(app);
  const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const answer = await server.request(path, { method, headers: { host: 'localhost:8080', ...headers } });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return { w, app, server, ask, lines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('metrics are read with their own token, under any host name, and do not exist without one', async () => {
  const { ask } = await running();
  expect((await ask('/metrics', { host: '10.0.0.7:8080' })).status).toBe(401);
  expect((await ask('/metrics', { authorization: 'Bearer something-else-that-is-long' })).status).toBe(401);
  const { status, text, headers } = await ask('/metrics', { host: '10.0.0.7:8080', authorization: `Bearer ${token}` });
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  for (const line of text.trim().split('\n')) expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$/);
  for (const said of [
    /keyholder_state\{state="open"\} 1/,
    /keyholder_events_total [1-9]/,
    /keyholder_mails\{state="waiting"\} \d/,
    /keyholder_commit_seconds_bucket\{le="\+Inf"\} [1-9]/,
    /keyholder_requests_total\{status="401"\} 2/,
    /keyholder_anchor_lag_events \d/,
    /keyholder_backup_late 0/,
    /keyholder_writer_waiting 0/,
    /keyholder_sign_ins_refused_total 0/,
  ]) {
    expect(text).toMatch(said);
  }
  const without = await running({ KEYHOLDER_METRICS_TOKEN: '' });
  expect((await without.ask('/metrics', { authorization: `Bearer ${token}` })).status).toBe(404);
});

test('an id that a proxy gave a request comes back and stands in the line, and nothing else does', async () => {
  const { ask, lines } = await running({ KEYHOLDER_ACCESS_LOG: 'on' });
  expect((await ask('/health/live', { 'x-request-id': '7f3c9a2e11bd' })).headers.get('x-request-id')).toBe('7f3c9a2e11bd');
  const own = (await ask('/sign-in?next=%2Fsecret', { 'x-request-id': '"><script>' })).headers.get('x-request-id');
  expect(own).toMatch(/^req_/);
  const told = lines().filter((line) => line.msg === 'a request was answered');
  expect(told).toEqual([
    expect.objectContaining({
      level: 'info',
      given: '7f3c9a2e11bd',
      method: 'GET',
      path: '/health/live',
      status: 200,
      request: expect.stringMatching(/^req_/),
    }),
    expect.objectContaining({ request: own, path: '/sign-in', status: 200, address: '' }),
  ]);
  expect(JSON.stringify(told)).not.toMatch(/script|secret/);
});

test('what is answered, told and logged for one request bears one id, and refusals are told once a minute', async () => {
  const { ask, lines, w } = await running();
  for (let time = 0; time < 3; time++) expect((await ask('/api/v1/accounts', { authorization: 'Bearer khi_wrong' })).status).toBe(401);
  const refused = () => lines().filter((line) => line.msg === 'a request was refused');
  expect(refused()).toEqual([expect.objectContaining({ level: 'warn', status: 401, path: '/api/v1/accounts', request: expect.stringMatching(/^req_/) })]);
  w.clock.advance('2m');
  await ask('/api/v1/accounts', { authorization: 'Bearer khi_wrong' });
  expect(refused()[1]).toMatchObject({ alsoSince: 2 });
  expect(lines().filter((line) => line.msg === 'a request was answered')).toEqual([]);
});

test('each event is a line with ids and no names', async () => {
  const { app, lines } = await running();
  await tellEvents(app, () => '192.0.2.7');
  const ctx = app.ctxFor({ kind: 'operator', claimed: null }, 'cli');
  await addOrganisation(ctx, { name: 'Studio Vlinder', kind: 'agency' });
  const event = () => lines().find((line) => line.msg === 'an event was recorded');
  await expect.poll(event).toMatchObject({ level: 'info', by: 'operator', via: 'cli', request: ctx.requestId, address: '192.0.2.7' });
  expect(JSON.stringify(lines())).not.toContain('Vlinder');
});

test('a histogram counts what took at most so long', () => {
  const histogram = createHistogram([0.01, 0.1]);
  for (const seconds of [0.005, 0.01, 0.05, 3]) histogram.add(seconds);
  expect(histogram.read()).toMatchObject({ buckets: [{ count: 2 }, { count: 3 }, { upTo: Number.POSITIVE_INFINITY, count: 4 }], count: 4 });
});
