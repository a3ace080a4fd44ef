import type { QueryResult } from 'pg';
import type { Condition } from './driver.ts';
import { UnsafeDatabase } from './errors.ts';

const question = `select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
  current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
  pg_is_in_recovery() as standby, coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted`;

type Answer = { version: string; encoding: string; commit: string; fsync: string; pages: string; standby: boolean; encrypted: boolean };

/** What the promises of this product rest on and only the server decides. `must` ones are refused at start. */
export async function conditionsOf(run: (text: string) => Promise<QueryResult>): Promise<readonly Condition[]> {
  const { rows } = await run(question);
  const is = rows[0] as Answer;
  return [
    { what: 'database', must: true, ok: !is.standby, say: is.standby ? 'a standby, which only reads; name the primary' : `PostgreSQL ${is.version}` },
    { what: 'encoding', must: true, ok: is.encoding === 'UTF8', say: is.encoding === 'UTF8' ? 'UTF8' : `${is.encoding}; make the database with encoding UTF8` },
    {
      what: 'durable commits',
      must: true,
      ok: is.commit === 'on',
      say:
        is.commit === 'on'
          ? 'synchronous_commit is on'
          : `synchronous_commit is ${is.commit} although we asked for on: something between us and the server drops it`,
    },
    {
      what: 'durable disk',
      must: false,
      ok: is.fsync === 'on' && is.pages === 'on',
      say:
        is.fsync === 'on' && is.pages === 'on'
          ? 'fsync and full_page_writes are on'
          : `fsync is ${is.fsync} and full_page_writes ${is.pages}: a power cut may lose or damage everything. Set both to on in postgresql.conf`,
    },
    { what: 'database connection', must: false, ok: true, say: is.encrypted ? 'encrypted, server verified' : 'not encrypted, on this machine' },
  ];
}

/** @throws UnsafeDatabase */
export function needSafeServer(conditions: readonly Condition[]): void {
  const wrong = conditions.find((one) => one.must && !one.ok);
  if (wrong) throw new UnsafeDatabase(`The database cannot be used. ${wrong.what}: ${wrong.say}.`);
}
