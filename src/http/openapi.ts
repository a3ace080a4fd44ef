import { z } from 'zod';
import type { RestRoute } from './resources.ts';

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
      responses: {
        Problem: { description: 'What is wrong, as RFC 9457.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
    },
  };
}

const problem = z.object({
  type: z.string().meta({ description: 'urn:keyholder:problem:CODE; stable.' }),
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
  const { name, summary, scopes, body } = route;
  return {
    operationId: name,
    summary,
    tags: [tagOf(route)],
    security: [{ token: [...scopes] }],
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } } : {}),
    responses: {
      [String(route.status ?? 200)]: success(route),
      ...(isTagged(route) ? { '304': { description: 'As it was when you read it.' } } : {}),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function success(route: RestRoute): Schema {
  if (route.status === 204) return { description: 'Done.' };
  return { description: 'As asked.', content: { 'application/json': { schema: schemaOf(route.answer, 'output') } } };
}

function pathParameters({ path, params }: RestRoute): Schema[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const pattern = params?.[name]?.source;
    return { name, in: 'path', required: true, schema: { type: 'string', ...(pattern ? { pattern } : {}) } };
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
  const header = (name: string, description: string) => ({ name, in: 'header', required: false, description, schema: { type: 'string' } });
  return [
    ...(isTagged(route) ? [header('If-None-Match', 'The ETag you read; answered with 304 when nothing has changed since.')] : []),
    ...(method === 'POST' ? [header('Idempotency-Key', 'Asked again with the same key, it is not done again.')] : []),
    ...(edits ? [header('If-Match', 'The ETag you read; refused with 412 when it has changed since.')] : []),
  ];
}

export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
