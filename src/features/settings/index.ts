export { settingsApi } from './api.ts';
export { printFormat } from './print.ts';
export { organisationInput, rotationPolicyForm } from './input.ts';
export { type Installation, settingsPages } from './pages.tsx';
export { type Criticality, type Organisation, type RotationPolicy, slaHours } from './rules.ts';
export {
  alarmLimit,
  getOrganisation,
  isSetUp,
  rotationPolicy,
  saveOrganisation,
  saveRevealAlarm,
  saveRotationPolicy,
  saveSignInReset,
  secondPersonDays,
  signInResetHours,
} from './service.ts';
