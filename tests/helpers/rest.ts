import { makeServiceToken } from '#src/features/services/index.ts';
import type { createToken } from '#src/features/tokens/index.ts';
import type { Member, Site } from './site.ts';

type Scopes = Parameters<typeof createToken>[1]['scopes'];
type ServiceScopes = Parameters<typeof makeServiceToken>[2]['scopes'];
export type Answer = { status: number; body: Readonly<Record<string, unknown>>; text: string; headers: Headers; code: string | null };
type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** Asks in JSON and answers with what a program looks at; `code` is the problem's, without its prefix. */
export function client(ask: Ask) {
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    sendText(method, path, body === undefined ? undefined : JSON.stringify(body), headers);
  const sendText = async (method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const sent = body === undefined ? {} : { body };
    const answer = await ask(path, { method, ...sent, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers } });
    const text = await answer.text();
    const parsed = /json/.test(answer.headers.get('content-type') ?? '') && text !== '' ? JSON.parse(text) : {};
    const code = typeof parsed.type === 'string' ? parsed.type.replace('urn:keyholder:problem:', '') : null;
    return { status: answer.status, body: parsed, text, headers: answer.headers, code };
  };
  return {
    send,
    sendText,
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    post: (path: string, body?: unknown, headers?: Record<string, string>) => send('POST', path, body, headers),
    put: (path: string, body: unknown) => send('PUT', path, body),
    patch: (path: string, body: unknown, headers?: Record<string, string>) => send('PATCH', path, body, headers),
  };
}
export type Client = ReturnType<typeof client>;

/** A new token of this member, lifted by the code of their app. */
export async function lifted(s: Site, member: Member, scopes: Readonly<Scopes>): Promise<Client> {
  const asked = client(await s.api(member, [...scopes]));
  const { status, text } = await asked.post('/step-ups', { code: s.code(member) });
  if (status !== 201) throw new Error(`${member.name} could not lift a token: ${status} ${text}`);
  return asked;
}

/** A new token of a service, made by this member. */
export async function machine(s: Site, member: Member, serviceId: string, scopes: ServiceScopes): Promise<Client> {
  const { token } = await makeServiceToken(await s.as(member.id), serviceId, { name: 'test', scopes, days: 1 });
  return client(async (path, init = {}) =>
    s.server.request(`${s.config.publicUrl}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
  );
}
