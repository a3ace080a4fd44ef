import { defineConfig } from 'vitest/config';
import { ClosingLine } from './tests/helpers/closing-line.ts';
import { everyTest, withoutDatabase } from './tests/helpers/engines.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  resolve: { conditions: ['source'] },
  test: {
    pool: 'forks',
    // A worker waits for the disk, the other engine or a browser about as long as it works.
    maxWorkers: '100%',
    // The product keeps no state in its modules, so the files of one worker load it once: most of the time was that.
    isolate: false,
    reporters: ['default', new ClosingLine()],
    globalSetup: ['tests/helpers/run-folder.ts'],
    // For what hangs, not for what is slow: a busy machine fails nobody. No test has a limit of its own.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000, interval: 250 } },
    // Tables are made for one engine when a process starts, so each engine has its own workers. Whatever touches a
    // database runs on both engines; a file named after an engine is about that engine alone.
    projects: [
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: everyTest,
          exclude: ['**/postgres*.test.ts'],
          env: { KEYHOLDER_DATABASE_URL: 'sqlite:' },
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: everyTest,
          exclude: ['**/sqlite*.test.ts', ...withoutDatabase],
          env: { KEYHOLDER_DATABASE_URL: 'postgres://provided' },
          globalSetup: ['tests/helpers/global-setup.ts'],
        },
      },
    ],
  },
});
