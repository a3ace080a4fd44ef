import { chmodSync, existsSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { refuse } from '#src/features/audit/index.ts';
import { screenTexts } from '#src/features/secrets/index.ts';
import { Problem } from '#src/ground/problem.ts';
import { DatabaseInUse } from '#src/host/db/errors.ts';
import type { CommandInput } from '#src/http/command.ts';
import type { AppCommand, CommandOutcome } from './app-command.ts';
import type { App } from './boot.ts';
import { commands } from './commands.ts';
import { failedOutcome } from './failure.ts';

/**
 * The command line's way to a running server: a socket in the data directory that only its user may open. One JSON line
 * there, any number back, the last of them the outcome. The contents of files travel as base64.
 */
type Call = {
  command: string;
  input: Pick<CommandInput, 'arguments' | 'options'>;
  files: Record<string, { name: string; base64: string }>;
  claimed: string | null;
};
type Answer = { outcome: CommandOutcome } | { progress: [done: number, total: number] } | { write: string };

const socketPath = (dataDir: string) => join(dataDir, 'keyholder.sock');

export async function openSocket(app: App): Promise<{ close(): Promise<void> }> {
  const path = socketPath(app.config.dataDir);
  if (await serverListens(app.config.dataDir)) throw new DatabaseInUse('Another server works with this data directory. Each node needs one of its own.');
  // Whoever left this file is gone.
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
    const outcome = await answer(app, socket, line);
    await send(socket, { outcome });
    socket.end();
    return;
  }
}

/** Waits where the other side reads slowly; one that has gone does not hold up the work. */
function send(socket: Socket, said: Answer): Promise<void> {
  return new Promise((sent) => {
    if (!socket.writable) return sent();
    socket.once('close', sent);
    socket.write(`${JSON.stringify(said)}\n`, () => {
      socket.off('close', sent);
      sent();
    });
  });
}

async function answer(app: App, socket: Socket, line: string): Promise<CommandOutcome> {
  try {
    const call = JSON.parse(line) as Call;
    const files = Object.fromEntries(Object.entries(call.files).map(([name, file]) => [name, { name: file.name, bytes: Buffer.from(file.base64, 'base64') }]));
    const progress = (done: number, total: number) => void send(socket, { progress: [done, total] });
    const write = (text: string) => send(socket, { write: text });
    return await runCommand(app, call.command, { ...call.input, files, progress, write }, call.claimed);
  } catch (error) {
    return failedOutcome(error);
  }
}

/** Runs a command by name as the operator of this machine. What the operator may not do is written down, as on every door. */
export async function runCommand(app: App, name: string, input: CommandInput, claimed: string | null): Promise<CommandOutcome> {
  const command = commands.find((one) => one.name === name);
  if (!command?.run) return failedOutcome(new Problem('missing', 'command.missing', { params: { name } }));
  const ctx = app.ctxFor({ kind: 'operator', claimed }, 'cli');
  try {
    if (app.state() === 'open') await screenTexts(ctx, typedTexts(command, input));
    return await command.run(app, ctx, input);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'forbidden' && app.state() === 'open') await refuse(ctx, name, error.code);
    throw error;
  }
}

/** What was typed in the operator's own words; paths are none. */
function typedTexts(command: AppCommand, { arguments: words, options }: CommandInput) {
  const paths = new Set([...command.arguments, ...command.options].flatMap((one) => (one.path === undefined ? [] : ['flag' in one ? one.flag : one.name])));
  return Object.entries({ ...words, ...options }).flatMap(([field, text]) => (typeof text === 'string' && !paths.has(field) ? [{ field, text }] : []));
}

/** Carries a command to the server that holds this data directory; undefined when none does. */
export async function callServer(dataDir: string, name: string, input: CommandInput, claimed: string | null): Promise<CommandOutcome | undefined> {
  const socket = await reachServer(dataDir);
  if (!socket) return undefined;
  const files = Object.fromEntries(Object.entries(input.files).map(([field, file]) => [field, { name: file.name, base64: file.bytes.toString('base64') }]));
  const call: Call = { command: name, input: { arguments: input.arguments, options: input.options }, files, claimed };
  socket.write(`${JSON.stringify(call)}\n`);
  for await (const line of createInterface({ input: socket })) {
    const said = JSON.parse(line) as Answer;
    if ('outcome' in said) return said.outcome;
    if ('write' in said) await input.write?.(said.write);
    else input.progress?.(...said.progress);
  }
  throw new Error('The server closed the connection before it answered. Its log says why.');
}

/** Is there a server that holds this data directory? */
export async function serverListens(dataDir: string): Promise<boolean> {
  const socket = await reachServer(dataDir);
  socket?.destroy();
  return socket !== undefined;
}

async function reachServer(dataDir: string): Promise<Socket | undefined> {
  const path = socketPath(dataDir);
  if (!existsSync(path)) return undefined;
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
