import type { Web } from '#src/http/routes.ts';
import { myPage } from './me.service.ts';
import { MeView } from './me.views.tsx';

export function mePages(web: Web): void {
  web.get('/me', 'signed-in', async (r) => r.render(r.page.t.desk.me, <MeView page={r.page} mine={await myPage(r.ctx)} />));
}
