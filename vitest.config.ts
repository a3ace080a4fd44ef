import { defineConfig } from 'vitest/config';
import { ClosingLine } from './tests/helpers/closing-line.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  resolve: { conditions: ['source'] },
  test: {
    pool: 'forks',
    reporters: ['default', new ClosingLine()],
    globalSetup: ['tests/helpers/run-folder.ts'],
    // Tables are made for one engine when a process starts, so each engine has its own workers.
    projects: [
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'db/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: ['tests/contract/postgres*.test.ts'],
          env: { KEYHOLDER_DATABASE_URL: 'sqlite:' },
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['tests/contract/**/*.test.ts'],
          exclude: ['tests/contract/sqlite*.test.ts'],
          env: { KEYHOLDER_DATABASE_URL: 'postgres://provided' },
          globalSetup: ['tests/helpers/global-setup.ts'],
          hookTimeout: 30_000,
          testTimeout: 30_000,
        },
      },
    ],
  },
});
