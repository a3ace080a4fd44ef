import { expect, test } from 'vitest';
import { mountApi } from '#src/app/mount.ts';
import { proposeOffboarding } from '#src/features/offboarding/index.ts';
import { officeProposals } from '#src/features/access/index.ts';
import { beginReset } from '#src/features/sessions/index.ts';
import { propose } from '#src/features/proposals/index.ts';
import { addTeam } from '#src/features/people/index.ts';
import { routesOf } from '#src/http/resources.ts';
import { grantableScopes } from '#src/features/tokens/index.ts';
import { acknowledges } from '#tests/helpers/builders.ts';
import { describedAs } from '#tests/helpers/described.ts';
import { type Client, lifted } from '#tests/helpers/rest.ts';
import { site } from '#tests/helpers/site.ts';

/**
 * Every operation there is, done once for real: `site()` holds each answer against the description that OpenAPI gives. A
 * new operation is missing here until somebody has done it too.
 */
const routes = routesOf(mountApi);

/** Does operations by name; what stands in the path is given in its order. */
function doer(client: Client) {
  return async (name: string, places: readonly unknown[] = [], body?: unknown): Promise<Record<string, string>> => {
    const route = routes.find((each) => each.name === name);
    if (!route) throw new Error(`There is no operation ${name}.`);
    const given = [...places];
    const path = route.path.replace(/:\w+/g, () => String(given.shift()));
    const { status, body: answer, text } = await client.send(route.method, path, body ?? (route.body ? {} : undefined));
    if (status >= 300) throw new Error(`${name} was not done: ${status} ${text}`);
    return answer as Record<string, string>;
  };
}

async function staff() {
  const s = await site({ smtpUrl: 'smtp://mail.voorbeeld.example' });
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const bob = await s.person('Bob Baker', { acknowledged: true });
  const lars = await s.person('Lars Later', { acknowledged: true });
  const as = async (member: typeof hana) => doer(await lifted(s, member, grantableScopes));
  return { s, people: { hana, olga, bob, lars }, admin: await as(s.ada), hr: await as(hana), owner: await as(olga) };
}

type Staff = Awaited<ReturnType<typeof staff>>;

test('every operation answers what OpenAPI says of it', async () => {
  const company = await staff();
  await lookAround(company);
  await house(company);
  const accountId = await register(company);
  await secrets(company, accountId);
  await waiting(company, accountId);
  await departures(company, accountId);
  expect(routes.map((route) => route.name).filter((name) => !company.s.done.has(name))).toEqual([]);
});

test('an answer that is not as described is found', async () => {
  const url = 'http://localhost/api/v1/organisations';
  const answer = (body: unknown, status = 200) => Response.json(body, { status, headers: { etag: '"1"' } });
  const one = { id: 'org_1', name: 'Voorbeeld', kind: 'own' };
  const judge = async (said: Response) => (await describedAs('GET', url, said))?.wrong;
  expect(await judge(answer({ organisations: [one] }))).toBeNull();
  expect(await judge(answer({ organisations: [{ ...one, kind: 'rival' }] }))).toContain('/organisations/0/kind');
  expect(await judge(answer({ organisations: [{ ...one, extra: true }] }))).toContain('additional properties');
  expect(await judge(answer({}))).toContain('organisations');
  expect(await judge(answer('no object'))).toContain('object');
  expect(await judge(new Response('hello', { headers: { etag: '"1"' } }))).toContain('text/plain');
  expect(await judge(Response.json({ organisations: [one] }))).toContain('ETag');
  expect(await judge(answer({ organisations: [] }, 201))).toContain('201');
  expect(await describedAs('GET', 'http://localhost/api/v1/nothing', answer({}))).toBeNull();
});

async function lookAround({ s, admin, people }: Staff): Promise<void> {
  const { id: teamId } = await addTeam(await s.as(s.ada.id), { name: 'Marketing', memberIds: [people.bob.id] });
  for (const name of ['getStatus', 'whoAmI', 'listOrganisations', 'listTeams', 'listPlatforms', 'listEvents', 'verifyChain']) await admin(name);
  await admin('listMembers', [teamId]);
  await admin('getPlatform', ['x']);
  await admin('importPeople', [], { file: 'Given name;Family name;Email\nKees;Kiezer;kees@voorbeeld.example\n' });
  await admin('importAccounts', [], { file: 'Platform;Account;Owner\nInstagram;@voorbeeld;kees@voorbeeld.example\nX;;\n' });
}

