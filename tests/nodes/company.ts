import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createPostgres, freshFolder } from '#tests/helpers/database.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { type Cast, furnish, type Installation, openInstallation } from '#tests/faults/installation.ts';
import type { CommitHooks } from '#src/host/db/writer.ts';

export type Shared = { databaseUrl: string; database: string; cast: Cast; dataDir: string; now: number };

/** A furnished company on a PostgreSQL database of its own, closed; any number of nodes may open it. */
export async function sharedCompany(now: number = tuesday, more: (h: Installation, cast: Cast) => Promise<void> = async () => undefined): Promise<Shared> {
  const { databaseUrl, name } = await createPostgres('template0');
  const dataDir = dataDirectory();
  const h = await openInstallation(dataDir, now, {}, databaseUrl);
  const cast = await furnish(h);
  await more(h, cast);
  const at = h.clock.now();
  await h.close();
  return { databaseUrl, database: name, cast, dataDir, now: at };
}

/** Its anchor lies beside it, so each has a folder around it. */
export function dataDirectory(): string {
  const dataDir = join(freshFolder(), 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  return dataDir;
}

/** A data directory for another node: nothing in it but a copy of the root key. */
export function anotherDirectory({ dataDir }: Shared): string {
  const other = dataDirectory();
  copyFileSync(join(dataDir, 'root.key'), join(other, 'root.key'));
  return other;
}

export async function node(databaseUrl: string, dataDir: string, now: number, hooks: CommitHooks = {}): Promise<Installation> {
  const h = await openInstallation(dataDir, now, hooks, databaseUrl);
  onTestFinished(h.close);
  return h;
}

/** Two nodes of one company. */
export async function twoNodes(shared: Shared): Promise<[Installation, Installation]> {
  const at = shared.now + 60_000;
  return [await node(shared.databaseUrl, shared.dataDir, at), await node(shared.databaseUrl, anotherDirectory(shared), at)];
}

/** With its anchor. */
export function copyOfDirectory(dataDir: string): string {
  const copy = dataDirectory();
  cpSync(dataDir, copy, { recursive: true });
  copyFileSync(anchorOf(dataDir), anchorOf(copy));
  return copy;
}

export const anchorOf = (dataDir: string) => join(dirname(dataDir), 'data.anchor');
