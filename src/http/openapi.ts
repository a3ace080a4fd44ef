import { z } from 'zod';
import { headers, keyPattern, refusalsOf, sentHeaders, sharedResponses } from './openapi-responses.ts';
import { idPattern, type RestRoute, summaryOf } from './resources.ts';

type Schema = Record<string, unknown>;

/** OpenAPI 3.1 of these operations. Its schemas are the ones the door itself checks by. */
export function openApi(routes: readonly RestRoute[], about: { version: string; url: string }): Schema {
  const paths: Record<string, Schema> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keyholder',
      version: about.version,
      description: 'Who holds the keys to the company’s accounts. Secrets are in the answers of reveals only.',
    },
    servers: [{ url: `${about.url}/api/v1` }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token of a person or a service.' } },
      schemas: { Problem: schemaOf(problem, 'output') },
      headers,
      responses: sharedResponses(),
    },
  };
}

const problem = z.object({
  type: z.string().meta({
    description: 'urn:keyholder:problem:CODE, which is stable; about:blank where it is our mistake.',
    pattern: '^(urn:keyholder:problem:[a-z.-]+|about:blank)$',
  }),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  fields: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export function tagOf(route: Pick<RestRoute, 'path'>): string {
  return route.path.split('/')[1] ?? '';
}

function operation(route: RestRoute): Schema {
  const { name, scopes, body } = route;
  return {
    operationId: name,
    summary: summaryOf(route),
    tags: [tagOf(route)],
    security: [{ token: [...scopes] }],
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } } : {}),
    responses: {
      [String(route.status ?? 200)]: success(route),
      ...(isTagged(route) ? { '304': { description: 'As it was when you read it.', ...sentHeaders({ ETag: 'ETag' }) } } : {}),
      ...refusalsOf(route),
    },
  };
}

function success(route: RestRoute): Schema {
  const sent = sentHeaders({
    ...(isTagged(route) ? { ETag: 'ETag' as const } : {}),
    ...(route.method === 'POST' ? { 'Idempotency-Replayed': 'IdempotencyReplayed' as const } : {}),
  });
  if (route.status === 204) return { description: 'Done.', ...sent };
  return { description: 'As asked.', ...sent, content: { 'application/json': { schema: schemaOf(route.answer, 'output') } } };
}

function pathParameters({ path, params }: RestRoute): Schema[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const { source: pattern } = params?.[name] ?? idPattern;
    return { name, in: 'path', required: true, schema: { type: 'string', pattern } };
  });
}

function queryParameters({ query }: RestRoute): Schema[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input') as { properties?: Record<string, Schema>; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
}

/** A thing that is read whole has an ETag; a page of a list and what is shown once have none. */
function isTagged({ method, secret, answer }: RestRoute): boolean {
  return method === 'GET' && !secret && !('next' in ((schemaOf(answer, 'output')['properties'] as object | undefined) ?? {}));
}

function headerParameters(route: RestRoute): Schema[] {
  const { method, edits } = route;
  const header = (name: string, description: string, pattern?: RegExp) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', ...(pattern ? { pattern: pattern.source } : {}) },
  });
  return [
    ...(isTagged(route) ? [header('If-None-Match', 'The ETag you read; answered with 304 when nothing has changed since.')] : []),
    ...(method === 'POST' ? [header('Idempotency-Key', 'Asked again with the same key and the same bytes, it is not done again.', keyPattern)] : []),
    ...(edits ? [header('If-Match', 'The ETag you read; refused with 412 when it has changed since.')] : []),
  ];
}

export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
