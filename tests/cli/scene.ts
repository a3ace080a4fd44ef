import { saveOrganisation } from '#src/features/settings/index.ts';
import { endGrant, revealSecret } from '#src/features/access/index.ts';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { createToken } from '#src/features/tokens/index.ts';
import { account, company, person, role, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { world, type World } from '#tests/helpers/world.ts';

export type Scene = { w: World; dirkId: string; larsId: string; secretId: string; accountId: string };

/**
 * A small company on Tuesday 17 November 2026: Olga owns two accounts with Dirk as her deputy, Lars uses one of them, Nina did for three
 * days, Hans is about to leave and HR has told nobody.
 */
export async function scene(): Promise<Scene> {
  const w = await world();
  const { adminId } = await company(w);
  await saveOrganisation(w.operator, { name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'en' });
  const hrId = await person(w, 'Griet Coppens');
  await role(w, adminId, hrId, 'hr');
  const olgaId = await person(w, 'Olga Owner', { acknowledged: true });
  const dirkId = await person(w, 'Dirk Deputy', { acknowledged: true });
  const larsId = await person(w, 'Lars Leaver', { acknowledged: true, managerId: olgaId });
  const ninaId = await person(w, 'Nina Nieuw', { acknowledged: true });
  const hansId = await person(w, 'Hans Hidden');
  const accountId = await account(w, { ownerId: olgaId, deputyIds: [dirkId] });
  await account(w, { ownerId: olgaId, deputyIds: [dirkId], platform: 'linkedin', handle: 'voorbeeld-benelux', criticality: 'critical' });
  const secretId = await secret(w, accountId, olgaId, 'correct horse');
  await sharedLogin(w, olgaId, accountId, larsId);
  const grantId = await sharedLogin(w, olgaId, accountId, ninaId, 'code');
  await revealSecret(await w.as(larsId), { secretId, how: 'shown' });
  w.clock.advance('3d');
  await endGrant(await w.as(olgaId), grantId, 'by-hand');
  w.clock.advance('2d');
  await createToken(await w.as(olgaId), { name: 'nightly report', scopes: ['read'], days: 30 });
  await startOffboarding(await w.as(hrId), { personId: hansId, effectiveAt: w.clock.now() + 86_400_000, announced: false });
  return { w, dirkId, larsId, secretId, accountId };
}
