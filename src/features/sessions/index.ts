export { refuseWeakPassword } from './blocklist.ts';
export {
  checkSetupLink,
  confirmEnrolment,
  createInvitation,
  findInvitee,
  getEnrolment,
  type Invited,
  redeemInvitation,
  redeemSetupLink,
} from './enrol.ts';
export { passwordField, tokenField } from './input.ts';
export { sessionsPages } from './pages.tsx';
export { changePassword, newRecoveryCodes, offerFactor, ownSignIn, replaceFactor } from './self.ts';
export {
  type Authenticated,
  authenticate,
  endEverySession,
  endOtherSessions,
  endSession,
  endSessionsOf,
  endSignInOf,
  requireFreshFactor,
  type SessionRow,
  sessionsOf,
} from './service.ts';
export { type CodeInput, type Credentials, completeSignIn, startSignIn, stepUp } from './sign-in.ts';
