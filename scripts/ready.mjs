// Runs under whatever Node npm has (20 or newer) before `npm start` and `npm test`: installs what the lock names when
// it changed, then builds. Plain JavaScript without dependencies, because nothing is installed yet.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// What is built here is run by another user, and holds nothing that is anybody's own.
process.umask(0o022);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) fail(`Keyholder needs Node 20 or newer to start; this is ${process.version}. Install it from nodejs.org.`);

// A release is built and brings its packages.
if (existsSync(join(root, 'RELEASE'))) process.exit(0);

const lock = readFileSync(join(root, 'package-lock.json'));
const wanted = createHash('sha256')
  .update(lock)
  .update(process.platform + process.arch)
  .digest('hex');
const stamp = join(root, 'node_modules', '.keyholder-ready');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing packages (once, and again when they change) …');
  run('npm', ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false']);
  writeFileSync(stamp, wanted);
}

// The packages bring their own Node 24 on Linux; elsewhere the system's must be new enough.
const own = join(root, 'node_modules', '.bin', 'node');
const node = existsSync(own) ? own : process.execPath;
const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
if (Number(version.slice(1).split('.')[0]) < 24) {
  fail(`On this platform Keyholder needs Node 24 or newer; this is ${version}. Install it from nodejs.org.`);
}

rmSync(join(root, 'dist'), { recursive: true, force: true });
run(node, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json']);

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail(`${[command, ...args].join(' ')} failed; see above.`);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
