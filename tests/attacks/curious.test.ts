import { describe, expect, test } from 'vitest';
import { appoint, giveGrant, holdingsOf, keepSecret, revealSecret, showOneTimeCode } from '#src/features/access/index.ts';
import { addTeam } from '#src/features/people/index.ts';
import { openRotation } from '#src/features/rotation/index.ts';
import { grantableScopes } from '#src/features/tokens/index.ts';
import { asker, canaries, cookieOf, inhabited } from '#tests/house/inhabited.ts';
import { account, company, person, role, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { lifted } from '#tests/helpers/rest.ts';
import { type Member, site } from '#tests/helpers/site.ts';
import { world } from '#tests/helpers/world.ts';

const values = Object.values(canaries);
const code = (act: Promise<unknown>) =>
  act.then(
    () => 'allowed',
    (problem) => problem.code ?? String(problem),
  );

describe('somebody curious', () => {
  test.each(['hana', 'ada'] as const)('who is %s meets no secret on any page, fragment or resource, whatever they send', async (name) => {
    const { s, hana, fill } = await inhabited();
    const who: Member = { hana, ada: s.ada }[name];
    const browser = await s.signIn(who);
    const csrf = (await browser.get('/me/password')).field('csrf');
    const headers = { cookie: cookieOf(browser.cookies), 'sec-fetch-site': 'same-origin' };
    const bodies: Record<string, string>[] = [{}, { how: 'copied', reason: 'curious' }, { reason: 'curious' }];
    const spilt: string[] = [];
    for (const { method, path } of s.server.routes) {
      if (/sign-out|sessions|^\/(setup|invitation|me)/.test(path)) continue;
      for (const body of method === 'POST' ? bodies : [undefined]) {
        const sent = body ? { body: new URLSearchParams({ csrf, ...body }) } : {};
        const answer = await asker(s)(fill(path), { method, headers: { ...headers, 'hx-request': String(method === 'POST') }, ...sent });
        const text = JSON.stringify([...answer.headers]) + (await answer.text());
        if (values.some((value) => text.includes(value))) spilt.push(`${method} ${path}`);
      }
    }
    const api = await lifted(s, who, grantableScopes);
    for (const { method, path, name } of s.server.restRoutes) {
      if (name === 'revokeToken') continue;
      for (const body of method === 'GET'
        ? [undefined]
        : [{}, { how: 'copied', reason: 'curious' }, { reason: 'curious' }, { effectiveAt: 'now' }, undefined]) {
        const { text, headers } = await api.send(method, fill(path), body);
        if (values.some((value) => (JSON.stringify([...headers]) + text).includes(value))) spilt.push(`REST ${method} ${path}`);
      }
    }
    expect((await api.get('/me')).status).toBe(200);
    expect(spilt).toEqual([]);
    expect(values.some((value) => s.log().includes(value))).toBe(false);
  });

  test('in HR reaches no secret by any verb, and gets none by a grant, a team or an office', async () => {
    const w = await world();
    const { adminId } = await company(w);
    const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
    const hrId = await person(w, 'Hana Hr', { acknowledged: true });
    await role(w, adminId, hrId, 'hr');
    const accountId = await account(w, { ownerId });
    const secretId = await secret(w, accountId, ownerId);
    const [hr, admin, owner] = [await w.as(hrId), await w.as(adminId), await w.as(ownerId)];
    expect(await code(revealSecret(hr, { secretId, how: 'shown' }))).toBe('secret.missing');
    expect(await code(showOneTimeCode(hr, { secretId }))).toBe('secret.missing');
    expect(await code(openRotation(hr, secretId))).toBe('secret.missing');
    expect(await code(keepSecret(hr, { accountId, kind: 'note', value: 'x' }))).toMatch(/missing|exclude/);
    const teamId = (await addTeam(admin, { name: 'Team', memberIds: [hrId, ownerId] })).id;
    const excluded = 'permission.hr-and-secrets-exclude-each-other';
    for (const by of [admin, owner]) {
      expect(await code(giveGrant(by, { accountId, kind: 'shared-login', level: 'code', personId: hrId }))).toBe(excluded);
      expect(await code(giveGrant(by, { accountId, kind: 'shared-login', level: 'code', teamId }))).toBe(excluded);
      expect(await code(appoint(by, accountId, hrId, 'deputy'))).toBe(excluded);
      expect(await code(appoint(by, accountId, hrId, 'owner'))).toBe(excluded);
    }
    expect((await holdingsOf(admin, hrId)).grants).toEqual([]);
  });

  test('who administers gives nothing to themselves: no grant, no office, no place in a team that holds one', async () => {
    const w = await world();
    const { adminId } = await company(w);
    const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
    const accountId = await account(w, { ownerId });
    const secretId = await secret(w, accountId, ownerId);
    const admin = await w.as(adminId);
    for (const level of ['code', 'reveal', 'manage'] as const) {
      expect(await code(giveGrant(admin, { accountId, kind: 'shared-login', level, personId: adminId }))).toBe('permission.grant-to-self');
    }
    expect(await code(appoint(admin, accountId, adminId, 'owner'))).not.toBe('allowed');
    expect(await code(appoint(admin, accountId, adminId, 'deputy'))).not.toBe('allowed');
    const own = await addTeam(admin, { name: 'Mine', memberIds: [adminId] });
    expect(await code(giveGrant(admin, { accountId, kind: 'shared-login', level: 'reveal', teamId: own.id }))).toBe('permission.grant-to-self');
    expect(await code(revealSecret(admin, { secretId, how: 'shown', reason: 'curious' }))).not.toBe('allowed');
  });

  test('with a token of any scope reveals nothing: a token proves no second factor', async () => {
    const s = await site();
    const olga = await s.person('Olga Owner', { acknowledged: true });
    const accountId = await account(s, { ownerId: olga.id });
    const secretId = await secret(s, accountId, olga.id);
    const owner = await s.as(olga.id);
    const token = s.ctxFor(
      {
        kind: 'token',
        id: 'tok_1',
        maker: { id: 'per_1', name: 'Maker' },
        owner: owner.actor.kind === 'person' ? owner.actor : null,
        service: null,
        factorAt: null,
        scopes: ['read', 'secret.reveal', 'secret.code', 'account.view'],
      },
      'rest',
    );
    expect(await code(revealSecret(token, { secretId, how: 'shown', reason: 'x' }))).toBe('permission.step-up');
    await sharedLogin(s, olga.id, accountId, s.ada.id, 'code');
    expect(await code(revealSecret(await s.as(s.ada.id), { secretId, how: 'copied' }))).toBe('permission.no-grant');
  });
});
