import { onTestFinished } from 'vitest';
import { type App, boot } from '#src/app/boot.ts';
import { createServer, type Server } from '#src/app/server.ts';
import { findPersonByEmail, giveRole } from '#src/features/people/index.ts';
import { createInvitation } from '#src/features/sessions/index.ts';
import { setupLink } from '#src/features/setup/index.ts';
import { createToken } from '#src/features/tokens/index.ts';
import type { Role } from '#src/ground/actor.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { type Browser, createBrowser } from './browser.ts';
import { acknowledges, person } from './builders.ts';
import { describedAs } from './described.ts';
import { type World, world } from './world.ts';

/**
 * The real product over HTTP, in process, on a fresh database: set up through its one-time link by Ada the administrator.
 *
 *   const s = await site();
 *   const bob = await s.person('Bob Baker', { roles: ['hr'] });   // added, invited, enrolled with password and app
 *   const browser = await s.signIn(bob);                          // password and code, like anybody
 *   const page = await browser.get('/accounts');
 *
 * It is a world too, so the builders take it: `account(s, { ownerId: bob.id })`. The clock stands still, except that
 * every sign-in and enrolment moves it by half a minute: a code counts once.
 */
export type Site = World & {
  app: App;
  /** Closes it for good; what is left can be copied by `site({ like })`. */
  leave(): Promise<void>;
  /** Whatever REST answers is held against its own description on the way. */
  server: Server;
  /** Names of the operations that were done so far. */
  done: Set<string>;
  ada: Member;
  person(name: string, more?: { roles?: readonly Role[]; acknowledged?: boolean; managerId?: string }): Promise<Member>;
  /** A browser nobody has signed in with. */
  browser(locale?: 'nl' | 'en'): Browser;
  signIn(member: Member, locale?: 'nl' | 'en'): Promise<Browser>;
  /** The code of this member's app, never shown before. */
  code(member: Member): string;
  /** Asks the REST door with a new token of this member. */
  api(member: Member, scopes?: Scopes): Promise<(path: string, init?: RequestInit) => Promise<Response>>;
};

type Scopes = readonly Parameters<typeof createToken>[1]['scopes'][number][];
export type Member = { id: string; name: string; email: string; password: string; seed: string };

const password = 'een fiets in de regen';

export async function site(options: { smtpUrl?: string; like?: Site } = {}): Promise<Site> {
  const w = await world(options);
  const app = await boot(w.config, w.windows, w.db);
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await app.chain.close();
  };
  onTestFinished(close);
  const done = new Set<string>();
  const server = described(createServer(app), done);
  const browser = (locale?: 'nl' | 'en') => createBrowser(server.request, w.config.publicUrl, locale);
  const code = ({ seed }: Pick<Member, 'seed'>) => {
    w.clock.advance('30s');
    return codeAt(seed, w.clock.now());
  };
  const enrol = async (at: Browser) => {
    const seed = (await at.get('/enrolment')).textOf('seed').replaceAll(' ', '');
    await at.post('/enrolment', { code: code({ seed }) });
    return seed;
  };
  const ada = options.like?.ada ?? (await setUp(w, browser(), enrol));

  return {
    ...w,
    ctxFor: app.ctxFor,
    app,
    async leave() {
      await close();
      await w.db.close();
    },
    server,
    done,
    ada,
    browser,
    code,
    async person(name, { roles = [], ...more } = {}) {
      const email = `${name.toLowerCase().replaceAll(' ', '.')}@voorbeeld.example`;
      const id = await person(w, name, { email, ...(more.managerId ? { managerId: more.managerId } : {}) });
      for (const role of roles) await giveRole(await w.as(ada.id), id, role);
      const { token } = await createInvitation(await w.as(ada.id), id, 'invitation');
      const at = browser();
      await at.get('/invitation');
      await at.post('/invitation', { token });
      await at.post('/invitation/password', { token, password, again: password });
      const member = { id, name, email, password, seed: await enrol(at) };
      if (more.acknowledged) await acknowledges(w, id);
      return member;
    },
    async signIn(member, locale) {
      const at = browser(locale);
      await at.get('/sign-in');
      await at.post('/sign-in', { email: member.email, password: member.password });
      const { status, path } = await at.post('/sign-in/second-factor', { code: code(member) });
      if (status !== 200 || path !== '/') throw new Error(`${member.name} could not sign in: ${status} at ${path}.`);
      return at;
    },
    async api(member, scopes = ['read']) {
      const { token } = await createToken(await w.as(member.id), { name: 'test', scopes: [...scopes], days: 1 });
      return async (path, init = {}) =>
        server.request(`${w.config.publicUrl}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
    },
  };
}

function described(server: Server, done: Set<string>): Server {
  const request: Server['request'] = async (asked, init, ...more) => {
    const answer = await server.request(asked, init, ...more);
    const method = init?.method ?? (asked instanceof Request ? asked.method : 'GET');
    const said = await describedAs(method, String(asked instanceof Request ? asked.url : asked), answer.clone());
    if (said?.wrong) throw new Error(`${said.operation} answered what OpenAPI does not say of it: ${said.wrong}`);
    if (said && answer.ok) done.add(said.operation);
    return answer;
  };
  return { ...server, request };
}

async function setUp(w: World, at: Browser, enrol: (at: Browser) => Promise<string>): Promise<Member> {
  const token = (await setupLink(w.system))?.split('#')[1] ?? '';
  const email = 'ada.admin@voorbeeld.example';
  const first = { organisation: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'en', givenName: 'Ada', familyName: 'Admin', email };
  await at.get('/setup');
  await at.post('/setup', { token });
  await at.post('/setup/installation', { token, ...first, password, again: password });
  const seed = await enrol(at);
  const row = await findPersonByEmail(w.system, email);
  if (!row) throw new Error('Setting up made nobody administrator.');
  return { id: row.id, name: 'Ada Admin', email, password, seed };
}
