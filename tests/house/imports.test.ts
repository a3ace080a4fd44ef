import { describe, expect, test } from 'vitest';
import { featureOrder } from '#src/features/order.ts';
import { importViolations } from './laws/imports.ts';
import { readSources, tree } from './laws/sources.ts';

const order = ['people', 'accounts', 'access'];
const found = (files: Record<string, string>) => importViolations(tree(files), order).map(({ path, because }) => `${path} ${because}`);

describe('imports go down', () => {
  test('in the whole product', () => {
    expect(importViolations(readSources(['src', 'db']), featureOrder)).toEqual([]);
  });

  test.each([
    ['src/ground/time.ts', "import { Hono } from 'hono';", 'imports hono'],
    ['src/ground/time.ts', "import { now } from '#src/host/clock.ts';", 'only types'],
    ['src/host/clock.ts', "import { Problem } from '#src/ground/problem.ts';", 'imports src/ground/problem.ts'],
    ['src/http/web.ts', "import type { people } from '#db/schema/people.ts';", 'imports db/schema/people.ts'],
    ['src/features/people/service.ts', "import { boot } from '#src/app/boot.ts';", 'imports src/app/boot.ts'],
    ['src/main.ts', "import { x } from '#src/features/people/index.ts';", 'imports src/features/people/index.ts'],
    ['src/features/people/service.ts', "import {\n  x,\n} from '#src/features/access/index.ts';", 'stands to the right of people'],
    ['src/features/access/service.ts', "import { x } from '#src/features/people/queries.ts';", 'reaches into'],
    ['src/app/mount.ts', "import { x } from '#src/features/people/pages.tsx';", 'reaches into'],
    ['src/features/gadgets/service.ts', "import { x } from '#src/features/people/index.ts';", 'no place in the order'],
    ['src/features/people/pages.tsx', "import * as queries from './queries.ts';", 'is a door file'],
    ['src/features/people/own.pages.tsx', "export { x } from './own.queries.ts';", 'is a door file'],
    ['src/features/people/rules.ts', "import { eq } from 'drizzle-orm';", 'is a rules file and imports'],
    ['src/features/people/rules.ts', 'export async function plan() {}', 'is a rules file and waits'],
    ['src/features/people/queries.ts', "import { save } from './service.ts';", 'is a queries file'],
    ['src/features/people/views.tsx', "import type { Ctx } from '#src/ground/ctx.ts';", 'sees ctx'],
    ['src/features/people/card.views.tsx', "import { getPerson } from './service.ts';", 'is a views file'],
    ['src/features/people/end.ts', "import { html } from 'hono/html';", 'is a service file'],
    ['src/features/people/index.ts', 'export const limit = 3;', 'holds more than re-exports'],
    ['src/features/people/names.test.ts', "import { x } from '../../http/web.ts';", 'imports by ../..'],
  ])('%s with «%s» is found', (path, text, because) => {
    expect(found({ [path]: text }).join('\n')).toContain(because);
  });

  test('a circle is found, and told once', () => {
    const circle = found({
      'src/ground/a.ts': "import { b } from './b.ts';",
      'src/ground/b.ts': "import { c } from '#src/ground/c.ts';",
      'src/ground/c.ts': "import { a } from './a.ts';",
    });
    expect(circle).toEqual(['src/ground/a.ts imports itself by way of src/ground/b.ts, src/ground/c.ts, src/ground/a.ts']);
  });

  test('what the floors allow is left alone', () => {
    const allowed = found({
      'src/features/access/service.ts': "import { x } from '#src/features/people/index.ts';\nimport type { Log } from '#src/host/log.ts';",
      'src/features/access/pages.tsx': "import { y } from './service.ts';\nimport type { Row } from './queries.ts';",
    });
    expect(allowed).toEqual([]);
  });
});
