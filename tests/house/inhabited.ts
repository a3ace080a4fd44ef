import { giveGrant, giveServiceGrant, keepSecret, officeProposals } from '#src/features/access/index.ts';
import { stageImport } from '#src/features/directory/index.ts';
import { proposeOffboarding, startOffboarding } from '#src/features/offboarding/index.ts';
import { addTeam } from '#src/features/people/index.ts';
import { propose } from '#src/features/proposals/index.ts';
import { openRotation, prepareRotation } from '#src/features/rotation/index.ts';
import { makeServiceToken } from '#src/features/services/index.ts';
import { createService } from '#src/features/tokens/index.ts';
import { tasks } from '#db/schema/index.ts';
import { account } from '#tests/helpers/builders.ts';
import { type Site, site } from '#tests/helpers/site.ts';

/** Values put in by hand that may come out by a reveal and by nothing else. */
export const canaries = {
  password: 'kanarie-Wachtwoord-8841',
  seed: 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD',
  note: 'kanarie notitie: de kluis is achter het schilderij',
  candidate: 'kanarie-Kandidaat-5127',
} as const;

/** A company with one of everything, so that every address of the product leads somewhere. */
export async function inhabited() {
  const s = await site();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const aad = await s.person('Aad Auditor', { roles: ['auditor'] });
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const bob = await s.person('Bob Baker', { acknowledged: true });
  const lars = await s.person('Lars Leaver', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id, deputyIds: [bob.id], handle: 'voorbeeld', criticality: 'critical' });
  const byOlga = await s.as(olga.id);
  const { id: secretId } = await keepSecret(byOlga, { accountId, kind: 'password', value: canaries.password });
  await keepSecret(byOlga, { accountId, kind: 'totp', value: canaries.seed });
  await keepSecret(byOlga, { accountId, kind: 'note', label: 'Kluis', value: canaries.note });
  await giveGrant(byOlga, { accountId, kind: 'shared-login', level: 'reveal', personId: lars.id });
  const { id: grantId } = await giveGrant(byOlga, { accountId, kind: 'platform-role', platformRole: 'Editor', personId: lars.id });
  s.clock.advance('1m');
  const { id: rotationId } = await openRotation(await s.as(olga.id), secretId);
  await prepareRotation(await s.as(olga.id), rotationId, canaries.candidate);
  const proposal = await proposeOffboarding(await s.as(s.ada.id), { personId: bob.id, effectiveAt: s.clock.now() + 86_400_000 });
  const { id: offboardingId } = await startOffboarding(await s.as(hana.id), { personId: lars.id, effectiveAt: null, announced: true });
  const found = { accountId, personId: aad.id, detail: { office: 'deputy' as const }, why: 'machine' as const, onceKey: 'inhabited' };
  const {
    ids: [waiting = ''],
  } = await propose(s.operator, officeProposals, [found]);
  const csv = { name: 'people.csv', bytes: Buffer.from('Given name;Family name;Email\nKees;Kanarie;kees@voorbeeld.example\n') };
  const { id: importId } = await stageImport(await s.as(s.ada.id), 'people', csv);
  const [task] = await s.db.read.select().from(tasks).limit(1);
  const { id: teamId } = await addTeam(await s.as(s.ada.id), { name: 'Marketing', memberIds: [bob.id] });
  const { id: serviceId } = await createService(await s.as(s.ada.id), { name: 'Planner', purpose: 'plans posts' });
  const { id: tokenId } = await makeServiceToken(await s.as(s.ada.id), serviceId, { name: 'planner', scopes: ['read'], days: 1 });
  const { id: serviceGrantId } = await giveServiceGrant(await s.as(olga.id), { accountId, serviceId, level: 'code', reason: 'plans posts' });
  const { id: serviceToken } = await makeServiceToken(await s.as(s.ada.id), serviceId, { name: 'codes', scopes: ['read', 'secret.code'], days: 1 });
  const policy = (await (await s.signIn(s.ada)).get('/policies')).text.match(/pol_\w+/)?.[0] ?? '';
  const places = {
    accounts: accountId,
    tasks: task?.id ?? '',
    offboardings: offboardingId,
    proposals: waiting,
    rotations: rotationId,
    policies: policy,
    import: importId,
    people: bob.id,
    services: serviceId,
    tokens: tokenId,
    'service-grants': serviceGrantId,
    'service-tokens': serviceToken,
    'offboarding-proposals': proposal?.id ?? '',
    'offboardings/proposals': proposal?.id ?? '',
    offices: bob.id,
    roles: 'auditor',
    platforms: 'x',
    teams: teamId,
  };
  return { s, hana, aad, olga, bob, lars, fill: fillWith({ ...places, secrets: secretId, grants: grantId }) };
}

/** `/accounts/:id/secrets/:secretId` → the same address with the ids of things that are there. */
function fillWith(places: Readonly<Record<string, string>>): (path: string) => string {
  return (path) =>
    path.replace(/((?:[\w-]+\/)?([\w-]+))\/:\w+/g, (_, before: string, kind: string) => {
      const id = places[before] ?? places[kind];
      if (!id) throw new Error(`There is nothing in this company for ${path}: add one to inhabited().`);
      return `${before}/${id}`;
    });
}

export const cookieOf = (cookies: ReadonlyMap<string, string>): string => [...cookies].map((pair) => pair.join('=')).join('; ');

export const asker = (s: Site) => (url: string, init?: RequestInit) => s.server.request(s.config.publicUrl + url, init);
