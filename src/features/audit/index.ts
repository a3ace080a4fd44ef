export { auditApi } from './api.ts';
export { auditCommands } from './cli.ts';
export { type CheckpointVerdict, matchCertificate, matchCheckpoint, type MatchVerdict } from './evidence.service.ts';
export { auditPages } from './pages.tsx';
export { whoDid } from './words.ts';
export type { Difference } from './rights.rules.ts';
export { type RightsReport, verifyRights } from './rights.service.ts';
export { type AnchorVerdict, beforeFirst, type ChainPlace, judgeAnchor } from './rules.ts';
export { type ChainReport, chainHead, type EventRow, hashAt, listEvents, recordAcceptance, refuse, verifyChain, walkChain } from './service.ts';
