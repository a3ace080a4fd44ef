import { renameSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { boot } from '#src/app/boot.ts';
import { createServer } from '#src/app/server.ts';
import { site } from '#tests/helpers/site.ts';
import { cookieOf } from '#tests/house/inhabited.ts';

it('shows its pages while the vault is sealed, and says on each why nothing can be changed', async () => {
  const s = await site();
  const { cookies } = await s.signIn(s.ada, 'en');
  cookies.set('__Host-kh-locale', 'en');
  const pages = async (server: ReturnType<typeof createServer>, path: string) => {
    const answer = await server.request(s.config.publicUrl + path, { headers: { cookie: cookieOf(cookies) } });
    return { status: answer.status, text: await answer.text() };
  };
  expect((await pages(s.server, '/')).text).not.toContain('The vault is sealed.');
  // Long enough that the session would be noted as used.
  s.clock.advance('10m');
  renameSync(s.config.rootKeyFile, `${s.config.rootKeyFile}.aside`);
  const app = await boot(s.config, s.windows, s.db);
  onTestFinished(() => app.chain.close());
  expect(app.state()).toBe('sealed');
  const server = createServer(app);
  for (const path of ['/', '/accounts', '/people', '/nowhere']) {
    const page = await pages(server, path);
    expect([path, page.status]).toEqual([path, path === '/nowhere' ? 404 : 200]);
    expect(page.text).toContain('The vault is sealed.');
  }
});
