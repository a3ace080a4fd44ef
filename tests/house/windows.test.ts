import { expect, test } from 'vitest';
import { readSources, tree } from './laws/sources.ts';
import { windowViolations } from './laws/windows.ts';

test('time, chance, environment, network and drivers are seen only from their rooms', () => {
  expect(windowViolations(readSources(['src', 'db']))).toEqual([]);
});

test.each([
  ['src/ground/time.ts', 'const now = new Date();'],
  ['src/features/people/service.ts', 'const now = Date.now();'],
  ['src/features/people/service.ts', 'const day = new Date(row.at);'],
  ['src/host/log.ts', 'const level = process.env.LEVEL;'],
  ['src/host/ids.ts', 'const id = Math.random();'],
  ['src/features/tokens/service.ts', "import { randomBytes } from 'node:crypto';"],
  ['src/features/secrets/service.ts', 'const id = crypto.randomUUID();'],
  ['src/features/notifications/service.ts', "await fetch('https://example.test');"],
  ['src/host/anchor.ts', "import { request } from 'node:https';"],
  ['src/ground/audit.ts', "import pg from 'pg';"],
  ['src/app/boot.ts', "import type { X } from 'drizzle-orm/better-sqlite3';"],
  ['src/host/db/sqlite.ts', 'await db.transaction(async (tx) => {});'],
  ['src/app/doctor.ts', "import { execSync } from 'node:child_process';"],
])('%s with «%s» is found', (path, text) => {
  expect(windowViolations(tree({ [path]: text })).map((one) => one.path)).toEqual([path]);
});

test('a word in a comment, or in its room, is left alone', () => {
  const said = { 'src/host/clock.ts': 'Date.now()', 'src/ground/time.ts': '// unlike Date.now()\nconst url = "https://x";' };
  expect(windowViolations(tree(said))).toEqual([]);
});
