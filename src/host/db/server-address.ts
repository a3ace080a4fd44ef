import { readFileSync } from 'node:fs';
import type { ClientConfig } from 'pg';
import { ConfigError } from '../setting-values.ts';

export type PostgresAddress = {
  host: string;
  port: number;
  user: string;
  password?: string;
  database: string;
  application_name: string;
  ssl: NonNullable<ClientConfig['ssl']>;
};

/** Everything else that a URL could carry would change how we talk to the server, and some of it what is safe. */
const parameters = ['host', 'port', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'application_name'];

/**
 * Where the database is and how its server proves that it is ours. `pg` would talk in the clear when nobody says
 * otherwise and lets variables of the environment decide, so this is read here and handed over in parts. A password may
 * be left out: `pg` then takes PGPASSWORD or the password file.
 *
 * @throws ConfigError, which never repeats what stands in the URL besides the host
 */
export function postgresAddress(text: string): PostgresAddress {
  const url = parsed(text);
  const asked = url.searchParams;
  const odd = [...asked.keys()].filter((name) => !parameters.includes(name));
  if (odd.length > 0)
    throw new ConfigError(`The database URL has parameters that are not understood: ${odd.join(', ')}. It may have ${parameters.join(', ')}.`);
  const host = asked.get('host') ?? decodeURIComponent(url.hostname).replace(/^\[(.+)\]$/, '$1');
  return {
    host,
    port: Number(asked.get('port') ?? (url.port || 5432)),
    user: decodeURIComponent(url.username),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    database: decodeURIComponent(url.pathname.slice(1)),
    application_name: asked.get('application_name') ?? 'keyholder',
    ssl: tls(host, asked),
  };
}

/** For people: where, and as whom. */
export function addressText({ host, port, user, database }: PostgresAddress): string {
  return `${database} on ${host.startsWith('/') ? `the socket in ${host}` : `${host}:${port}`} as ${user}`;
}

/** Who, where and which are all named, or variables of the environment would fill them in. */
function parsed(text: string): URL {
  const url = /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username === '' || url.hostname === '' || url.pathname.length < 2) {
    throw new ConfigError('The database URL must look like postgres://USER@HOST:5432/DATABASE.');
  }
  return url;
}

/** Nothing between encryption with proof and none at all: the modes between them look safe and are not. */
function tls(host: string, asked: URLSearchParams): PostgresAddress['ssl'] {
  const mode = asked.get('sslmode') ?? 'disable';
  if (mode === 'verify-full') return { rejectUnauthorized: true, ...files(asked) };
  if (mode === 'disable' && isThisMachine(host)) return false;
  const why = mode === 'disable' ? 'the connection to it would not be encrypted' : `sslmode=${mode} does not prove that it is the right one`;
  throw new ConfigError(
    `The database server ${host}: ${why}. Add sslmode=verify-full to the URL, and sslrootcert=FILE when your own authority signed its certificate. See docs/postgresql.md.`,
  );
}

function isThisMachine(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function files(asked: URLSearchParams): { ca?: string; cert?: string; key?: string } {
  const parts = Object.entries({ ca: 'sslrootcert', cert: 'sslcert', key: 'sslkey' }).flatMap(([part, name]) => {
    const path = asked.get(name);
    return path === null ? [] : [[part, readPart(name, path)] as const];
  });
  return Object.fromEntries(parts);
}

function readPart(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${name} of the database URL: ${path} cannot be read.`, { cause });
  }
}
