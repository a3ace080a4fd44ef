import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { LogLevel } from './log.ts';
import { isNetwork } from './networks.ts';
import { certificatesIn, ConfigError, isBare, isMailServer, proxiesOf, unknownSettings, within } from './setting-values.ts';
import { findSettings, SettingsFileError } from './settings-file.ts';

type Setting = { env: string; doc: string; default: string; secret?: boolean; schema: z.ZodType };

/** Every setting once. The README's table is made from this list. */
export const settingList = [
  {
    env: 'KEYHOLDER_CONFIG',
    doc: 'The file with settings to read, or `none`. In the environment only.',
    default: '`keyholder.conf` in the data directory, then `/etc/keyholder.env`',
    schema: z.string().min(1).optional(),
  },
  {
    env: 'KEYHOLDER_DATA_DIR',
    doc: 'Where the database, the root key and the command socket live. Made (0700) by `serve` and `init` only.',
    default: '`data/` in the installation',
    schema: z.string().min(1).optional(),
  },
  {
    env: 'KEYHOLDER_DATABASE_URL',
    doc: '`sqlite:` for the embedded database in the data directory, `postgres://…` for several nodes.',
    default: '`sqlite:`',
    secret: true,
    schema: z
      .string()
      .regex(/^(sqlite:$|postgres(ql)?:\/\/)/, 'must be sqlite: or start with postgres://')
      .default('sqlite:'),
  },
  {
    env: 'KEYHOLDER_LISTEN',
    doc: 'Address and port to listen on.',
    default: '`127.0.0.1:8080`',
    schema: z
      .string()
      .regex(/^(\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}$/i, 'must look like 127.0.0.1:8080')
      .default('127.0.0.1:8080'),
  },
  {
    env: 'KEYHOLDER_PUBLIC_URL',
    doc: 'The address people type. Must be https unless the server listens on the loopback only.',
    default: '`http://localhost:PORT`',
    schema: z
      .url({ protocol: /^https?$/ })
      .refine(isBare, 'has a path, and Keyholder needs a host name of its own, such as https://keyholder.example')
      .optional(),
  },
  {
    env: 'KEYHOLDER_HSTS',
    doc: 'Under https browsers are told to come by https alone: for this `host`, for its `subdomains` too, or not at all (`off`).',
    default: '`host`',
    schema: z.enum(['host', 'subdomains', 'off']).default('host'),
  },
  {
    env: 'KEYHOLDER_TRUSTED_PROXIES',
    doc: 'Proxies whose `X-Forwarded-For` is believed: addresses or networks such as `10.0.0.0/8`, with commas between them. `none` believes nobody.',
    default: '`127.0.0.1,::1` when the public URL is https, else none',
    schema: z
      .string()
      .refine((text) => text === 'none' || text.split(',').every((one) => isNetwork(one.trim())), 'must be addresses or networks, with commas between them')
      .optional(),
  },
  {
    env: 'KEYHOLDER_ROOT_KEY',
    doc: 'Where the root key comes from: `file:PATH`.',
    default: '`file:root.key` in the data directory',
    schema: z
      .string()
      .regex(/^file:.+/, 'must be file: followed by a path')
      .optional(),
  },
  {
    env: 'KEYHOLDER_AUDIT_ANCHOR',
    doc: 'File that holds the head of the audit chain; best on another disk or machine.',
    default: 'a file beside the data directory',
    schema: z.string().min(1).optional(),
  },
  {
    env: 'KEYHOLDER_SMTP_URL',
    doc:
      '`smtp://user:password@host:port` (STARTTLS required; on the loopback only with `?tls=required`) or `smtps://…`. In user and password `@` is written `%40`, `#` `%23`, `/` `%2F` ' +
      'and `%` `%25`. Without it mail waits in the outbox.',
    default: 'none',
    secret: true,
    schema: z
      .url({ protocol: /^smtps?$/ })
      .refine(isMailServer, 'has a sign in user or password that must be written otherwise')
      .optional(),
  },
  {
    env: 'KEYHOLDER_SMTP_CA',
    doc: 'PEM file with the certificates that the mail server is trusted by, instead of those of public authorities.',
    default: 'none',
    schema: z.string().min(1).optional(),
  },
  {
    env: 'KEYHOLDER_MAIL_REPLY_TO',
    doc: 'Where answers to mails go: a mailbox that somebody reads, or they come back to the sender.',
    default: 'none',
    schema: z
      .string()
      .regex(/^[^\r\n]*[^\s@]+@[^\s@]+$/, 'must be an address such as it@acme.example')
      .optional(),
  },
  {
    env: 'KEYHOLDER_MAIL_FROM',
    doc: 'Sender of mails.',
    default: '`Keyholder <keyholder@HOST of the public URL>`',
    schema: z.string().min(3).optional(),
  },
  {
    env: 'KEYHOLDER_METRICS_TOKEN',
    doc: 'Whoever sends it as `Authorization: Bearer …` reads `/metrics`, in the text of Prometheus. Without it there is no such page.',
    default: 'none',
    secret: true,
    schema: z
      .string()
      .regex(/^[\w.~+/=-]{20,}$/, 'must have 20 letters, digits or signs of a token, such as `openssl rand -hex 20` makes')
      .optional(),
  },
  {
    env: 'KEYHOLDER_ACCESS_LOG',
    doc: '`on` writes a line for each request: id, address, method, path, status, time.',
    default: '`off`',
    schema: z.enum(['on', 'off']).default('off'),
  },
  {
    env: 'KEYHOLDER_LOG_LEVEL',
    doc: '`debug`, `info`, `warn` or `error`.',
    default: '`info`',
    schema: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  },
] as const satisfies readonly Setting[];

