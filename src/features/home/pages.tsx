import { allows } from '#src/ground/permission.ts';
import type { Web } from '#src/http/routes.ts';
import { needsOf, posture } from './service.ts';
import { StartPage } from './views.tsx';

export function homePages(web: Web): void {
  web.get('/', 'signed-in', async (r) => {
    const overall = allows(r.ctx, 'settings.view', null) ? await posture(r.ctx) : null;
    return r.render(r.page.t.shell.nav.start, <StartPage page={r.page} needs={await needsOf(r.ctx)} posture={overall} />);
  });
}
