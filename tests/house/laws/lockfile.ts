import type { Violation } from './sources.ts';

export type Lockfile = { packages: Record<string, { version?: string; integrity?: string }> };
export type Floors = Readonly<Record<string, { minimum: string; because: string }>>;

/** Every installed copy of a package that has a floor is at or above it, and every package is locked by its hash. */
export function lockfileViolations(lock: Lockfile, floors: Floors): Violation[] {
  return Object.entries(lock.packages).flatMap(([path, { version, integrity }]) => {
    if (path === '') return [];
    const floor = floors[nameOf(path)]?.minimum;
    const low = floor && version && isBelow(version, floor) ? [{ path, because: `is ${version}, below ${floor}` }] : [];
    return integrity ? low : [...low, { path, because: 'is locked without a hash' }];
  });
}

/** A floor for a package that is not installed guards nothing. */
export function idleFloors(lock: Lockfile, floors: Floors): string[] {
  const installed = Object.keys(lock.packages).map(nameOf);
  return Object.keys(floors).filter((name) => !installed.includes(name));
}

function nameOf(path: string): string {
  return path.split('node_modules/').at(-1) ?? path;
}

function isBelow(version: string, floor: string): boolean {
  const [have, need] = [version, floor].map((text) => text.split('-')[0]?.split('.').map(Number) ?? []);
  const [at = 0] = [0, 1, 2].filter((index) => have?.[index] !== need?.[index]);
  return (have?.[at] ?? 0) < (need?.[at] ?? 0);
}
