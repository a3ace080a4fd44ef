import { expect, test } from 'vitest';
import { mountApi } from '#src/app/mount.ts';
import { grantableScopes } from '#src/features/tokens/index.ts';
import { type RestRoute, routesOf } from '#src/http/resources.ts';
import { inhabited } from '#tests/house/inhabited.ts';
import { client, lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';
import { sampleOf, schemaOf } from './samples.ts';

const routes = routesOf(mountApi);
const writes = routes.filter(({ method }) => method !== 'GET');

/** Acts that let somebody in, say who somebody is or move a guard. */
const opening =
  /^(import\.run|grant\.give|service-grant\.give|service-token\.consent|office\.\w[\w-]*|task\.assign|role\.change|person\.(edit|invite|absence)|offboarding\.reinstate|settings\.edit|service\.edit|token\.create|secret\.(reveal|code)|rotation\.reveal|proposal\.decide)$/;
/** What has such a scope and opens nothing. */
const harmless: Readonly<Record<string, string>> = {
  verifyGrant: 'somebody looked at the platform and saw that it is so',
  endService: 'ends access',
  revokeToken: 'ends access',
  revokeServiceToken: 'ends access',
};

function unguarded(among: readonly Pick<RestRoute, 'name' | 'scopes' | 'stepUp'>[]): string[] {
  return among.filter(({ name, scopes, stepUp }) => !stepUp && !(name in harmless) && scopes.some((scope) => opening.test(scope))).map(({ name }) => name);
}

test('whatever lets somebody in says that it asks for a second factor', () => {
  expect(unguarded(writes)).toEqual([]);
  expect(Object.keys(harmless).filter((name) => !writes.some((route) => route.name === name && !route.stepUp))).toEqual([]);
  expect(unguarded([{ name: 'letIn', scopes: ['read', 'grant.give'] }])).toEqual(['letIn']);
});

test('a token that its owner has not lifted does none of it, and everything else as before', async () => {
  const { s, fill } = await inhabited();
  const ada = client(await s.api(s.ada, grantableScopes));
  const odd: string[] = [];
  for (const route of writes) {
    const { status, code, body } = await ada.send(route.method, fill(route.path), route.body ? sampleOf(schemaOf(route.body)) : undefined);
    const isAsked = status === 403 && code === 'permission.step-up';
    if (isAsked) expect(body['detail']).toContain('/api/v1/step-ups');
    if (route.stepUp === 'door' ? !isAsked : isAsked && !route.stepUp) odd.push(`${route.name} answers ${status} ${code}`);
  }
  expect(odd).toEqual([]);
});

test('lifted it does it for ten minutes; and what was done is answered again with its key, lifted or not', async () => {
  const s = await site();
  const bob = await s.person('Bob Baker');
  const admin = await lifted(s, s.ada, ['role.change']);
  const give = (role: string, key?: string) => admin.post(`/people/${bob.id}/roles`, { role }, key ? { 'idempotency-key': key } : {});
  expect((await give('auditor', 'once')).status).toBe(204);
  s.clock.advance('11m');
  expect((await give('admin')).code).toBe('permission.step-up');
  const again = await give('auditor', 'once');
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([204, 'true']);
});
