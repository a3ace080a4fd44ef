import { httpStatus } from '#src/http/problems.ts';
import type { ProblemKind } from '#src/ground/problem.ts';
import { messagesFor } from '#src/ui/messages/index.ts';
import type { Violation } from './sources.ts';

export type AskFor = (kind: ProblemKind | 'bug') => Promise<Response>;

export const kinds = Object.keys(httpStatus) as ProblemKind[];

/** On the web these two are no error: somebody is sent to where they can mend it. */
const sentElsewhere: Partial<Record<ProblemKind, string>> = { unauthenticated: '/sign-in', 'step-up': '/step-up' };

export async function webViolations(ask: AskFor): Promise<Violation[]> {
  const t = messagesFor('en');
  const found: Violation[] = [];
  for (const kind of [...kinds, 'bug'] as const) {
    const answer = await ask(kind);
    const text = await answer.text();
    const to = kind === 'bug' ? undefined : sentElsewhere[kind];
    const status = to ? 303 : kind === 'bug' ? 500 : httpStatus[kind];
    const says = kind === 'bug' ? t.problems.bug : t.problems.title[kind];
    if (answer.status !== status) found.push({ path: kind, because: `is answered with ${answer.status}, not ${status}` });
    if (to && !answer.headers.get('location')?.startsWith(to)) found.push({ path: kind, because: `does not lead to ${to}` });
    if (!to && !(text.startsWith('<!doctype html>') && text.includes(says))) found.push({ path: kind, because: 'is not told on a page' });
    if (text.includes('confidential')) found.push({ path: kind, because: 'tells what went wrong inside' });
  }
  return found;
}

export async function restViolations(ask: AskFor): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const kind of [...kinds, 'bug'] as const) {
    const answer = await ask(kind);
    const text = await answer.text();
    const status = kind === 'bug' ? 500 : httpStatus[kind];
    const isShaped = answer.headers.get('content-type')?.startsWith('application/problem+json') && hasShape(text, status, kind === 'bug');
    if (answer.status !== status) found.push({ path: kind, because: `is answered with ${answer.status}, not ${status}` });
    if (!isShaped) found.push({ path: kind, because: 'is not printed as a problem' });
    if (text.includes('confidential')) found.push({ path: kind, because: 'tells what went wrong inside' });
  }
  return found;
}

/** RFC 9457: type, title and status always; a bug has the id of its request instead of a detail. */
function hasShape(text: string, status: number, isBug: boolean): boolean {
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : null;
  if (typeof body !== 'object' || body === null) return false;
  const given = body as Record<string, unknown>;
  const wanted = ['type', 'title', isBug ? 'instance' : 'detail'];
  return given.status === status && wanted.every((name) => typeof given[name] === 'string' && given[name] !== '');
}
