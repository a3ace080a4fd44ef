import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { replays } from '#src/features/tokens/index.ts';
import { Problem, type ProblemKind } from '#src/ground/problem.ts';
import { DatabaseUnavailable } from '#src/host/db/database.ts';
import { createRest } from '#src/http/rest.ts';
import type { Shell } from '#src/http/shell.ts';
import { createWeb } from '#src/http/web.ts';
import { world } from '#tests/helpers/world.ts';
import { kinds, restViolations, webViolations } from './laws/problems.ts';

function refuse(kind: string): never {
  const cause = new Error('confidential');
  if (kind === 'bug') throw cause;
  throw new Problem(kind as ProblemKind, 'house.test', { cause });
}

async function shellOf(): Promise<{ shell: Shell; publicUrl: string }> {
  const w = await world();
  const shell: Shell = {
    ctxFor: w.ctxFor,
    authenticate: async () => null,
    addressOf: () => '',
    authenticateToken: async () => ({
      kind: 'token',
      id: 'tok_1',
      maker: { id: 'per_1', name: 'Maker' },
      owner: null,
      service: null,
      scopes: [],
      factorAt: null,
    }),
    onGone: async () => undefined,
    organisation: async () => ({ name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'en' }),
    describe: async (_, actor) => ({ name: actor.name, initials: 'AA', roleLine: '', nav: [] }),
    onRefusal: async () => undefined,
    screen: async () => undefined,
    assets: { styles: [], scripts: [], icon: '/icon' },
  };
  return { shell, publicUrl: w.config.publicUrl };
}

test('the web tells every kind of problem on a page of one shape, and of a bug no more than its id', async () => {
  const { shell, publicUrl } = await shellOf();
  const web = createWeb(shell, publicUrl);
  web.get('/:kind', 'public', (r) => refuse(r.param('kind')));
  expect(kinds).toHaveLength(9);
  expect(await webViolations(async (kind) => web.app.request(`${publicUrl}/${kind}`, { headers: { 'accept-language': 'en' } }))).toEqual([]);
});

test('a page says that the database cannot be reached, also where nobody could be asked whose it is', async () => {
  const { shell, publicUrl } = await shellOf();
  const lost = async (): Promise<never> => {
    throw new DatabaseUnavailable('confidential');
  };
  for (const broken of [{ organisation: lost }, { authenticate: lost }]) {
    const web = createWeb({ ...shell, ...broken }, publicUrl);
    web.get('/page', 'public', (r) => r.render('', null));
    for (const path of ['/page', '/nothing']) {
      const answer = await web.app.request(`${publicUrl}${path}`, { headers: { 'accept-language': 'en', cookie: '__Host-kh-session=khs_x' } });
      const text = await answer.text();
      expect([path, answer.status, answer.headers.get('retry-after'), answer.headers.get('content-type')]).toEqual([
        path,
        503,
        '5',
        'text/html; charset=utf-8',
      ]);
      expect(text).toContain('The database cannot be reached');
      expect(text).not.toContain('confidential');
    }
  }
});

test('REST prints every kind of problem as problem+json', async () => {
  const { shell, publicUrl } = await shellOf();
  const rest = createRest(shell, replays);
  rest.get('/:kind', { name: 'refuse', summary: 'Refuses.', scopes: [], params: { kind: /./ }, answer: z.object({}), run: (r) => refuse(r.param('kind')) });
  expect(await restViolations(async (kind) => rest.app.request(`${publicUrl}/api/v1/${kind}`, { headers: { authorization: 'Bearer khp_x' } }))).toEqual([]);
});

describe('a door that prints in its own way is found', () => {
  test('by status, shape and what it gives away', async () => {
    const odd = async () => Response.json({ error: 'confidential' }, { status: 400 });
    for (const law of [webViolations, restViolations]) {
      const of = (await law(odd)).filter(({ path }) => path === 'conflict').map(({ because }) => because);
      expect(of).toEqual([
        'is answered with 400, not 409',
        expect.stringMatching(/^is not (told on a page|printed as a problem)$/),
        'tells what went wrong inside',
      ]);
    }
  });
});