export type Config = Readonly<{
  /** Those that settings were read from, the nearest first. */
  settingsFiles: readonly string[];
  dataDir: string;
  databaseUrl: string;
  listen: { host: string; port: number };
  publicUrl: string;
  hsts: 'host' | 'subdomains' | 'off';
  /** Addresses and networks of proxies that may say where a request came from. */
  trustedProxies: readonly string[];
  rootKeyFile: string;
  auditAnchor: string;
  smtpUrl: string | undefined;
  /** PEM text. */
  smtpCa: string | undefined;
  mailFrom: string;
  mailReplyTo: string | undefined;
  metricsToken: string | undefined;
  accessLog: boolean;
  logLevel: LogLevel;
  version: string;
  /** A sample company, which nobody has to look after. */
  sample: boolean;
  /** Who typed `sudo`, as sudo says: claimed, not proven. */
  sudoUser: string | null;
  /** What this machine calls itself: one PostgreSQL database may have nodes on several. */
  machine: string;
}>;

/** The environment of this process with something else in it, for a thread of its own. */
export function environmentWith(more: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return { ...process.env, ...more };
}

/** The path by which `keyholder` was called, as the script of that name says; a command is told of by it. */
export function calledAs(env: Readonly<Record<string, string | undefined>> = process.env): string | null {
  return env.KEYHOLDER_CALLED_AS ?? null;
}

/** The stream that systemd reads for its journal, as it tells the processes it starts. */
export function journalStream(): string | undefined {
  return process.env.JOURNAL_STREAM;
}

/** The folder with package.json, whether this file runs from `src` or from `dist/src`. */
export const installation = findInstallation(dirname(fileURLToPath(import.meta.url)));

function findInstallation(folder: string): string {
  const parent = dirname(folder);
  const name = folder.split('/').at(-1);
  return name === 'src' && !parent.endsWith('/dist') ? parent : name === 'dist' ? parent : findInstallation(parent);
}

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** What was read from files, and why that could not be done. */
const fromFiles: { files: readonly string[]; fault: SettingsFileError | null } = { files: [], fault: null };

/**
 * Puts what stands in files beside what the environment says, which goes before. First thing in a process: which tables are made
 * depends on it. A file that cannot be used is told to whoever asks for the configuration; there are commands that need none.
 */
export function adoptSettings(): void {
  try {
    const { values, files } = findSettings(process.env, { installation });
    for (const [name, value] of Object.entries(values)) process.env[name] ??= value;
    fromFiles.files = files;
  } catch (error) {
    if (!(error instanceof SettingsFileError)) throw error;
    fromFiles.fault = error;
  }
}

