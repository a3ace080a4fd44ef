import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { mountApi } from '#src/app/mount.ts';
import { openApi } from '#src/http/openapi.ts';
import { routesOf } from '#src/http/resources.ts';
import { site } from '#tests/helpers/site.ts';

const routes = routesOf(mountApi);

test('the description is valid OpenAPI 3.1 and tells of every operation once', async () => {
  const s = await site();
  const answer = await s.server.request(`${s.config.publicUrl}/api/v1/openapi.json`);
  const description = (await answer.json()) as { openapi: string; paths: Record<string, Record<string, unknown>> };
  const { valid, errors } = await new Validator().validate(description);
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(description.openapi).toMatch(/^3\.1\./);
  const told = Object.entries(description.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  expect(told.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`).toSorted());
  const names = routes.map((route) => route.name);
  expect(new Set(names).size).toBe(names.length);
});

test('a description that is not valid is found', async () => {
  const broken = openApi(routes, { version: '1', url: 'http://localhost' });
  expect((await new Validator().validate({ ...broken, paths: { '/x': { get: { responses: 7 } } } })).valid).toBe(false);
});

test('the page for people tells of every operation under the strict policy', async () => {
  const s = await site();
  const page = await s.browser('en').get('/api/v1/docs');
  expect(page.status).toBe(200);
  for (const { path } of routes) expect(page.text).toContain(path.replace(/:(\w+)/g, '{$1}'));
  expect(page.text).not.toMatch(/<script(?! src=)|style=/);
});
