import { Ajv2020 } from 'ajv/dist/2020.js';
import { mountApi } from '#src/app/mount.ts';
import { openApi } from '#src/http/openapi.ts';
import { routesOf } from '#src/http/resources.ts';

type Header = { $ref?: string; required?: boolean };
type Said = { $ref?: string; headers?: Record<string, Header>; content?: Record<string, { schema: object }> };
type Operation = { operationId: string; responses: Record<string, Said> };
type Description = {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, Said>; headers: Record<string, Header> };
};
type Verdict = { operation: string; wrong: string | null };

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, keywords: ['components'] });
ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);

const { paths, components } = openApi(routesOf(mountApi), { version: '0', url: 'http://localhost' }) as Description;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    method: method.toUpperCase(),
    pattern: new RegExp(`^/api/v1${path.replace(/\{\w+\}/g, '[^/]+')}$`),
  })),
);
const checks = new Map<object, (value: unknown) => string | null>();

/**
 * Holds an answer of the REST door against the product's own description of itself, as a program made from it would: its
 * status, its media type and every member of its body. Null for an address that belongs to no operation.
 */
export async function describedAs(method: string, url: string, answer: Response): Promise<Verdict | null> {
  const { pathname } = new URL(url);
  const operation = operations.find((each) => each.method === method && each.pattern.test(pathname));
  return operation ? { operation: operation.operationId, wrong: await wrongIn(operation, answer) } : null;
}

/** What no operation tells of by itself: a method it has not, a host that is not ours, a mistake of ours. */
const undocumented: ReadonlySet<number> = new Set([405, 421, 500]);

function resolved<T extends { $ref?: string }>(one: T, shared: Record<string, T>): T {
  return one.$ref ? (shared[one.$ref.split('/').at(-1) ?? ''] ?? one) : one;
}

async function wrongIn({ responses }: Operation, answer: Response): Promise<string | null> {
  const told = responses[String(answer.status)] ?? (undocumented.has(answer.status) ? responses['default'] : undefined);
  if (!told) return `status ${answer.status} is not told of`;
  const { content, headers = {} } = resolved(told, components.responses);
  for (const [name, header] of Object.entries(headers)) {
    if (resolved(header, components.headers).required && answer.headers.get(name) === null) return `${name} is told of and missing`;
  }
  const text = await answer.text();
  if (!content) return text === '' ? null : 'a body is not told of';
  const media = answer.headers.get('content-type')?.split(';')[0] ?? '';
  const body = content[media];
  return body ? checkOf(body.schema)(JSON.parse(text)) : `media type ${media} is not told of`;
}

function checkOf(schema: object): (value: unknown) => string | null {
  const known = checks.get(schema);
  if (known) return known;
  const validate = ajv.compile({ ...schema, components });
  const check = (value: unknown) => (validate(value) ? null : ajv.errorsText(validate.errors));
  checks.set(schema, check);
  return check;
}
