import { endGrant, giveGrant, keepSecret } from '#src/features/access/index.ts';
import { addAccount } from '#src/features/accounts/index.ts';
import { addOrganisation, addPerson } from '#src/features/people/index.ts';
import { day } from '#src/ground/time.ts';
import type { Browser } from '#tests/helpers/browser.ts';
import { announced, ends } from '#tests/helpers/builders.ts';
import { type Member, type Site, site } from '#tests/helpers/site.ts';

export type Story = {
  s: Site;
  sofie: Member;
  daan: Member;
  noorId: string;
  jonasId: string;
  accountId: string;
  passwordId: string;
  codeId: string;
  guessId: string;
};

const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** One account with every kind of way in: an owner, a deputy, an agency, somebody leaving on Friday, somebody not proven gone. */
export async function story(criticality: 'critical' | 'normal' = 'critical'): Promise<Story> {
  const s = await site();
  const sofie = await s.person('Sofie Lambrecht', { acknowledged: true });
  const daan = await s.person('Daan Peeters', { acknowledged: true });
  const agency = await addOrganisation(s.operator, { name: 'Studio Fictief', kind: 'agency' });
  const add = (givenName: string, familyName: string, organisationId?: string) => addPerson(s.operator, { givenName, familyName, organisationId });
  const [{ id: noorId }, { id: jonasId }, { id: milanId }] = [
    await add('Noor', 'Aerts'),
    await add('Jonas', 'Maes'),
    await add('Milan', 'Dujardin', agency.id),
  ];
  const place = { platform: 'pinterest', handle: 'voorbeeld-benelux', brand: 'Voorbeeld', region: 'Benelux', url: 'https://www.pinterest.com/voorbeeld' };
  const { id: accountId } = await addAccount(s.operator, { ...place, criticality, ownerId: sofie.id, deputyIds: [daan.id], purpose: 'Nieuws voor klanten' });
  const owner = await s.as(sofie.id);
  const valueSetAt = s.clock.now() - 36 * day;
  const { id: passwordId } = await keepSecret(owner, { accountId, kind: 'password', value: 'paars-regent-17-kiezels', valueSetAt });
  const { id: codeId } = await keepSecret(owner, { accountId, kind: 'totp', value: seed });
  const role = { accountId, kind: 'platform-role', platformRole: 'Super admin' } as const;
  await giveGrant(await s.as(s.ada.id), { ...role, personId: sofie.id });
  await giveGrant(owner, { accountId, kind: 'shared-login', level: 'reveal', personId: milanId, expiresAt: s.clock.now() + 44 * day });
  await giveGrant(owner, { accountId, kind: 'shared-login', level: 'reveal', personId: noorId });
  for (const kind of ['recovery-contact', 'second-factor'] as const) await giveGrant(owner, { accountId, kind, personId: noorId });
  const { id: guessId } = await giveGrant(owner, { ...role, platformRole: 'Content admin', personId: daan.id, unsure: true });
  const old = await giveGrant(owner, { ...role, platformRole: 'Content admin', personId: jonasId });
  s.clock.advance('1h');
  await endGrant(await s.as(sofie.id), old.id, 'moved');
  await ends(s, noorId, s.clock.now() + 3 * day);
  await announced(s, noorId);
  return { s, sofie, daan, noorId, jonasId, accountId, passwordId, codeId, guessId };
}

/** Signed in, and reading English whatever the person's own language is. */
export async function english(s: Site, member: Member): Promise<Browser> {
  const browser = await s.signIn(member);
  browser.cookies.set('__Host-kh-locale', 'en');
  return browser;
}
