import createClient from 'openapi-fetch';
import type { components, paths } from './keyholder.js';

// Compiled strictly beside the types made from the description: what does not fit them does not compile.

const [baseUrl = '', token = ''] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: `${baseUrl}/api/v1`, headers: { authorization: `Bearer ${token}` } });

async function everyAccount(limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await client.GET('/accounts', { params: { query: { limit, ...(cursor ? { cursor } : {}) } } });
    if (!data) throw new Error('no accounts');
    ids.push(...data.accounts.map((account) => account.id));
    cursor = data.next ?? undefined;
  } while (cursor);
  return ids;
}

async function everyEvent(limit: number): Promise<number[]> {
  const seqs: number[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await client.GET('/audit-events', { params: { query: { limit, ...(cursor ? { cursor } : {}) } } });
    if (!data) throw new Error('no events');
    // Always there, so nothing has to be asked of it.
    seqs.push(...data.events.filter((event) => event.at.endsWith('Z')).map((event) => event.seq));
    cursor = data.next ?? undefined;
  } while (cursor);
  return seqs;
}

async function certificates(): Promise<string[]> {
  const { data } = await client.GET('/offboardings', { params: { query: { state: 'finished' } } });
  const read = (data?.offboardings ?? []).map(async ({ id }) => {
    const { data: signed, response } = await client.GET('/offboardings/{id}/certificate', { params: { path: { id } } });
    return signed ? `${signed.certificate.number} ${response.headers.get('etag') ? 'tagged' : 'untagged'}` : `${response.status}`;
  });
  return (await Promise.all(read)).sort();
}

async function refusals(): Promise<string[]> {
  const type = (problem: components['schemas']['Problem'] | undefined) => problem?.type ?? 'none';
  const missing = await client.GET('/people/{id}', { params: { path: { id: 'per_0000000000000000' } } });
  const wrong = await client.GET('/audit-events', { params: { query: { cursor: 'elsewhere' } } });
  return [type(missing.error), type(wrong.error)];
}

const [few, many] = [await everyAccount(7), await everyAccount(200)];
const events = [await everyEvent(50), await everyEvent(200)].map((seqs) => seqs.length);
console.log(
  JSON.stringify({
    accounts: many.length,
    pagesAgree: few.join() === many.join(),
    eventsAgree: events[0] === events[1],
    certificates: await certificates(),
    refusals: await refusals(),
  }),
);
