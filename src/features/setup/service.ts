import { inGroups } from '#src/ground/fingerprint.ts';
import { ensureSigningKey, signingKeyFacts } from '#src/features/keys/index.ts';
import { addOrganisation, addPerson, appointFirstAdministrator } from '#src/features/people/index.ts';
import { publishStarterPolicies } from '#src/features/policies/index.ts';
import { checkSetupLink, createInvitation, redeemSetupLink, refuseWeakPassword } from '#src/features/sessions/index.ts';
import { isSetUp, saveOrganisation } from '#src/features/settings/index.ts';
import { record } from '#src/ground/audit.ts';
import { actingAs, type Ctx, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import type { SetupInput } from './input.ts';

/** The one-time link of an installation that nobody has set up yet; a new one ends the one before. */
export async function setupLink(ctx: Ctx): Promise<string | null> {
  if (await isSetUp(ctx)) return null;
  return (await createInvitation(ctx, null, 'setup')).url;
}

/** Set-up exists once. Afterwards its pages are not there. */
export async function requireNotSetUp(ctx: Ctx): Promise<void> {
  if (await isSetUp(ctx)) throw new Problem('missing', 'web.no-such-page');
}

export async function openSetup(ctx: Ctx, token: string): Promise<void> {
  await requireNotSetUp(ctx);
  await checkSetupLink(ctx, token);
}

/**
 * Company, first administrator and the first policies, in one unit: it is all there or nothing is. Whoever holds the link
 * acts for the installation itself, and only here.
 */
export async function setUp(ctx: Ctx, input: SetupInput & { device: string | null }): Promise<{ personId: string; sessionToken: string }> {
  await openSetup(ctx, input.token);
  await refuseWeakPassword(ctx, input.password, input, input.organisation);
  const passwordHash = await ctx.crypto.passwords.hash(input.password);
  const { organisation: name, timeZone, locale, givenName, familyName, email } = input;
  const installation = actingAs(ctx, { kind: 'system', job: 'set-up' });
  return installation.write(async (tx) => {
    const unit = within(installation, tx);
    await requireNotSetUp(unit);
    await saveOrganisation(unit, { name, timeZone, locale });
    await addOrganisation(unit, { name, kind: 'own' });
    const { id: personId } = await addPerson(unit, { givenName, familyName, email, locale });
    await appointFirstAdministrator(unit, personId);
    const { sessionToken } = await redeemSetupLink(unit, input.token, { personId, passwordHash, device: input.device });
    await publishStarterPolicies(unit);
    await ensureSigningKey(unit);
    await record(tx, installation, 'installation.set-up', { kind: 'installation', id: null }, { timeZone, locale });
    return { personId, sessionToken };
  });
}

export type Custody = { rootKeyFile: string; auditAnchor: string; fingerprint: string | null };

/** What an administrator must know before anything is put into the vault. */
export async function readCustody(ctx: Ctx): Promise<Custody> {
  ensure(ctx, 'settings.view', null);
  const key = await signingKeyFacts(ctx);
  return { rootKeyFile: ctx.config.rootKeyFile, auditAnchor: ctx.config.auditAnchor, fingerprint: key ? inGroups(key.fingerprint) : null };
}
