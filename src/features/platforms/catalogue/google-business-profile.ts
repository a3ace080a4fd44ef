import type { Platform } from '../platform.ts';
import { googleAccountFactors, googleAccountLinks, googleAccountPasswordEffects, googleAccountPasswordRules } from './google-account.ts';

export const googleBusinessProfile: Platform = {
  id: 'google-business-profile',
  name: 'Google Business Profile',
  category: 'listing',
  domains: ['business.google.com'],
  aliases: ['gmb', 'gbp', 'google business', 'google my business', 'google mijn bedrijf', 'google bedrijfsprofiel', 'google bedrijfspagina', 'google maps'],
  accessModel: { value: 'delegated-roles', confidence: 'documented' },
  passwordOf: 'person',
  entrances: [{ id: 'profile', name: { nl: 'Bedrijfsprofiel', en: 'Business Profile' }, by: 'role' }],
  roles: [
    { name: 'Primary owner', entrance: 'profile', canManageMembers: true },
    { name: 'Owner', entrance: 'profile', canManageMembers: true },
    { name: 'Manager', entrance: 'profile', canManageMembers: false },
  ],
  links: {
    ...googleAccountLinks,
    team: {
      menu: { en: ['Business Profile', 'More', 'Business Profile settings', 'People and access'] },
      confidence: 'documented',
    },
  },
  passwordRules: googleAccountPasswordRules,
  secondFactors: googleAccountFactors,
  onPasswordChange: googleAccountPasswordEffects,
  waitingPeriods: [
    {
      kind: 'remove-others',
      days: 7,
      confidence: 'documented',
      text: {
        nl: 'Een nieuwe eigenaar of beheerder kan de eerste zeven dagen niemand verwijderen.',
        en: 'A new owner or manager cannot remove anybody for the first seven days.',
      },
    },
    {
      kind: 'become-primary-owner',
      days: 7,
      confidence: 'documented',
      text: {
        nl: 'Een nieuwe eigenaar kan de eerste zeven dagen geen hoofdeigenaar worden.',
        en: 'A new owner cannot become primary owner for the first seven days.',
      },
    },
  ],
  pitfalls: [
    {
      id: 'seven-day-newcomer-limit',
      severity: 'block',
      tasks: ['transfer-ownership', 'remove-role'],
      confidence: 'documented',
      text: {
        nl: 'In de eerste zeven dagen kan een nieuwkomer niemand verwijderen, het profiel niet wissen en geen hoofdeigenaar worden. Benoem de opvolger op tijd.',
        en: 'In the first seven days a newcomer cannot remove anybody, delete the profile or become primary owner. Appoint the successor in time.',
      },
    },
    {
      id: 'primary-owner-cannot-leave',
      severity: 'block',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'De hoofdeigenaar kan pas weg nadat iemand anders hoofdeigenaar is geworden.',
        en: 'The primary owner can leave only after somebody else has become primary owner.',
      },
    },
    {
      id: 'no-groups',
      severity: 'info',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'Een Google-groep kan geen eigenaar of beheerder zijn; iedereen staat apart op de lijst.',
        en: 'A Google group cannot be owner or manager; everybody is listed one by one.',
      },
    },
  ],
  notes: [],
};
