import type { QueryResult } from 'pg';
import type { Condition } from './driver.ts';
import { UnsafeDatabase } from './errors.ts';
import { type Guard, guardText } from './guards.ts';

const question = `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
  current_setting('server_encoding') as encoding, current_setting('synchronous_commit') as commit,
  current_setting('fsync') as fsync, current_setting('full_page_writes') as pages, pg_is_in_recovery() as standby,
  coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted,
  coalesce(has_table_privilege(to_regclass('audit_events'), 'update'), false) as rewrites`;

export type ServerFacts = {
  number: number;
  version: string;
  encoding: string;
  commit: string;
  fsync: string;
  pages: string;
  standby: boolean;
  encrypted: boolean;
  rewrites: boolean;
};

export async function conditionsOf(run: (text: string) => Promise<QueryResult>): Promise<readonly Condition[]> {
  const { rows } = await run(question);
  return judgeServer(rows[0] as ServerFacts);
}

/** A trigger that is switched off, or a session that heeds none, is as good as none. */
const guardsQuestion = `select tgname as name, pg_get_triggerdef(t.oid) as text from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = current_schema()::regnamespace and not tgisinternal and tgenabled in ('O', 'A')
    and current_setting('session_replication_role') <> 'replica'
  union all select proname, prosrc from pg_proc where pronamespace = current_schema()::regnamespace`;

export async function guardsIn(run: (text: string) => Promise<QueryResult>): Promise<readonly Guard[]> {
  const { rows } = await run(guardsQuestion);
  return (rows as Guard[]).map(({ name, text }) => ({ name, text: guardText(text) }));
}

/** What the promises of this product rest on and only the server decides. */
export function judgeServer(is: ServerFacts): readonly Condition[] {
  const must = (what: string, ok: boolean, good: string, bad: string): Condition => ({ what, must: true, ok, say: ok ? good : bad });
  const should = (what: string, ok: boolean, good: string, bad: string): Condition => ({ what, must: false, ok, say: ok ? good : bad });
  return [
    must('database', is.number >= 150_000, `PostgreSQL ${is.version}`, `PostgreSQL ${is.version} is too old: 15 or newer is needed`),
    must('primary', !is.standby, 'yes', 'a standby, which only reads; name the primary'),
    must('encoding', is.encoding === 'UTF8', 'UTF8', `${is.encoding}; make the database with encoding UTF8`),
    must(
      'durable commits',
      is.commit === 'on',
      'synchronous_commit is on',
      `synchronous_commit is ${is.commit} although we asked for on: something between us and the server drops it`,
    ),
    should(
      'durable disk',
      is.fsync === 'on' && is.pages === 'on',
      'fsync and full_page_writes are on',
      `fsync is ${is.fsync} and full_page_writes ${is.pages}: a power cut may lose or damage everything. Set both to on in postgresql.conf`,
    ),
    should('database connection', true, is.encrypted ? 'encrypted, server verified' : 'not encrypted, on this machine', ''),
    should('database role', true, is.rewrites ? 'may change tables too; docs/postgresql.md has one with fewer rights' : 'may not rewrite the log', ''),
  ];
}

/** @throws UnsafeDatabase */
export function needSafeServer(conditions: readonly Condition[]): void {
  const wrong = conditions.find((one) => one.must && !one.ok);
  if (wrong) throw new UnsafeDatabase(`The database cannot be used. ${wrong.what}: ${wrong.say}.`);
}
