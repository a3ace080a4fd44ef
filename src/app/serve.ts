import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { calledAs, type Config, readConfig } from '#src/host/config.ts';
import { isJournal } from '#src/host/journal.ts';
import { becomeOwnerOf } from '#src/host/owner.ts';
import { MachineTrouble, troubleOf } from '#src/host/trouble.ts';
import { setupLink } from '#src/features/setup/index.ts';
import { type App, boot } from './boot.ts';
import { asCalled } from './called-as.rules.ts';
import { tellEvents } from './event-lines.ts';
import { startSchedule } from './schedule.ts';
import { createServer } from './server.ts';
import { openSocket } from './socket.ts';
import { systemWindows } from './windows.ts';

/** Together well below the time after which a service manager kills. */
const requestsFinishWithin = 5000;
const jobsFinishWithin = 3000;
/** Longer than proxies keep theirs (Caddy 120 s, nginx 60 s): a request that meets the end of its connection is lost, and no proxy repeats a POST. */
const idleConnectionsEndAfter = 125_000;

/** Starts the product as it is configured, as the user that its data belongs to. */
export async function runServer(): Promise<void> {
  const config = readConfig();
  becomeOwnerOf(config.dataDir);
  try {
    await serveConfig(config, (app) => greetingOf(app, config));
  } catch (error) {
    const trouble = troubleOf(error, config.dataDir);
    throw trouble ? new MachineTrouble(trouble.sentence, { cause: error }) : error;
  }
}

/**
 * Opens it, listens, runs the schedule, and stops in order on SIGTERM or SIGINT. `greeting` is what people read once it listens. Standard output is
 * theirs; the log goes to standard error.
 */
export async function serveConfig(config: Config, greeting: (app: App) => Promise<readonly string[]>): Promise<void> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const app = await boot(config, systemWindows(config));
  dropUnfinished(config.dataDir);
  for (const { what, say } of (await app.db.conditions()).filter((one) => !one.ok)) app.windows.log.warn({ what }, say);
  const { log } = app.windows;
  if (app.db.migrated.length > 0) log.info({ migrations: app.db.migrated }, 'the tables were changed for this version');
  const server = createServer(app);
  await tellEvents(app, server.requests.addressOf);
  const listening = serve({ fetch: server.fetch, hostname: config.listen.host, port: config.listen.port });
  await once(listening, 'listening').catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  if ('keepAliveTimeout' in listening) {
    listening.keepAliveTimeout = idleConnectionsEndAfter;
    listening.headersTimeout = idleConnectionsEndAfter + 5000;
  }
  log.info({ version: config.version, engine: app.db.engine, state: app.state(), url: config.publicUrl, pid: process.pid }, 'the server listens');
  const socket = await openSocket(app);
  const stopSchedule = startSchedule(app);
  let stopping = false;
  // A program that asks without end on one connection would otherwise keep us for ever.
  listening.prependListener('request', (_request: unknown, response: { shouldKeepAlive: boolean }) => {
    if (stopping) response.shouldKeepAlive = false;
  });
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    log.info({ pid: process.pid }, 'the server stops');
    const closed = Promise.all([new Promise<void>((done) => listening.close(() => done())), socket.close()]);
    await Promise.race([closed, setTimeout(requestsFinishWithin)]);
    if ('closeAllConnections' in listening) listening.closeAllConnections();
    await stopSchedule(jobsFinishWithin);
    await app.close();
    // Whoever is still talking to us, or we to them, has had their time.
    process.exit();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  process.stdout.write(asCalled(`${[...(await greeting(app)), ...(isJournal() ? [] : ['', 'Stop with Ctrl+C.'])].join('\n')}\n`, calledAs()));
}

/** Copies that a killed process was making. */
function dropUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir)) if (/^backup-\w+\.making$/.test(name)) rmSync(join(dataDir, name));
}

/** Where it is, and on a fresh installation the one-time link. */
async function greetingOf(app: App, config: Config): Promise<string[]> {
  const lines = [`Keyholder ${config.version} listens on ${config.publicUrl}`];
  if (app.state() === 'sealed') {
    lines.push('The vault is sealed; the log says why. It opens by itself as soon as the right root key can be read.');
  } else if (app.state() === 'recovery') {
    lines.push("The audit log differs from its anchor, so nothing is changed. Run './keyholder audit verify' to see where.");
  } else {
    lines.push(...setupLines(config, await setupLink(app.ctxFor({ kind: 'system', job: 'start-up' }, 'job'))));
  }
  return lines;
}

/** Whoever has the link owns the installation. A journal is read by others and kept, so there it stands in a file for the owner alone. */
function setupLines({ dataDir }: Config, link: string | null): string[] {
  const file = join(dataDir, 'setup-link');
  rmSync(file, { force: true });
  if (link === null) return [];
  if (!isJournal()) return ['', 'Set it up with this link. It works once, for one hour:', `  ${link}`];
  writeFileSync(file, `${link}\n`, { mode: 0o600, flag: 'wx' });
  return [`The link that sets it up works once, for one hour, and stands in ${file}`];
}
