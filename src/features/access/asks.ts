import { grantKinds, levels } from '#db/words.ts';
import { z } from 'zod';
import { type Office, officersOf } from '#src/features/accounts/index.ts';
import { personFacts, vouchFor } from '#src/features/people/index.ts';
import { type Proposal, type ProposalKind, propose } from '#src/features/proposals/index.ts';
import { createInvitation, type Invited, signsIn } from '#src/features/sessions/index.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { allows, decide, refuses, type Verdict } from '#src/ground/permission.ts';
import { Problem } from '#src/ground/problem.ts';
import { appoint } from './appoint.ts';
import { type GiveGrantInput, giveGrantInput } from './input.ts';
import { giveGrant, grantFacts, isBroughtIn, secretHoldings, seenAccountFacts } from './service.ts';
import { officeProposals, verdictOnOffice } from './vacancies.ts';

/*
 * What whoever lately set somebody's address may not do alone: it waits for a second person, who does it as by hand and by
 * that vouches for the address. Doors call these; the verbs behind them refuse.
 */

type GrantDetail = { grant: z.output<typeof grantDetail>['grant'] };
const text = z.string().max(500).optional();
const grantDetail = z.strictObject({
  grant: z.strictObject({
    kind: z.enum(grantKinds),
    level: z.enum(levels).optional(),
    platformRole: text,
    entrance: text,
    reason: text,
    startsAt: z.int().optional(),
    expiresAt: z.int().optional(),
  }),
});

export const grantProposals: ProposalKind<GrantDetail> = {
  kind: 'grant',
  detail: grantDetail,
  involvesSecret: true,
  async candidates(ctx, proposals) {
    const officers = await officersOf(
      ctx,
      proposals.flatMap(({ accountId }) => accountId ?? []),
    );
    return [...new Set(officers.map(({ personId }) => personId))];
  },
  verdicts: (ctx, proposals) =>
    oneByOne(proposals, ({ accountId, personId, detail }) => verdictOnGrant(ctx, accountId ?? '', personId ?? '', detail.grant.kind)),
  async confirm(ctx, proposals) {
    for (const { accountId, personId, detail } of proposals) {
      await giveGrant(ctx, { ...detail.grant, accountId: accountId ?? '', personId: personId ?? '' } as GiveGrantInput);
      await vouchFor(ctx, [personId ?? '']);
    }
    return new Map();
  },
  says: (t, { grant }, about) => t.proposals.what.grant({ ...about, way: grant.level ? t.shell.kind.level[grant.level] : t.shell.kind.grant[grant.kind] }),
};

/** That the address of somebody is theirs. Where there is mail, their invitation leaves with it. */
export const invitationProposals: ProposalKind<Record<string, never>> = {
  kind: 'invitation',
  detail: z.strictObject({}),
  involvesSecret: false,
  candidates: async () => [],
  verdicts: (ctx, proposals) => oneByOne(proposals, ({ personId }) => verdictOnAddress(ctx, personId ?? '')),
  async confirm(ctx, proposals) {
    for (const { personId } of proposals) {
      await vouchFor(ctx, [personId ?? '']);
      await inviteByMail(ctx, personId ?? '');
    }
    return new Map();
  },
  says: (t, _, { person }) => t.proposals.what.invitation({ person }),
};

export type Given = { id: string | null; proposalId: string | null };

/** Gives it, or asks for a second person where the actor may not do it alone. */
export async function giveOrAsk(ctx: Ctx, input: GiveGrantInput): Promise<Given> {
  const { accountId, personId, teamId: _, unsure: __, ...grant } = giveGrantInput.parse(input);
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    await seenAccountFacts(inside, accountId);
    if (personId === undefined || !waits(await verdictOnGrant(inside, accountId, personId, grant.kind))) {
      return { id: (await giveGrant(inside, input)).id, proposalId: null };
    }
    const wanted = { accountId, personId, detail: { grant: defined(grant) }, why: 'after-change', onceKey: `${accountId} ${personId} ${grant.kind}` } as const;
    const { ids } = await propose(inside, grantProposals, [wanted]);
    return { id: null, proposalId: ids[0] ?? null };
  });
}

/** Appoints, or asks. Somebody in office is replaced by nobody alone: that the owner does, or another administrator. */
export async function appointOrAsk(ctx: Ctx, accountId: string, personId: string, office: Office): Promise<{ proposalId: string | null }> {
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const { verdict, isVacant } = await verdictOnOffice(inside, accountId, personId, office);
    if (!waits(verdict) || !isVacant) {
      await appoint(inside, accountId, personId, office);
      return { proposalId: null };
    }
    const wanted = { accountId, personId, detail: { office }, why: 'after-change', onceKey: `${accountId} ${personId} ${office}` } as const;
    const { ids } = await propose(inside, officeProposals, [wanted]);
    return { proposalId: ids[0] ?? null };
  });
}

/** Invites, or asks somebody else whether the address is right. Null where it was asked. */
export async function inviteOrAsk(ctx: Ctx, personId: string, more: { onlyByMail?: boolean } = {}): Promise<Invited | null> {
  try {
    return await createInvitation(ctx, personId, 'invitation', more);
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== 'permission.after-change') throw problem;
    await propose(ctx, invitationProposals, [{ personId, detail: {}, why: 'after-change', onceKey: personId }]);
    return null;
  }
}

/** Of whoever may not see the account too: they are among those who are asked whether they might decide. */
async function verdictOnGrant(ctx: Ctx, accountId: string, personId: string, kind: GrantDetail['grant']['kind']): Promise<Verdict> {
  const facts = await grantFacts(ctx, { accountId, personId, kind });
  return decide(ctx.actor, 'grant.give', { ...facts, broughtIn: await isBroughtIn(ctx, personId) }, ctx.now());
}

async function verdictOnAddress(ctx: Ctx, personId: string): Promise<Verdict> {
  const { sharedLogins, offices } = await secretHoldings(ctx, personId);
  return decide(ctx.actor, 'person.vouch', { ...(await personFacts(ctx, personId)), reachesSecrets: sharedLogins + offices > 0 }, ctx.now());
}

async function inviteByMail(ctx: Ctx, personId: string): Promise<void> {
  if (!ctx.config.smtpUrl || !allows(ctx, 'person.invite', await personFacts(ctx, personId)) || (await signsIn(ctx, personId))) return;
  await createInvitation(ctx, personId, 'invitation', { onlyByMail: true });
}

function waits(verdict: Verdict): boolean {
  return refuses(verdict) && verdict.because === 'after-change';
}

async function oneByOne<D>(proposals: readonly Proposal<D>[], judge: (proposal: Proposal<D>) => Promise<Verdict>): Promise<Verdict[]> {
  const verdicts = [];
  for (const proposal of proposals) verdicts.push(await judge(proposal));
  return verdicts;
}

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
