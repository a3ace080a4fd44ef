import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { installation } from '#src/host/config.ts';

export type Server = {
  url: string;
  pid: number;
  /** What it printed so far. */
  said(): string;
  /** Runs a command of the command line against the same data directory. */
  keyholder(...words: readonly string[]): Promise<{ exit: number | null; out: string; err: string }>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** How it ended: null while it runs, and when a signal ended it. */
  exit(): number | null;
};

/** The built product as its users run it: its own process, its own data directory. `words` are those of a command that serves. */
export async function startServer(dataDir: string, more: Readonly<Record<string, string>> = {}, words?: readonly string[]): Promise<Server> {
  const port = await freePort();
  const env = {
    PATH: process.env.PATH ?? '',
    KEYHOLDER_DATA_DIR: dataDir,
    KEYHOLDER_LISTEN: `127.0.0.1:${port}`,
    KEYHOLDER_LOG_LEVEL: 'warn',
    ...more,
  };
  const lines: string[] = [];
  const child = spawn(process.execPath, words ? [`${installation}/dist/src/cli.js`, ...words] : [`${installation}/dist/src/main.js`], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await listening(child, lines);
  const ended = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    url: `http://localhost:${port}`,
    pid: child.pid ?? 0,
    said: () => lines.join('\n'),
    keyholder: (...words) => runCommand(words, env),
    stop: () => ended('SIGTERM'),
    kill: () => ended('SIGKILL'),
    exit: () => child.exitCode,
  };
}

export async function runCommand(words: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(`${installation}/keyholder`, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  await once(child, 'close');
  return { exit: child.exitCode, out, err };
}

function listening(child: ChildProcess, lines: string[]): Promise<void> {
  return new Promise((ready, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line.includes('Stop with Ctrl+C')) ready();
      });
    }
    child.once('exit', (code) => failed(new Error(`The server ended with ${code} before it listened:\n${lines.join('\n')}`)));
  });
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port was given.');
  return address.port;
}
