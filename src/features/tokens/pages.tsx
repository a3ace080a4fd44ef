import type { Problem } from '#src/ground/problem.ts';
import type { Web, WebRequest } from '#src/http/routes.ts';
import { revokeInput, tokenForm } from './input.ts';
import { createToken, listOwnTokens, revokeToken } from './service.ts';
import { MadeView, TokensView } from './views.tsx';

export function tokensPages(web: Web): void {
  web.get('/me/tokens', 'signed-in', (r) => showTokens(r));
  web.post('/me/tokens', 'signed-in', postToken, showTokens);
  web.post('/me/tokens/revocation', 'signed-in', postRevocation);
}

async function showTokens(r: WebRequest, problem?: Problem, values?: Readonly<Record<string, string>>) {
  const view = <TokensView page={r.page} problem={problem} tokens={await listOwnTokens(r.ctx)} {...(values ? { values } : {})} />;
  return r.render(r.page.t.tokens.title, view, problem ? 422 : 200);
}

async function postToken(r: WebRequest) {
  const { token } = await createToken(r.ctx, await r.form(tokenForm));
  return r.render(r.page.t.tokens.title, <MadeView page={r.page} token={token} />);
}

async function postRevocation(r: WebRequest) {
  const { id } = await r.form(revokeInput);
  await revokeToken(r.ctx, id);
  return r.redirect('/me/tokens', r.page.t.tokens.revoked);
}
