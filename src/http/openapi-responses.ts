import type { RestRoute } from './resources.ts';

type Schema = Record<string, unknown>;

/** A key that asks for nothing twice: printable signs, without blanks. */
export const keyPattern = /^[\x21-\x7e]{1,200}$/;

const header = (description: string, more: Schema = {}, schema: Schema = { type: 'string' }): Schema => ({ description, ...more, schema });
const sent = { required: true };

export const headers: Readonly<Record<string, Schema>> = {
  ETag: header('The state of what was read, for If-None-Match and If-Match.', sent),
  IdempotencyReplayed: header('`true` where this key had been answered before, and nothing was done again.', {}, { type: 'string', enum: ['true'] }),
  RetryAfter: header('After how many seconds to ask again.', sent, { type: 'string', pattern: '^[0-9]+$' }),
  WWWAuthenticate: header('`Bearer`.', sent),
};

type Refusal = {
  name: string;
  status: number;
  description: string;
  headers?: Readonly<Record<string, keyof typeof headers>>;
  where(route: RestRoute): boolean;
};

const always = () => true;
const takesBody = ({ body }: RestRoute) => body !== undefined;

/** What an operation can be refused with, each told once; what is not here (405, 421, 500) is under `default`. */
const refusals: readonly Refusal[] = [
  { name: 'NotJson', status: 400, description: 'The body is no JSON, or not in UTF-8.', where: takesBody },
  {
    name: 'NoToken',
    status: 401,
    description: 'No token, or one that is not valid any more.',
    headers: { 'WWW-Authenticate': 'WWWAuthenticate' },
    where: always,
  },
  {
    name: 'NotAllowed',
    status: 403,
    description:
      '`rest.scope`: the token lacks the scope in `params.scope`. `permission.step-up`: prove the second factor with `POST /step-ups` and ask again. Else: whoever the token acts for may not do this; `detail` says what is missing.',
    where: always,
  },
  {
    name: 'NotThere',
    status: 404,
    description: 'There is no such thing, or you may not know of it.',
    where: (route) => route.path.includes(':') || takesBody(route),
  },
  { name: 'Conflict', status: 409, description: 'It does not fit what is there now.', where: ({ method }) => method !== 'GET' },
  { name: 'Changed', status: 412, description: 'It has changed since it was read, or has no ETag to compare.', where: ({ method }) => method !== 'GET' },
  { name: 'TooLarge', status: 413, description: 'The body is larger than this takes.', where: takesBody },
  { name: 'NotJsonType', status: 415, description: 'The body must be `application/json` in UTF-8.', where: takesBody },
  { name: 'NotRight', status: 422, description: 'Something that was sent is not right; `fields` says what.', where: always },
  { name: 'TooMany', status: 429, description: 'Too often in too short a time.', headers: { 'Retry-After': 'RetryAfter' }, where: always },
  {
    name: 'Unavailable',
    status: 503,
    description: 'Sealed, read-only, busy or without its database. Nothing was done unless `type` says that it is not known.',
    headers: { 'Retry-After': 'RetryAfter' },
    where: always,
  },
];

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Every refusal under its name, and what no operation tells by itself. */
export function sharedResponses(): Schema {
  const named = refusals.map(({ name, description, headers: own }) => [name, { description, ...sentHeaders(own), content: problemContent }]);
  return { ...Object.fromEntries(named), Problem: { description: 'What is wrong, as RFC 9457.', content: problemContent } };
}

/** The statuses that `route` can be refused with. */
export function refusalsOf(route: RestRoute): Schema {
  const own = refusals.filter(({ where }) => where(route)).map(({ status, name }) => [String(status), { $ref: `#/components/responses/${name}` }]);
  return { ...Object.fromEntries(own), default: { $ref: '#/components/responses/Problem' } };
}

/** The headers of an answer, by name. */
export function sentHeaders(sent: Readonly<Record<string, keyof typeof headers>> | undefined): Schema {
  if (!sent || Object.keys(sent).length === 0) return {};
  return { headers: Object.fromEntries(Object.entries(sent).map(([name, ref]) => [name, { $ref: `#/components/headers/${ref}` }])) };
}
