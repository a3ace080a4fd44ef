import { expect, test } from 'vitest';
import { directoryCommands } from '#src/features/directory/index.ts';
import { offboardingCommands, startOffboarding } from '#src/features/offboarding/index.ts';
import { accessCommands, registerCommands } from '#src/features/desk/index.ts';
import { account } from '#tests/helpers/builders.ts';
import { client } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

const day = 86_400_000;

/** Being refused and using a token leave traces of their own: the log and the tokens are not compared. */
test('no command of an operator and no resource tells of a departure that HR has not announced', async () => {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const aad = await s.person('Aad Auditor', { roles: ['auditor'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const lars = await s.person('Lars Leaver', { acknowledged: true, managerId: olga.id });
  const accountId = await account(s, { ownerId: olga.id, deputyIds: [lars.id] });
  const commands = [...accessCommands, ...registerCommands, ...offboardingCommands, ...directoryCommands].filter(({ name }) =>
    /(list|show|of|to|preview)$/.test(name),
  );
  const words = { PERSON: lars.email, ACCOUNT: accountId, ID: 'off_nobody0000' };
  const [ada, auditor, owner] = await Promise.all([s.ada, aad, olga].map(async (one) => client(await s.api(one))));
  const looked = await client(await s.api(s.ada, ['read', 'offboarding.preview']));
  const paths = s.server.restRoutes
    .filter(({ method, path }) => method === 'GET' && !path.includes(':') && !/^\/(audit-events|tokens)$/.test(path))
    .map(({ path }) => path);
  paths.push(`/people/${lars.id}`, `/people/${lars.id}/holdings`, `/people/${lars.id}/holdings?on=2027-06-01`, `/accounts/${accountId}`);
  paths.push(`/accounts/${accountId}/access`, `/accounts/${accountId}/access?on=2027-06-01`, '/people?state=leaving', `/tasks?subjectId=${lars.id}`);
  const read = async () => {
    const seen = new Map<string, string>();
    for (const command of commands) {
      const answer = command.run(s.operator, { arguments: words, options: {}, files: {} });
      seen.set(command.name, JSON.stringify(await Promise.resolve(answer).catch((problem: { code?: string }) => problem.code)));
    }
    for (const [name, ask] of Object.entries({ ada, auditor, owner }))
      for (const path of paths) seen.set(`${name} ${path}`, (await ask?.get(path))?.text ?? '');
    for (const one of [lars, olga])
      seen.set(`preview ${one.name}`, (await looked.post(`/people/${one.id}/offboarding-previews`, { effectiveAt: '2027-06-01' })).text);
    return seen;
  };
  const before = await read();
  await startOffboarding(await s.as(hana.id), { personId: lars.id, effectiveAt: s.clock.now() + 5 * day, announced: false, reason: 'Dismissed.' });
  const after = await read();
  expect(before.size).toBeGreaterThan(50);
  expect([...before].filter(([place, text]) => text !== after.get(place)).map(([place, text]) => [place, text, after.get(place)])).toEqual([]);
});
