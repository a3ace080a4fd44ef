import { z } from 'zod';
import { allows } from '#src/ground/permission.ts';
import type { Web } from '#src/http/routes.ts';
import { locales } from '#src/ui/messages/index.ts';
import { needsOf, posture } from './service.ts';
import { StartPage } from './views.tsx';

const languageInput = z.strictObject({ locale: z.enum(locales), back: z.string().max(2000).optional() });

export function homePages(web: Web): void {
  web.get('/', 'signed-in', async (r) => {
    const overall = allows(r.ctx, 'settings.view', null) ? await posture(r.ctx) : null;
    return r.render(r.page.t.shell.nav.start, <StartPage page={r.page} needs={await needsOf(r.ctx)} posture={overall} />);
  });

  // Not the reader's profile but this browser's choice, so it works before anybody signed in.
  web.post('/language', 'public', async (r) => {
    const { locale, back } = await r.form(languageInput);
    r.keepCookie('locale', locale);
    return r.redirect(back?.startsWith('/') && !/^\/[/\\]/.test(back) ? back : '/');
  });
}
