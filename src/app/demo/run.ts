import { resolve } from 'node:path';
import type { Command as Program } from 'commander';
import { type Config, demoFolder, readDemoConfig } from '#src/host/config.ts';
import { isFreePort } from '#src/host/port.ts';
import { serveConfig } from '../serve.ts';
import type { Door } from '../door.ts';
import { systemWindows } from '../windows.ts';
import { folderOption } from './code.ts';
import { readDemoFile } from './demo-file.ts';
import { ensureDemo } from './ensure.ts';
import { company, guides } from './people.ts';

/** `demo` is a process, as `serve` is; `demo code` is a command under it. */
export function addDemo(program: Program, door: Door): Program {
  return program
    .command('demo')
    .helpCommand(false)
    .enablePositionalOptions()
    .description('Show a sample company, made on the first run, on this machine only.')
    .option('--again', 'make it anew, so that its story ends today')
    .option(`--${folderOption.flag} <${folderOption.value}>`, folderOption.doc)
    .action(({ again, folder }: { again?: boolean; folder?: string }) =>
      runDemo(folder ? resolve(door.folder, folder) : demoFolder, door, { again: again === true }),
    );
}

/** The product as it is, on a directory of its own, with a company in it that was never there. */
async function runDemo(dataDir: string, { terminal }: Door, more: { again: boolean }): Promise<void> {
  const config = await onFreePort(readDemoConfig(dataDir), dataDir);
  const windows = systemWindows(config);
  const busy = terminal.busy('Making the sample company');
  try {
    await ensureDemo(dataDir, windows, { ...more, progress: busy.progress });
  } finally {
    busy.stop();
  }
  await serveConfig(config, async () => greeting(config));
}

function greeting(config: Config): string[] {
  const { password, keys } = readDemoFile(config.dataDir);
  const rows = guides.map(({ as, key, sees }) => ({ as, email: keys.find((one) => one.key === key)?.email ?? '', sees }));
  const [wide, wider] = [Math.max(...rows.map(({ as }) => as.length)), Math.max(...rows.map(({ email }) => email.length))];
  return [
    `Keyholder ${config.version} shows a sample company, ${company}, on ${config.publicUrl}`,
    '',
    'Sign in as one of these; everything about them is invented:',
    ...rows.map(({ as, email, sees }) => `  ${as.toUpperCase().padEnd(wide)}  ${email.padEnd(wider)}  ${sees}`),
    '',
    `Password of everybody:   ${password}`,
    'Code of the second factor, in another terminal:   ./keyholder demo code it     (or hr, owner, holder)',
    '',
    `It is kept in ${config.dataDir}, and its story ended when it was made; './keyholder demo --again' makes it anew.`,
  ];
}

/** Where nobody chose a port and the usual one is taken, the next that is free. */
async function onFreePort(config: ReturnType<typeof readDemoConfig>, dataDir: string): Promise<Config> {
  const { host, port } = config.listen;
  if (config.listenChosen) return config;
  for (let tried = port; tried < port + 20; tried++) {
    if (await isFreePort(host, tried))
      return tried === port ? config : readDemoConfig(dataDir, { KEYHOLDER_LISTEN: `${host}:${tried}`, KEYHOLDER_LOG_LEVEL: config.logLevel });
  }
  return config;
}
