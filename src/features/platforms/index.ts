export { platformsApi } from './api.ts';
export { catalogue } from './catalogue/index.ts';
export type {
  AccessModel,
  CharacterClass,
  Confidence,
  Entrance,
  FactorKind,
  Link,
  LinkSlot,
  MenuPath,
  PasswordEffect,
  PasswordRules,
  Pitfall,
  Platform,
  PlatformTask,
  Role,
  SecondFactor,
  Text,
  WaitingPeriod,
} from './platform.ts';
export {
  checkPassword,
  endsWhat,
  findPlatform,
  generatePassword,
  holderKindFor,
  isPersonal,
  linkAddress,
  ownsAddress,
  personalPlatforms,
  platformOfHost,
  platformsIn,
  recognisePlatform,
  waitingPeriod,
} from './rules.ts';
export type { EndsRow, PasswordFault } from './rules.ts';