/** Reads and checks every setting; throws one ConfigError that names each wrong variable and what would be right. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const ofProcess = env === process.env;
  if (ofProcess && fromFiles.fault) throw fromFiles.fault;
  const values = new Map<string, string | undefined>();
  const wrong = unknownSettings(
    Object.keys(env),
    settingList.map((setting) => setting.env),
  );
  for (const setting of settingList) {
    const parsed = setting.schema.safeParse(env[setting.env] || undefined);
    if (parsed.success) values.set(setting.env, parsed.data);
    else wrong.push(`${setting.env}: ${parsed.error.issues.map((issue) => issue.message).join(', ')}. ${setting.doc}`);
  }
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'));

  const dataDir = resolve(installation, values.get('KEYHOLDER_DATA_DIR') ?? 'data');
  const [, host = '127.0.0.1', port = '8080'] = /^(.+):(\d+)$/.exec(values.get('KEYHOLDER_LISTEN') ?? '') ?? [];
  const publicUrl = (values.get('KEYHOLDER_PUBLIC_URL') ?? `http://localhost:${port}`).replace(/\/+$/, '');
  if (!loopback.includes(host) && !publicUrl.startsWith('https://')) {
    throw new ConfigError(
      `KEYHOLDER_LISTEN is ${host}:${port}, which others can reach, but KEYHOLDER_PUBLIC_URL is not https. ` +
        'Browsers keep no secure cookie there: set KEYHOLDER_PUBLIC_URL=https://… (TLS ends at your proxy), or listen on 127.0.0.1.',
    );
  }
  const keySource = values.get('KEYHOLDER_ROOT_KEY') ?? 'file:root.key';
  return Object.freeze({
    settingsFiles: ofProcess ? fromFiles.files : [],
    dataDir,
    databaseUrl: values.get('KEYHOLDER_DATABASE_URL') ?? 'sqlite:',
    listen: { host, port: Number(port) },
    publicUrl,
    hsts: values.get('KEYHOLDER_HSTS') as Config['hsts'],
    trustedProxies: proxiesOf(values.get('KEYHOLDER_TRUSTED_PROXIES'), publicUrl),
    rootKeyFile: within(dataDir, keySource.slice('file:'.length)),
    auditAnchor: within(dataDir, values.get('KEYHOLDER_AUDIT_ANCHOR') ?? `${dataDir}.anchor`),
    smtpUrl: values.get('KEYHOLDER_SMTP_URL'),
    smtpCa: certificatesIn(values.get('KEYHOLDER_SMTP_CA'), dataDir),
    mailReplyTo: values.get('KEYHOLDER_MAIL_REPLY_TO'),
    mailFrom: values.get('KEYHOLDER_MAIL_FROM') ?? `Keyholder <keyholder@${new URL(publicUrl).hostname}>`,
    metricsToken: values.get('KEYHOLDER_METRICS_TOKEN'),
    accessLog: values.get('KEYHOLDER_ACCESS_LOG') === 'on',
    logLevel: values.get('KEYHOLDER_LOG_LEVEL') as LogLevel,
    version: readVersion(),
    sample: false,
    sudoUser: env.SUDO_USER ?? null,
    machine: hostname(),
  });
}

export const demoFolder = resolve(installation, 'data-demo');

/** The sample company's: everything in one directory, on this machine alone. Of the environment only where to listen and how much to log. */
export function readDemoConfig(dataDir: string, env: Readonly<Record<string, string | undefined>> = process.env): Config & { listenChosen: boolean } {
  const listen = env.KEYHOLDER_LISTEN;
  if (listen && !loopback.includes(listen.replace(/:\d+$/, ''))) {
    throw new ConfigError(`KEYHOLDER_LISTEN is ${listen}, and the sample company is shown on this machine only: leave it out, or use 127.0.0.1:8081.`);
  }
  if (env.KEYHOLDER_DATABASE_URL && env.KEYHOLDER_DATABASE_URL !== 'sqlite:') {
    throw new ConfigError('The sample company lives in a directory of its own: leave KEYHOLDER_DATABASE_URL out.');
  }
  const config = readConfig({
    KEYHOLDER_DATA_DIR: dataDir,
    KEYHOLDER_AUDIT_ANCHOR: 'audit.anchor',
    KEYHOLDER_LISTEN: listen,
    KEYHOLDER_LOG_LEVEL: env.KEYHOLDER_LOG_LEVEL ?? 'error',
  });
  return { ...config, sample: true, listenChosen: Boolean(listen) };
}

function readVersion(): string {
  const parsed = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(`${installation}/package.json`, 'utf8')));
  return parsed.version;
}
