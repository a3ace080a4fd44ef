import { admin, allowed, anybody, anyOf, auditor, hr, isFresh, no, operator, service, yes, type RightsOf, type Verdict, type Who } from './who.ts';

/** What waits for a second person, as far as it is the same whatever would be done. */
export type ProposalFacts = {
  /** The human behind whoever asked for it. */
  askedById: string | null;
  aboutId: string | null;
  /** Whoever lately decided where the mail of the one who decides goes. */
  broughtInById?: string | null;
  /** Confirmed, it lets somebody at a secret. */
  involvesSecret: boolean;
  /** Known to nobody but those who decide. */
  hidden: boolean;
  readyAt: number | null;
};

export type ProposalsSubjects = {
  'proposal.list': null;
  'proposal.browse': null;
  'proposal.view': ProposalFacts;
  'proposal.decide': ProposalFacts;
  'proposal.dismiss': ProposalFacts;
};

/** Rule 9: somebody else than whoever asked, and nobody about themselves. */
function second(who: Who, facts: ProposalFacts): Verdict {
  if (!who.person) return no('not-by-machine');
  if (facts.askedById === who.person.id) return no('own-proposal');
  if (facts.aboutId === who.person.id) return no('about-oneself');
  if (facts.broughtInById && facts.broughtInById === facts.askedById) return no('of-their-making');
  if (facts.involvesSecret && who.has('hr')) return no('hr-and-secrets-exclude-each-other');
  return yes('second-person');
}

export const proposalsRights: RightsOf<ProposalsSubjects> = {
  'proposal.list': anyOf(anybody, operator, service),
  // Whose list may hold what is on an account that they have no part in.
  'proposal.browse': anyOf(admin, hr, auditor, operator),
  // Besides whoever decides, who sees it anyway.
  'proposal.view': (who, facts) => {
    if (who.person && facts.askedById === who.person.id) return yes('theirs');
    return facts.hidden ? no('not-yours') : anyOf(admin, auditor, operator)(who);
  },
  'proposal.decide': (who, facts, now) => {
    const verdict = second(who, facts);
    if (!allowed(verdict)) return verdict;
    if (facts.readyAt !== null && facts.readyAt > now) return no('too-early');
    return isFresh(who, now) ? verdict : { needs: 'step-up', because: 'factor-too-old' };
  },
  // Whoever asked may take it back, and whom it is about may say no.
  'proposal.dismiss': (who, facts) => {
    const theirs = who.person && [facts.askedById, facts.aboutId].includes(who.person.id);
    return theirs ? yes('theirs') : second(who, facts);
  },
};
