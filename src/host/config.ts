import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { LogLevel } from './log.ts';
import { isNetwork } from './networks.ts';

type Setting = { env: string; doc: string; default: string; secret?: boolean; schema: z.ZodType };

/** Every setting once. The README's table is made from this list. */
export const settingList = [
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
      '`smtp://user:password@host:port` (STARTTLS required off the loopback) or `smtps://…`. In user and password `@` is written `%40`, `#` `%23`, `/` `%2F` ' +
      'and `%` `%25`. Without it mail waits in the outbox.',
    default: 'none',
    secret: true,
    schema: z
      .url({ protocol: /^smtps?$/ })
      .refine(isMailServer, 'has a sign in user or password that must be written otherwise')
      .optional(),
  },
  {
    env: 'KEYHOLDER_MAIL_FROM',
    doc: 'Sender of mails.',
    default: '`Keyholder <keyholder@HOST of the public URL>`',
    schema: z.string().min(3).optional(),
  },
  {
    env: 'KEYHOLDER_LOG_LEVEL',
    doc: '`debug`, `info`, `warn` or `error`.',
    default: '`info`',
    schema: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  },
] as const satisfies readonly Setting[];

export type Config = Readonly<{
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
  mailFrom: string;
  logLevel: LogLevel;
  version: string;
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

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The folder with package.json, whether this file runs from `src` or from `dist/src`. */
export const installation = findInstallation(dirname(fileURLToPath(import.meta.url)));

function findInstallation(folder: string): string {
  const parent = dirname(folder);
  const name = folder.split('/').at(-1);
  return name === 'src' && !parent.endsWith('/dist') ? parent : name === 'dist' ? parent : findInstallation(parent);
}

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** Reads and checks every setting; throws one ConfigError that names each wrong variable and what would be right. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const values = new Map<string, string | undefined>();
  const wrong: string[] = [];
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
    dataDir,
    databaseUrl: values.get('KEYHOLDER_DATABASE_URL') ?? 'sqlite:',
    listen: { host, port: Number(port) },
    publicUrl,
    hsts: values.get('KEYHOLDER_HSTS') as Config['hsts'],
    trustedProxies: proxiesOf(values.get('KEYHOLDER_TRUSTED_PROXIES'), publicUrl),
    rootKeyFile: within(dataDir, keySource.slice('file:'.length)),
    auditAnchor: within(dataDir, values.get('KEYHOLDER_AUDIT_ANCHOR') ?? `${dataDir}.anchor`),
    smtpUrl: values.get('KEYHOLDER_SMTP_URL'),
    mailFrom: values.get('KEYHOLDER_MAIL_FROM') ?? `Keyholder <keyholder@${new URL(publicUrl).hostname}>`,
    logLevel: values.get('KEYHOLDER_LOG_LEVEL') as LogLevel,
    version: readVersion(),
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
  return { ...config, listenChosen: Boolean(listen) };
}

/** TLS in front of us ends at a proxy, which as a rule runs beside us. */
function proxiesOf(text: string | undefined, publicUrl: string): readonly string[] {
  if (text === undefined) return publicUrl.startsWith('https://') ? ['127.0.0.1', '::1'] : [];
  return text === 'none' ? [] : text.split(',').map((one) => one.trim());
}

/** A host and nothing behind it: every link and cookie of ours begins at the root. */
function isBare(url: string): boolean {
  return URL.canParse(url) && /^\/*$/.test(url.slice(new URL(url).origin.length));
}

/** An unwritten `/` or `#` in a password ends the host name early, and an unwritten `%` cannot be read back. */
function isMailServer(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password, pathname, search, hash } = new URL(url);
  return ['', '/'].includes(pathname) && search === '' && hash === '' && [username, password].every(isDecodable);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function within(folder: string, path: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}

function readVersion(): string {
  const parsed = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(`${installation}/package.json`, 'utf8')));
  return parsed.version;
}
