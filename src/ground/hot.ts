import { type Placeholder, type Query, sql } from 'drizzle-orm';
import { type Built, builtQueries } from '#src/host/db/handle.ts';
import type { ReadHandle } from './ctx.ts';

/** Where a value goes, by its name. */
export type At<N extends string> = (name: N) => Placeholder<N>;

type Build<N extends string, R> = (db: ReadHandle, at: At<N>) => PromiseLike<R> & { prepare(): object };

/**
 * A query that every request asks: its text is made once and only its values differ. Making the text costs more than
 * asking the database, so it pays where one act asks a dozen of them; everywhere else write the query as it is.
 */
export function hot<N extends string, R>(build: Build<N, R>): (db: ReadHandle, values: Readonly<Record<N, string | number | null>>) => Promise<R> {
  let built: Built | undefined;
  return async (db, values) => {
    built ??= asBuilt(build(db, (name) => sql.placeholder(name)).prepare());
    return (await db[builtQueries](built, values)) as R;
  };
}

/** What drizzle keeps of a prepared query that belongs to no connection. */
function asBuilt(prepared: object): Built {
  const { customResultMapper } = prepared as { customResultMapper: Built['mapper'] };
  return { query: (prepared as { getQuery(): Query }).getQuery(), mapper: customResultMapper };
}
