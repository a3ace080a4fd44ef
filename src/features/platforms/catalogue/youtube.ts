import type { Platform } from '../platform.ts';
import { googleAccountFactors, googleAccountLinks, googleAccountPasswordEffects, googleAccountPasswordRules } from './google-account.ts';

export const youtube: Platform = {
  id: 'youtube',
  name: 'YouTube',
  category: 'social',
  domains: ['youtube.com'],
  aliases: ['yt', 'you tube', 'youtube business', 'youtube brand account', 'youtube studio'],
  accessModel: { value: 'delegated-roles', confidence: 'documented' },
  passwordOf: 'person',
  entrances: [
    { id: 'channel-permissions', name: { nl: 'Kanaalmachtigingen in Studio', en: 'Channel permissions in Studio' }, by: 'role' },
    { id: 'brand-account', name: { nl: 'Brandaccount', en: 'Brand Account' }, by: 'role' },
  ],
  roles: [
    { name: 'Owner', entrance: 'channel-permissions', canManageMembers: true },
    { name: 'Manager', entrance: 'channel-permissions', canManageMembers: true },
    { name: 'Editor', entrance: 'channel-permissions', canManageMembers: false },
    { name: 'Editor (limited)', entrance: 'channel-permissions', canManageMembers: false },
    { name: 'Subtitle editor', entrance: 'channel-permissions', canManageMembers: false },
    { name: 'Viewer', entrance: 'channel-permissions', canManageMembers: false },
    { name: 'Viewer (limited)', entrance: 'channel-permissions', canManageMembers: false },
    { name: 'Brand Account primary owner', entrance: 'brand-account', canManageMembers: true },
    { name: 'Brand Account owner', entrance: 'brand-account', canManageMembers: true },
    { name: 'Brand Account manager', entrance: 'brand-account', canManageMembers: false },
  ],
  links: {
    ...googleAccountLinks,
    team: {
      url: 'https://studio.youtube.com',
      menu: { en: ['Settings', 'Permissions'] },
      confidence: 'documented',
      note: {
        nl: 'Het brandaccount heeft een eigen lijst: myaccount.google.com/brandaccounts.',
        en: 'The Brand Account has a list of its own: myaccount.google.com/brandaccounts.',
      },
    },
  },
  passwordRules: googleAccountPasswordRules,
  secondFactors: googleAccountFactors,
  onPasswordChange: googleAccountPasswordEffects,
  waitingPeriods: [
    {
      kind: 'become-primary-owner',
      days: 7,
      confidence: 'observed',
      text: {
        nl: 'Wie nieuw eigenaar van het brandaccount is, wordt meestal pas na zeven dagen hoofdeigenaar en kan dan de vorige verwijderen.',
        en: 'A new owner of the Brand Account can usually become primary owner, and then remove the previous one, only after seven days.',
      },
    },
  ],
  pitfalls: [
    {
      id: 'brand-primary-owner-wait',
      severity: 'block',
      tasks: ['transfer-ownership'],
      confidence: 'observed',
      text: {
        nl: 'Hoofdeigenaar worden kan meestal pas zeven dagen na de benoeming tot eigenaar. Begin bij de opzegging, niet op de laatste dag.',
        en: 'Becoming primary owner is usually possible only seven days after becoming owner. Start at notice, not on the last day.',
      },
    },
    {
      id: 'personal-account-channel',
      severity: 'block',
      tasks: ['transfer-ownership'],
      confidence: 'documented',
      text: {
        nl: 'Een kanaal op een persoonlijk Google-account wisselt niet van eigenaar. Verhuis het eerst naar een brandaccount.',
        en: 'A channel on a personal Google Account cannot change owner. Move it to a Brand Account first.',
      },
    },
    {
      id: 'channel-permissions-cannot-transfer',
      severity: 'warn',
      tasks: ['transfer-ownership'],
      confidence: 'documented',
      text: {
        nl: 'Een eigenaar in de kanaalmachtigingen kan het kanaal niet overdragen. Zet machtigingen uit, draag over via het brandaccount, zet ze weer aan en nodig iedereen opnieuw uit.',
        en: 'An owner in channel permissions cannot hand the channel over. Opt out of permissions, transfer through the Brand Account, opt in again and invite everybody anew.',
      },
    },
    {
      id: 'two-permission-layers',
      severity: 'warn',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'Machtigingen in Studio en rollen op het brandaccount zijn twee lijsten. Staan machtigingen aan, dan gelden de rollen niet meer voor het kanaal.',
        en: 'Permissions in Studio and roles on the Brand Account are two lists. Once permissions are on, the roles no longer count for the channel.',
      },
    },
    {
      id: 'workspace-account-deletion',
      severity: 'warn',
      tasks: ['transfer-ownership'],
      confidence: 'observed',
      text: {
        nl: 'Is de hoofdeigenaar een werkaccount, rond de overdracht dan af voor IT dat account verwijdert.',
        en: 'If the primary owner is a work account, finish the transfer before IT deletes that account.',
      },
    },
  ],
  notes: [],
};
