import type { Context } from 'hono';
import type { Problem } from '#src/ground/problem.ts';
import { LinkButton } from '#src/ui/form.tsx';
import { PageHead } from '#src/ui/head.tsx';
import { BarePage } from '#src/ui/layout.tsx';
import { Callout } from '#src/ui/lists.tsx';
import { problemText } from '#src/ui/messages/index.ts';
import { httpStatus } from './problems.ts';
import type { WebRequest } from './routes.ts';
import type { Shell } from './shell.ts';
import { pageFor } from './web-request.tsx';

/** The one shape of an error on the web: a whole page, or a piece of one for htmx. `null` is a bug of ours. */
export function problemPage(r: WebRequest, problem: Problem | null): Promise<Response> {
  const { t } = r.page;
  const status = problem ? httpStatus[problem.kind] : 500;
  const message = problem ? problemText(t, problem) : t.problems.reference({ id: r.ctx.requestId });
  const title = problem ? t.problems.title[problem.kind] : t.problems.bug;
  if (r.isFragment) return r.fragment(<Callout tone="late">{`${title} ${message}`}</Callout>, status);
  const back = <LinkButton href={r.referrer ?? '/'}>{r.referrer === undefined ? t.shell.act.toStart : t.shell.act.back}</LinkButton>;
  const view = <PageHead path={String(status)} answer={title} soft={message} actions={back} />;
  return r.page.me ? r.render(title, view, status) : r.renderBare(title, view, status);
}

/** The same without a database, for when there is none to say who this is and whose installation. */
export async function unavailablePage(shell: Shell, c: Context, problem: Problem): Promise<Response> {
  const nobody = { name: '', timeZone: 'UTC', locale: 'en' } as const;
  const page = pageFor(shell, c, shell.ctxFor({ kind: 'stranger' }, 'web'), { signedIn: null, proof: '' }, nobody, null);
  const title = page.t.problems.title[problem.kind];
  const text = problemText(page.t, problem);
  const status = httpStatus[problem.kind];
  const whole = (
    <BarePage page={page} title={title}>
      <PageHead path={String(status)} answer={title} soft={text} />
    </BarePage>
  );
  const view = c.req.header('hx-request') === 'true' ? <Callout tone="late">{`${title} ${text}`}</Callout> : whole;
  return c.body(String(await view), status, { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '5' });
}
