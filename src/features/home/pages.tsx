import { needsOf } from '#src/features/needs/index.ts';
import { corporatePolicy } from '#src/features/policies/index.ts';
import { allows } from '#src/ground/permission.ts';
import type { Web } from '#src/http/routes.ts';
import { trends } from './history.service.ts';
import { finishedOf, mayPlan, ownAccounts, posture } from './service.ts';
import { StartPage } from './views.tsx';

export function homePages(web: Web): void {
  web.get('/', 'signed-in', async (r) => {
    const { ctx } = r;
    const overall = allows(ctx, 'settings.view', null) ? await posture(ctx) : null;
    const standing = overall && { posture: overall, trends: await trends(ctx, overall), policyId: (await corporatePolicy(ctx))?.policyId ?? null };
    const start = { needs: await needsOf(ctx), own: await ownAccounts(ctx), finished: await finishedOf(ctx), mayPlan: mayPlan(ctx), standing };
    return r.render(r.page.t.shell.nav.start, <StartPage page={r.page} start={start} />);
  });
}
