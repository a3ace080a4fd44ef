export { refuseWeakPassword } from './blocklist.ts';
export { sessionsCommands } from './cli.ts';
export {
  checkSetupLink,
  confirmEnrolment,
  createInvitation,
  type Invited,
  inviteBack,
  findInvitee,
  getEnrolment,
  type MailedLink,
  openMailedLink,
  redeemInvitation,
  redeemSetupLink,
} from './enrol.ts';
export { sessionsJobs } from './jobs.ts';
export { beginReset, handOverReset, type OpenReset, openResetOf, refuseReset, sendReadyResets, stopReset } from './reset.ts';
export { type Entrances, entrancesOf } from './entrance.ts';
export { hasNoEntrance } from './entrance.queries.ts';
export { idleLimit } from './rules.ts';
export { passwordField, tokenField } from './input.ts';
export { sessionsPages } from './pages.tsx';
export { changePassword, newRecoveryCodes, offerFactor, ownSignIn, ownSignInNeeds, replaceFactor } from './self.ts';
export {
  authenticate,
  endEverySession,
  endOtherSessions,
  endSession,
  endSessionsAhead,
  endSessionsOf,
  endSignInOf,
  requireStepUp,
  sessionsOf,
  signsIn,
} from './service.ts';
export { completeSignIn, proveFactor, startSignIn, stepUp } from './sign-in.ts';
