import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Instant } from '#src/ground/ctx.ts';

const demoFile = z.strictObject({
  madeAt: z.number(),
  password: z.string(),
  keys: z.array(z.strictObject({ key: z.string(), name: z.string(), email: z.string(), seed: z.string(), token: z.string().optional() })),
});

/** What a company would never have in one place: how everybody signs in. It makes a directory a demo's, and nothing else does. */
export type DemoFile = z.output<typeof demoFile>;

const pathIn = (dataDir: string) => join(dataDir, 'demo.json');

export class NotADemo extends Error {
  override readonly name = 'NotADemo';
}

export function isDemo(dataDir: string): boolean {
  return existsSync(pathIn(dataDir));
}

export function readDemoFile(dataDir: string): DemoFile {
  if (!isDemo(dataDir)) throw new NotADemo(`There is no sample company in ${dataDir}. Make one with './keyholder demo'.`);
  return demoFile.parse(JSON.parse(readFileSync(pathIn(dataDir), 'utf8')));
}

export function writeDemoFile(dataDir: string, file: { madeAt: Instant } & DemoFile): void {
  writeFileSync(pathIn(dataDir), `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
}
