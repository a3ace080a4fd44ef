import { type App, boot } from '#src/app/boot.ts';
import { playYear, yearBefore } from '#src/app/demo/make.ts';
import { createServer, type Server } from '#src/app/server.ts';
import { findActor, findPersonByEmail } from '#src/features/people/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { readConfig } from '#src/host/config.ts';
import { codeAt } from '#src/host/crypto/totp.ts';
import { systemIds } from '#src/host/ids.ts';
import { type Browser, createBrowser } from './browser.ts';
import { cheapHasher } from './cheap-hasher.ts';
import { tuesday } from './clock.ts';
import { freshDatabase, silent } from './database.ts';

/** The company of `npm run demo`, its year ending on Tuesday 17 November 2026; people go by their keys in the story. */
export type SampleCompany = {
  app: App;
  server: Server;
  system: Ctx;
  idOf(who: string): Promise<string>;
  /** Signed in with a second factor just proven. */
  as(who: string): Promise<Ctx>;
  /** The same through the sign-in page. Each time moves the clock by half a minute: a code counts once. */
  signIn(who: string, locale?: 'nl' | 'en'): Promise<Browser>;
  dispose(): Promise<void>;
};

/** Takes some seconds, so a file makes it once, in `beforeAll`. */
export async function sampleCompany(now = tuesday): Promise<SampleCompany> {
  const clock = yearBefore(now);
  const fresh = await freshDatabase({ now: clock.now });
  const config = readConfig({ KEYHOLDER_DATA_DIR: fresh.config.dataDir, KEYHOLDER_DATABASE_URL: fresh.config.databaseUrl });
  const app = await boot(config, { clock, ids: systemIds(clock), log: silent, hasher: cheapHasher() }, fresh.database);
  const password = 'een fiets in de regen';
  const keys = await playYear(app, clock, now, password);
  const server = createServer(app);
  const system = app.ctxFor({ kind: 'system', job: 'test' }, 'job');
  const keyOf = (who: string) => {
    const key = keys.find((one) => one.key === who);
    if (!key) throw new Error(`${who} does not sign in at the sample company.`);
    return key;
  };
  const idOf = async (who: string) => (await findPersonByEmail(system, keyOf(who).email))?.id ?? '';
  return {
    app,
    server,
    system,
    idOf,
    async as(who) {
      const actor = await findActor(system, await idOf(who), { sessionId: null, factorAt: clock.now() });
      if (!actor) throw new Error(`${who} is not there.`);
      return app.ctxFor(actor, 'web');
    },
    async signIn(who, locale) {
      const { email, seed } = keyOf(who);
      const at = createBrowser(server.request, config.publicUrl, locale);
      clock.pass(0.5);
      await at.get('/sign-in');
      await at.post('/sign-in', { email, password });
      const { status, path } = await at.post('/sign-in/second-factor', { code: codeAt(seed, clock.now()) });
      if (status !== 200 || path !== '/') throw new Error(`${who} could not sign in: ${status} at ${path}.`);
      if (locale) at.cookies.set('__Host-kh-locale', locale);
      return at;
    },
    async dispose() {
      await app.chain.close();
      await fresh.dispose();
    },
  };
}
