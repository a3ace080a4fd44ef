import type { Context } from 'hono';
import type { Problem } from '#src/ground/problem.ts';
import { fieldText, isLocale, messagesFor, problemText } from '#src/ui/messages/index.ts';
import { httpStatus } from './problems.ts';

/** Where HTTP has a status of its own for what the request did wrong. */
const finer: Readonly<Record<string, number>> = {
  'rest.too-large': 413,
  'rest.not-json': 415,
  'rest.bad-json': 400,
  'rest.no-such-method': 405,
  'rest.unknown-host': 421,
};

/** RFC 9457. `type` is stable; `detail` is for people, in the language they ask for. */
export function printProblem(c: Context, problem: Problem, more: Record<string, string> = {}, requestId?: string): Response {
  const asked = c.req.header('accept-language')?.slice(0, 2).toLowerCase();
  const t = messagesFor(isLocale(asked) ? asked : 'en');
  const status = finer[problem.code] ?? httpStatus[problem.kind];
  const body = {
    type: `urn:keyholder:problem:${problem.code}`,
    title: t.problems.title[problem.kind],
    status,
    detail: problem.kind === 'step-up' ? t.reference.liftFirst : problemText(t, problem),
    ...(requestId ? { instance: requestId } : {}),
    ...(problem.fields.length > 0 ? { fields: problem.fields.map((field) => ({ field: field.field, detail: fieldText(t, field) })) } : {}),
    ...(Object.keys(problem.params).length > 0 ? { params: problem.params } : {}),
  };
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json; charset=utf-8', ...more };
  if (problem.kind === 'unauthenticated') headers['WWW-Authenticate'] = 'Bearer';
  if (problem.kind === 'limited' || problem.kind === 'unavailable') headers['Retry-After'] = String(problem.params['seconds'] ?? 5);
  return c.body(JSON.stringify(body), status as 400, headers);
}

export function printBug(c: Context, requestId: string): Response {
  const body = { type: 'about:blank', title: 'Internal error', status: 500, instance: requestId };
  return c.body(JSON.stringify(body), 500, { 'Content-Type': 'application/problem+json; charset=utf-8' });
}
