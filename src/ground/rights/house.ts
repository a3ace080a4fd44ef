import { admin, anybody, anyOf, auditor, operator, service, type RightsOf } from './who.ts';

export type HouseSubjects = {
  'policy.view': null;
  'policy.publish': null;
  'policy.acknowledge': null;
  'import.run': null;
  'audit.view': null;
  'settings.view': null;
  'settings.edit': null;
  'keys.change': null;
  'token.list': null;
  'token.create': null;
  'service.list': null;
  'service.edit': null;
  'status.view': null;
  'alarm.browse': null;
};

export const houseRights: RightsOf<HouseSubjects> = {
  'policy.view': anyOf(anybody),
  'policy.publish': anyOf(admin),
  'policy.acknowledge': anyOf(anybody),
  'import.run': anyOf(admin, operator, service),
  'audit.view': anyOf(admin, auditor, operator, service),
  'settings.view': anyOf(admin, auditor, operator),
  'settings.edit': anyOf(admin, operator),
  'keys.change': anyOf(operator),
  'token.list': anyOf(anybody),
  'token.create': anyOf(anybody),
  'service.list': anyOf(admin, auditor, operator),
  'service.edit': anyOf(admin),
  // Of every account; whoever answers for one hears of that one anyway.
  'alarm.browse': anyOf(admin),
  'status.view': anyOf(anybody, operator, service),
};