async function house({ s, admin, people }: Staff): Promise<void> {
  await admin('getSettings');
  await admin('changeSettings', [], { organisation: { name: 'Voorbeeld NV' } });
  const { id: tokenId } = await admin('createToken', [], { name: 'short', scopes: ['read'], days: 1 });
  await admin('listOwnTokens');
  await admin('revokeToken', [tokenId]);
  const { id } = await admin('addPerson', [], { givenName: 'Mo', familyName: 'Mail', email: 'mo@voorbeeld.example' });
  await admin('changePerson', [id], { jobTitle: 'Editor' });
  await admin('invite', [id]);
  await admin('setAbsence', [id], { absent: true });
  await admin('giveRole', [id], { role: 'auditor' });
  await admin('takeRole', [id, 'auditor']);
  await admin('giveRole', [people.bob.id], { role: 'admin' });
  await admin('askSignInReset', [people.olga.id], { lost: 'both' });
  await beginReset(s.system, people.lars.id, { askedBy: people.bob.id });
  await admin('getSignInReset', [people.lars.id]);
  await admin('stopSignInReset', [people.lars.id]);
  await admin('takeRole', [people.bob.id, 'admin']);
  for (const name of ['getPerson', 'holdingsOf']) await admin(name, [id]);
  await admin('listPeople');
  const [policy] = (await admin('listPolicies'))['policies'] as unknown as { id: string }[];
  await admin('publishPolicy', [policy?.id], { titleNl: 'Regels', titleEn: 'Rules', bodyNl: 'Deel niets.', bodyEn: 'Share nothing.' });
  await admin('getPolicy', [policy?.id]);
  for (const { id: signer } of [people.olga, people.bob, people.lars]) await acknowledges(s, signer);
}

async function register({ admin, owner, people: { olga, bob } }: Staff): Promise<string> {
  const { id: accountId } = await admin('addAccount', [], { platform: 'x', handle: 'voorbeeld', criticality: 'normal', ownerId: olga.id });
  await owner('changeAccount', [accountId], { brand: 'Voorbeeld' });
  await owner('appoint', [accountId], { personId: bob.id, office: 'deputy' });
  await owner('dismiss', [accountId, bob.id]);
  const { id: grantId } = await owner('giveGrant', [accountId], { kind: 'platform-role', platformRole: 'Editor', personId: bob.id });
  await owner('verifyGrant', [grantId]);
  await owner('getGrant', [grantId]);
  await owner('endGrant', [grantId]);
  const { id: serviceId } = await admin('createService', [], { name: 'Planner', purpose: 'Plans posts' });
  const { id: serviceToken } = await admin('createServiceToken', [serviceId], { name: 'planner', scopes: ['read'], days: 1 });
  await admin('listServiceTokens', [serviceId]);
  await admin('revokeServiceToken', [serviceId, serviceToken]);
  const { id: wayIn } = await owner('giveServiceGrant', [accountId], { serviceId, level: 'code', reason: 'plans posts' });
  await admin('listServiceGrants', [serviceId]);
  const { id: waiting } = await admin('createServiceToken', [serviceId], { name: 'codes', scopes: ['read', 'secret.code'], days: 1 });
  await owner('consentToServiceToken', [accountId, waiting]);
  await owner('listAccountServiceTokens', [accountId]);
  await owner('endServiceGrant', [wayIn]);
  for (const name of ['getAccount', 'whoCanGetIn']) await owner(name, [accountId]);
  for (const name of ['listAccounts', 'listServices']) await admin(name);
  await admin('endService', [serviceId]);
  return String(accountId);
}

