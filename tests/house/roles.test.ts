import { expect, test } from 'vitest';
import { inhabited } from './inhabited.ts';

/**
 * What each page answers to, in this order: an administrator, HR, an auditor, the owner of the account and of the tasks,
 * and somebody with no part in anything. `+` shows it, `-` says you may not, `?` says there is no such thing, `>` sends
 * elsewhere. The departure is announced; the proposal is not.
 */
const pages: Readonly<Record<string, string>> = {
  '/': '+++++',
  '/welcome': '+>>>>',
  '/me': '+++++',
  '/me/sign-in': '+++++',
  '/me/password': '+++++',
  '/me/second-factor': '+++++',
  '/me/recovery-codes': '>>>>>',
  '/me/tokens': '+++++',
  '/step-up': '+++++',
  '/policies': '+++++',
  '/policies/:id': '+++++',
  '/policies/:id/draft': '+----',
  '/accounts': '+-+++',
  '/accounts/new': '+----',
  '/accounts/:id': '+?++?',
  '/accounts/:id/edit': '+?-+?',
  '/accounts/:id/offices': '+?-+?',
  '/accounts/:id/grants/new': '+?-+?',
  '/accounts/:id/grants/:grantId/ending': '+?-+?',
  '/accounts/:id/service-grants/new': '-?-+?',
  '/accounts/:id/secrets/new': '-?-+?',
  '/accounts/:id/secrets/:secretId/value': '-?-+?',
  '/people': '+++--',
  '/people/new': '+----',
  '/people/:id': '+++??',
  '/people/:id/edit': '+----',
  '/people/:id/reinstatement': '>>---',
  '/rotations': '+++++',
  '/rotations/:id': '+?++?',
  '/offboardings': '+++++',
  '/offboardings/new': '++---',
  '/offboardings/proposals/:id': '?+???',
  '/offboardings/:id': '++++?',
  '/offboardings/:id/certificate': '???-?',
  '/offboardings/:id/certificate.json': '???-?',
  '/tasks': '+++++',
  '/tasks/:id': '++++?',
  '/import': '+----',
  '/proposals': '+++++',
  '/audit': '+-+--',
  '/settings': '+-+--',
  '/settings/services': '+-+--',
  '/settings/services/:id': '+-+--',
};

test('each page opens to the roles it is for, and tells the others no more than they may know', async () => {
  const { s, hana, aad, olga, fill } = await inhabited();
  const noor = await s.person('Noor Nobody');
  const routes = s.server.routes.filter(({ method, who }) => method === 'GET' && who === 'signed-in').map(({ path }) => path);
  const seen = new Map(routes.map((path) => [path, '']));
  for (const member of [s.ada, hana, aad, olga, noor]) {
    const browser = await s.signIn(member);
    for (const path of routes) {
      const page = await browser.get(fill(path));
      const mark = page.path !== fill(path) ? '>' : ({ 200: '+', 403: '-', 404: '?' }[page.status] ?? `[${page.status}]`);
      seen.set(path, (seen.get(path) ?? '') + mark);
    }
  }
  expect(Object.fromEntries(seen)).toEqual(pages);
});
