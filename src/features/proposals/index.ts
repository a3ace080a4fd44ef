export { factsOf, type Overtaken, type Proposal, type ProposalKind, readProposal } from './kind.ts';
export { openWith, type ProposalRow } from './queries.ts';
export { openOriginOf, overtakeProposals, propose, proposeUntold, sayOn, settle, type Wanted } from './service.ts';
