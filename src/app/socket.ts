import { chmodSync, existsSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { refuse } from '#src/features/audit/index.ts';
import { screenTexts } from '#src/features/secrets/index.ts';
import { Problem } from '#src/ground/problem.ts';
import { DatabaseInUse } from '#src/host/db/errors.ts';
import { MachineTrouble } from '#src/host/trouble.ts';
import type { CommandInput } from '#src/http/command.ts';
import type { AppCommand, CommandOutcome } from './app-command.ts';
import type { App } from './boot.ts';
import { commands } from './commands.ts';
import { failedOutcome } from './failure.ts';

/**
 * The command line's way to a running server: a socket in the data directory that only its user may open. One JSON line
 * there, any number back, the last of them the outcome. The contents of files travel as base64. What is to be written is
 * answered by a line once it is, so that a full disk there is known here. A server that works says so
 * again and again: one that says nothing hangs, and nobody waits for it for ever.
 */
type Call = {
  command: string;
  input: Pick<CommandInput, 'arguments' | 'options'>;
  files: Record<string, { name: string; base64: string }>;
  claimed: string | null;
};
type Answer = { outcome: CommandOutcome } | { progress: [done: number, total: number] } | { write: string; base64?: true } | { working: true };

const saysSoEvery = 5000;
const silenceIsLong = 60_000;

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
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const { value: line } = await lines.next();
  if (typeof line === 'string') {
    const taken = async () => {
      if ((await lines.next()).done) throw new MachineTrouble('Whoever asked for it is gone, or could not write it.');
    };
    void send(socket, { working: true });
    const saying = setInterval(() => void send(socket, { working: true }), saysSoEvery).unref();
    const outcome = await answer(app, socket, line, taken);
    clearInterval(saying);
    await send(socket, { outcome });
    socket.end();
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

async function answer(app: App, socket: Socket, line: string, taken: () => Promise<void>): Promise<CommandOutcome> {
  try {
    const call = JSON.parse(line) as Call;
    const files = Object.fromEntries(Object.entries(call.files).map(([name, file]) => [name, { name: file.name, bytes: Buffer.from(file.base64, 'base64') }]));
    const progress = (done: number, total: number) => void send(socket, { progress: [done, total] });
    const write = async (part: string | Uint8Array) => {
      await send(socket, typeof part === 'string' ? { write: part } : { write: Buffer.from(part).toString('base64'), base64: true });
      await taken();
    };
    return await runCommand(app, call.command, { ...call.input, files, progress, write }, call.claimed);
  } catch (error) {
    return failedOutcome(error, app.config.dataDir);
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
export async function callServer(
  dataDir: string,
  name: string,
  input: CommandInput,
  claimed: string | null,
  patience = silenceIsLong,
): Promise<CommandOutcome | undefined> {
  const socket = await reachServer(dataDir);
  if (!socket) return undefined;
  const files = Object.fromEntries(Object.entries(input.files).map(([field, file]) => [field, { name: file.name, base64: file.bytes.toString('base64') }]));
  const call: Call = { command: name, input: { arguments: input.arguments, options: input.options }, files, claimed };
  const hangs = new MachineTrouble(`A server holds ${dataDir} and has said nothing for ${patience / 1000} seconds. Look at its log, and restart it.`);
  const waiting = setTimeout(() => socket.destroy(hangs), patience);
  try {
    socket.write(`${JSON.stringify(call)}\n`);
    for await (const line of linesOf(socket)) {
      waiting.refresh();
      const said = JSON.parse(line) as Answer;
      if ('outcome' in said) return said.outcome;
      if ('write' in said) {
        await input.write?.(said.base64 ? Buffer.from(said.write, 'base64') : said.write);
        socket.write('\n');
      }
      if ('progress' in said) input.progress?.(...said.progress);
    }
  } finally {
    clearTimeout(waiting);
    socket.destroy();
  }
  throw new MachineTrouble('The server closed the connection before it answered. Its log says why.');
}

/** Line by line, and failing as the socket fails. */
async function* linesOf(socket: Socket): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of socket.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
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
