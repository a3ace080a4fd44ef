import { cpSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, eq } from 'drizzle-orm';
import { disclosures, grants } from '#db/schema/index.ts';
import { verifyChain } from '#src/features/audit/index.ts';
import { openInstallation } from '#tests/faults/installation.ts';
import { startPostgres } from '#tests/helpers/postgres.ts';
import { startServer } from '#tests/helpers/server.ts';
import { revealBy } from '../asked.ts';
import { furnishDesk, sizeOf } from '../company.ts';
import { type Figure, figure } from '../figures.ts';
import { besideFloor, type Scale } from '../measure.ts';
import { signIn, type Visitor } from '../visitor.ts';
import { headOf, openWire } from '../wire.ts';

/** Two processes on one PostgreSQL that keeps its promises to the disk, beside one process on the same. */
export async function bench(scale: Scale): Promise<Figure[]> {
  const postgres = await startPostgres({ durable: true });
  const folder = mkdtempSync(join(tmpdir(), 'keyholder-bench-nodes-'));
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  mkdirSync(first, { mode: 0o700 });
  const open = () => openInstallation(first, Date.now(), {}, postgres.url);
  const h = await open();
  const founders = await furnishDesk(h, sizeOf(scale.size).desks);
  const holders = await signIn(h, founders.holders);
  const [owner] = await signIn(h, [founders.ownerId]);
  await h.close();
  // The second node brings the same root key and keeps an anchor of its own.
  cpSync(first, second, { recursive: true });
  if (existsSync(`${first}.anchor`)) copyFileSync(`${first}.anchor`, `${second}.anchor`);
  const clients = Math.min(32, holders.length);
  const nodes = await Promise.all([first, second].map((dataDir) => startServer(dataDir, { KEYHOLDER_DATABASE_URL: postgres.url })));

  const reveals = nodes.map((node) => holders.map((holder, client) => revealBy(node.url, holder, founders.desk[client])));
  const reads = nodes.map((node) => holders.slice(0, clients).map((_, client) => readBy(node.url, owner, founders.desk[client]?.accountId ?? '')));
  const onBoth = (acts: typeof reveals) => async (client: number) => acts[client % 2]?.[client]?.();
  const onOne = (acts: typeof reveals) => async (client: number) => acts[0]?.[client]?.();
  let shown = 0;
  const counted = (act: (client: number) => Promise<unknown>) => async (client: number) => {
    await act(client);
    shown++;
  };
  const read = await besideFloor(scale, clients, { both: onBoth(reads), one: onOne(reads) });
  const written = await besideFloor(scale, clients, { both: counted(onBoth(reveals)), one: counted(onOne(reveals)) });
  for (const node of nodes) await node.stop();

  const after = await open();
  const [kept] = await after.db.read.select({ count: count() }).from(disclosures).where(eq(disclosures.how, 'shown'));
  const [given] = await after.db.read.select({ count: count() }).from(grants);
  const { finding } = await verifyChain(await after.as(founders.adminId));
  await after.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
  if (kept?.count !== shown || given?.count !== holders.length || finding) {
    throw new Error(`${shown} values were shown and ${kept?.count} written down; the chain: ${JSON.stringify(finding)}.`);
  }
  return [
    figure({
      what: `pages, ${clients} clients`,
      unit: '/s',
      value: read.both.perSecond,
      floor: { what: 'one process', value: read.one.perSecond },
      budget: { leastRatio: 1 },
    }),
    figure({
      what: `reveals, ${clients} clients`,
      unit: '/s',
      value: written.both.perSecond,
      floor: { what: 'one process', value: written.one.perSecond },
      budget: { least: 900 },
    }),
    figure({ what: 'reveals written down that nobody got, or the other way round', unit: '', value: kept.count - shown, budget: { most: 0 } }),
  ];
}

function readBy(url: string, visitor: Visitor | undefined, accountId: string): () => Promise<void> {
  const wire = openWire(url);
  const head = headOf('GET', url, `/accounts/${accountId}`, { Cookie: visitor?.cookie ?? '' });
  return async () => {
    const answer = await wire.ask(head);
    if (answer.status !== 200) throw new Error(`A page answered ${answer.status}.`);
  };
}
