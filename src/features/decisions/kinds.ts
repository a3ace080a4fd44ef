import { grantProposals, invitationProposals, officeProposals, signInResetProposals } from '#src/features/access/index.ts';
import { departureProposals } from '#src/features/offboarding/index.ts';
import type { ProposalKind, ProposalRow } from '#src/features/proposals/index.ts';

/** Every kind of act that may wait for a second person; one that is missing does not compile. */
const kinds: { [K in ProposalRow['kind']]: ProposalKind } = {
  office: officeProposals,
  grant: grantProposals,
  invitation: invitationProposals,
  'sign-in-reset': signInResetProposals,
  departure: departureProposals,
};

export function kindOf(row: Pick<ProposalRow, 'kind'>): ProposalKind {
  return kinds[row.kind];
}
