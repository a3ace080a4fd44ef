import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installation } from '#src/host/config.ts';
import { type Floors, idleFloors, type Lockfile, lockfileViolations } from './laws/lockfile.ts';

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(installation, path), 'utf8'));
const lock = readJson('package-lock.json') as Lockfile;
const floors = readJson('tests/house/security-floors.json') as Floors;

test('every package is locked by its hash, at or above its floor, and every floor guards something', () => {
  expect(lockfileViolations(lock, floors)).toEqual([]);
  expect(idleFloors(lock, floors)).toEqual([]);
});

test('dependencies are named by exact versions', () => {
  const { dependencies, devDependencies, optionalDependencies } = readJson('package.json') as Record<string, Record<string, string>>;
  const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test.each([
  ['4.12.20', 'is 4.12.20, below 4.12.21'],
  ['3.99.99', 'is 3.99.99, below 4.12.21'],
  ['4.2.30', 'is 4.2.30, below 4.12.21'],
])('hono %s is found, also where another package brings it', (version, because) => {
  const packages = { 'node_modules/hono': { version: '4.13.0', integrity: 'x' }, 'node_modules/a/node_modules/hono': { version, integrity: 'x' } };
  expect(lockfileViolations({ packages }, floors)).toEqual([{ path: 'node_modules/a/node_modules/hono', because }]);
});

test('a package without a hash and a floor without a package are found', () => {
  const old = { packages: { '': {}, 'node_modules/left': { version: '1.0.0' } } };
  expect(lockfileViolations(old, {})).toEqual([{ path: 'node_modules/left', because: 'is locked without a hash' }]);
  expect(idleFloors(old, floors)).toContain('hono');
});