async function waiting({ s, admin, people: { bob, lars } }: Staff, accountId: string): Promise<void> {
  const appoint = async (personId: string) => {
    const wanted = { accountId, personId, detail: { office: 'deputy' as const }, why: 'machine' as const, onceKey: personId };
    return (await propose(s.operator, officeProposals, [wanted], { originId: 'imp_0000000000' })).ids;
  };
  for (const { id } of [bob, lars]) await appoint(id);
  const [first] = (await admin('listProposals'))['proposals'] as unknown as { id: string }[];
  await admin('getProposal', [first?.id]);
  await admin('dismissProposal', [first?.id]);
  await admin('confirmProposals', [], { originId: 'imp_0000000000' });
  await admin('dismiss', [accountId, lars.id]);
  const [again] = await appoint(lars.id);
  await admin('confirmProposal', [again]);
  await admin('dismiss', [accountId, lars.id]);
}

async function secrets({ s, owner, people: { bob } }: Staff, accountId: string): Promise<void> {
  const { id: secretId } = await owner('keepSecret', [accountId], { kind: 'password', value: 'first-value-1' });
  const { id: seedId } = await owner('keepSecret', [accountId], { kind: 'totp', value: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' });
  await owner('keepValue', [accountId, secretId], { value: 'first-value-2' });
  await owner('revealSecret', [accountId, secretId]);
  await owner('showCode', [accountId, seedId]);
  await owner('giveGrant', [accountId], { kind: 'shared-login', level: 'reveal', personId: bob.id });
  const { id: given } = await owner('openRotation', [], { secretId: seedId });
  await owner('prepareRotation', [given], { value: 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD' });
  await owner('showCandidateCode', [given]);
  await owner('abandonRotation', [given]);
  const { id: first } = await owner('openRotation', [], { secretId });
  await owner('prepareRotation', [first]);
  await owner('revealCandidate', [first]);
  const { id } = await owner('refuseRotation', [first]);
  await owner('blockRotation', [id], { because: 'The platform is down.' });
  await owner('resumeRotation', [id]);
  await owner('prepareRotation', [id]);
  await owner('revealCandidate', [id]);
  s.clock.advance('1m');
  await owner('confirmRotation', [id]);
  await owner('getRotation', [id]);
  await owner('dueRotations');
}

async function departures({ s, admin, hr, owner, people: { olga, bob, lars } }: Staff, accountId: string): Promise<void> {
  await hr('previewOffboarding', [bob.id], { effectiveAt: 'now' });
  const effectiveAt = s.clock.now() + 86_400_000;
  for (const { id: personId } of [olga, bob]) await proposeOffboarding(await s.as(s.ada.id), { personId, effectiveAt });
  const proposals = (await hr('listOffboardingProposals'))['proposals'] as unknown as { id: string; personId: string }[];
  const of = (member: { id: string }) => proposals.find((each) => each.personId === member.id)?.id;
  await hr('dismissOffboardingProposal', [of(olga)]);
  const { id: planned } = await hr('confirmOffboardingProposal', [of(bob)], { announced: false });
  await hr('moveOffboarding', [planned], { effectiveAt: '2099-01-01' });
  await hr('announceOffboarding', [planned]);
  await hr('cancelOffboarding', [planned]);
  const { id } = await hr('startOffboarding', [], { personId: bob.id, effectiveAt: 'now', announced: true });
  await hr('listOffboardings');
  const tasks = (await owner('listTasks'))['tasks'] as unknown as { id: string }[];
  const [task] = tasks;
  await owner('getTask', [task?.id]);
  await owner('assignTask', [task?.id], { assigneeId: lars.id });
  for (const each of tasks) await admin('exceptTask', [each.id], { reason: 'The account closes.', until: '2026-12-10' });
  await hr('getCertificate', [id]);
  await hr('reopenOffboarding', [id], { accountId, kind: 'remove-role', reason: 'Still in the list.' });
  await hr('reinstate', [bob.id], { reason: 'By mistake.' });
  const left = (await owner('listTasks'))['tasks'] as unknown as { id: string; state: string }[];
  const late = left.find((each) => each.state === 'open');
  await owner('completeTask', [late?.id], { evidenceKind: 'note', evidence: 'Removed.' });
  await hr('getOffboarding', [id]);
}
