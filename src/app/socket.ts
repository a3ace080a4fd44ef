import { chmodSync, existsSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CommandInput, CommandResult } from '#src/http/routes.ts';
import type { App } from './boot.ts';
import { commands } from './commands.ts';
import { explainFailure } from './failure.ts';

/**
 * The command line's way to a running server: a socket in the data directory that only its user may open. One JSON
 * line each way a command; file contents travel as base64, secrets never.
 */
type Call = { command: string; input: Omit<CommandInput, 'files'>; files: Record<string, { name: string; base64: string }>; claimed: string | null };
type Answer = { result: CommandResult } | { failure: string };

const socketPath = (dataDir: string) => join(dataDir, 'keyholder.sock');

export async function openSocket(app: App): Promise<{ close(): Promise<void> }> {
  const path = socketPath(app.config.dataDir);
  // The database's lock is ours, so whoever left this file is gone.
  rmSync(path, { force: true });
  const server = createServer((socket) => void serveCalls(app, socket));
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(path, ready);
  });
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
      }),
  };
}

async function serveCalls(app: App, socket: Socket): Promise<void> {
  socket.on('error', (error) => app.windows.log.warn({ err: error }, 'the command socket broke off'));
  for await (const line of createInterface({ input: socket })) {
    socket.end(`${JSON.stringify(await answer(app, line))}\n`);
    return;
  }
}

async function answer(app: App, line: string): Promise<Answer> {
  try {
    const call = JSON.parse(line) as Call;
    const files = Object.fromEntries(Object.entries(call.files).map(([name, file]) => [name, { name: file.name, bytes: Buffer.from(file.base64, 'base64') }]));
    return { result: await runCommand(app, call.command, { ...call.input, files }, call.claimed) };
  } catch (error) {
    return { failure: explainFailure(error) };
  }
}

/** Runs a command by name as the operator of this machine. */
export async function runCommand(app: App, name: string, input: CommandInput, claimed: string | null): Promise<CommandResult> {
  const command = commands.find((one) => one.name === name);
  if (!command) return { text: `There is no command '${name}'.`, json: { error: 'no such command' }, exit: 1 };
  return command.run(app, app.ctxFor({ kind: 'operator', claimed }, 'cli'), input);
}

/** Carries a command to the server that holds this data directory; undefined when none does. */
export async function callServer(dataDir: string, name: string, input: CommandInput, claimed: string | null): Promise<CommandResult | undefined> {
  const path = socketPath(dataDir);
  if (!existsSync(path)) return undefined;
  const socket = await open(path);
  if (!socket) return undefined;
  const files = Object.fromEntries(Object.entries(input.files).map(([field, file]) => [field, { name: file.name, base64: file.bytes.toString('base64') }]));
  const call: Call = { command: name, input: { arguments: input.arguments, options: input.options }, files, claimed };
  socket.write(`${JSON.stringify(call)}\n`);
  for await (const line of createInterface({ input: socket })) {
    const answered = JSON.parse(line) as Answer;
    if ('failure' in answered) return { text: answered.failure, json: { error: answered.failure }, exit: 1 };
    return answered.result;
  }
  throw new Error('The server closed the connection before it answered. Its log says why.');
}

function open(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    // A server that was killed leaves its socket file behind: nobody listens there.
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(undefined);
      else reject(error);
    });
  });
}
