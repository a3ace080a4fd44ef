export { type Alarm, alarmsFor } from './alarms.ts';
export { addPasswords, datePasswords } from './bulk.ts';
export { addCause, addCauses, type CauseKind, openCauses } from './causes.ts';
export { secretsJobs } from './jobs.ts';
export { printAnew } from './print.ts';
export { type OneTimeCode, revealVersion, showCode } from './reveal.ts';
export { refusePersonal } from './personal.ts';
export {
  type CauseFact,
  type DisclosureFact,
  everything,
  type Exposure,
  exposure,
  type ExposureFacts,
  isAnswered,
  isRotatable,
  type Known,
  knowledgeOf,
  type KnownOutside,
  type SecretKind,
  type Stretch,
  type Tier,
  type VersionFact,
} from './rules.ts';
export { addSecret, getSecret, hasBeenShown, historyOf, removeSecret, type Secret, secretsOf } from './service.ts';
export { postpone, redateAhead } from './schedule.ts';
export { screenTexts } from './texts.ts';
export { abandonValue, adoptValue, confirmValue, destroyRetired, prepareValue, refusalOf, retainedMatch, type SetBy } from './values.ts';
