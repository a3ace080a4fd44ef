import { mkdirSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { type Config, readConfig } from '#src/host/config.ts';
import { setupLink } from '#src/features/setup/index.ts';
import { type App, boot } from './boot.ts';
import { startSchedule } from './schedule.ts';
import { createServer } from './server.ts';
import { openSocket } from './socket.ts';
import { systemWindows } from './windows.ts';

/** Starts the product: opens it, listens, runs the schedule, and stops in order on SIGTERM or SIGINT. */
export async function runServer(): Promise<void> {
  const config = readConfig();
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const app = await boot(config, systemWindows(config));
  for (const { what, say } of (await app.db.conditions()).filter((one) => !one.ok)) app.windows.log.warn({ what }, say);
  const server = createServer(app);
  const listening = serve({ fetch: server.fetch, hostname: config.listen.host, port: config.listen.port }, () => void greet(app, config));
  const socket = await openSocket(app);
  const stopSchedule = startSchedule(app);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await new Promise<void>((done) => listening.close(() => done()));
    await socket.close();
    await stopSchedule();
    await app.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

/** The first words: where it is, and on a fresh installation the one-time link. Standard output is for people; the log goes to standard error. */
async function greet(app: App, config: Config): Promise<void> {
  const lines = [`Keyholder ${config.version} listens on ${config.publicUrl}`];
  if (app.state() === 'sealed') {
    lines.push(
      `The vault is sealed: ${config.rootKeyFile} is missing or is not this database's key. Put it back, on another node a copy of it, and start again.`,
    );
  } else if (app.state() === 'recovery') {
    lines.push("The audit log differs from its anchor, so nothing is changed. Run './keyholder audit verify' to see where.");
  } else {
    const link = await setupLink(app.ctxFor({ kind: 'system', job: 'start-up' }, 'job'));
    if (link) lines.push('', 'Set it up with this link. It works once, for one hour:', `  ${link}`);
  }
  lines.push('', 'Stop with Ctrl+C.');
  process.stdout.write(`${lines.join('\n')}\n`);
}
