import type { Platform } from '../platform.ts';

export const linkedin: Platform = {
  id: 'linkedin',
  name: 'LinkedIn',
  category: 'social',
  domains: ['linkedin.com'],
  aliases: ['linked in', 'linkedin business', 'linkedin company page', 'linkedin bedrijfspagina'],
  accessModel: { value: 'delegated-roles', confidence: 'documented' },
  passwordOf: 'person',
  entrances: [
    { id: 'page', name: { nl: 'Bedrijfspagina', en: 'Company page' }, by: 'role' },
    { id: 'paid-media', name: { nl: 'Betaalde media', en: 'Paid media' }, by: 'role' },
  ],
  roles: [
    { name: 'Super admin', entrance: 'page', canManageMembers: true },
    { name: 'Content admin', entrance: 'page', canManageMembers: false },
    { name: 'Curator', entrance: 'page', canManageMembers: false },
    { name: 'Analyst', entrance: 'page', canManageMembers: false },
    { name: 'Sponsored Content poster', entrance: 'paid-media', canManageMembers: 'unknown' },
    { name: 'Lead Gen Forms manager', entrance: 'paid-media', canManageMembers: 'unknown' },
    { name: 'Landing Pages manager', entrance: 'paid-media', canManageMembers: 'unknown' },
  ],
  links: {
    changePassword: {
      notApplicable: true,
      confidence: 'documented',
      note: {
        nl: 'Een LinkedIn-wachtwoord is van de medewerker zelf; het bedrijf vernieuwt het nooit.',
        en: 'A LinkedIn password belongs to the person; the company never rotates it.',
      },
    },
    sessions: { url: 'https://www.linkedin.com/psettings/sessions', confidence: 'observed' },
    twoFactor: { url: 'https://www.linkedin.com/psettings/two-step-verification', confidence: 'observed' },
    backupCodes: {
      menu: { en: ['Settings', 'Sign in & security', 'Two-step verification', 'Recovery codes'] },
      confidence: 'unconfirmed',
    },
    connectedApps: { url: 'https://www.linkedin.com/psettings/permitted-services', confidence: 'observed' },
    team: { menu: { en: ['Page (admin view)', 'Settings', 'Manage admins'] }, confidence: 'observed' },
    recoveryContacts: {
      menu: { en: ['Settings', 'Sign in & security', 'Email addresses / Phone numbers'] },
      confidence: 'unconfirmed',
    },
    loginActivity: { url: 'https://www.linkedin.com/psettings/sessions', confidence: 'observed' },
  },
  passwordRules: 'unknown',
  secondFactors: [
    { kind: 'totp', offered: 'yes', confidence: 'observed' },
    { kind: 'sms', offered: 'yes', confidence: 'observed' },
    { kind: 'push', offered: 'yes', confidence: 'observed' },
    { kind: 'passkey', offered: 'yes', confidence: 'observed' },
    { kind: 'backup-codes', offered: 'unknown', confidence: 'unconfirmed' },
  ],
  onPasswordChange: [
    {
      way: 'sessions',
      ends: 'prompted',
      confidence: 'unconfirmed',
      text: {
        nl: 'Het formulier biedt aan om overal opnieuw te laten aanmelden.',
        en: 'The form offers to ask for a new sign-in on every device.',
      },
    },
    {
      way: 'api-tokens',
      ends: 'unknown',
      confidence: 'unconfirmed',
      text: {
        nl: 'Het is niet bekend of gekoppelde apps blijven werken.',
        en: 'Whether connected apps go on working is not known.',
      },
    },
  ],
  waitingPeriods: [],
  pitfalls: [
    {
      id: 'last-super-admin',
      severity: 'block',
      tasks: ['remove-role'],
      confidence: 'observed',
      text: {
        nl: 'De enige super admin kan zichzelf niet verwijderen. Is niemand meer bereikbaar, dan rest alleen de helpdesk van LinkedIn. Zorg voor minstens twee.',
        en: 'The only super admin cannot step down. Once nobody can be reached, LinkedIn support is the only way back. Keep at least two.',
      },
    },
    {
      id: 'roles-outlive-employment',
      severity: 'warn',
      tasks: ['remove-role'],
      confidence: 'unconfirmed',
      text: {
        nl: 'De rol hangt aan het privéprofiel en blijft na het vertrek gewoon bestaan tot iemand haar weghaalt.',
        en: 'The role hangs on a private profile and stays after the departure until somebody removes it.',
      },
    },
    {
      id: 'two-role-families',
      severity: 'warn',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'Rollen op de pagina en rollen voor betaalde media staan los van elkaar. Campaign Manager heeft nog een eigen gebruikerslijst.',
        en: 'Page roles and paid-media roles are separate. Campaign Manager has a user list of its own as well.',
      },
    },
    {
      id: 'connected-tools',
      severity: 'info',
      tasks: ['revoke-apps'],
      confidence: 'unconfirmed',
      text: {
        nl: 'Een planningstool plaatst berichten namens wie de koppeling maakte. Koppel eerst opnieuw met iemand anders.',
        en: 'A scheduler posts on behalf of whoever connected it. Let somebody else reconnect it first.',
      },
    },
    {
      id: 'no-password-rotation',
      severity: 'info',
      tasks: ['change-password'],
      confidence: 'documented',
      text: {
        nl: 'Vraag nooit naar een persoonlijk LinkedIn-wachtwoord. De taak is alleen: de rol weghalen.',
        en: 'Never ask for a personal LinkedIn password. The task is only to remove the role.',
      },
    },
  ],
  notes: [
    {
      nl: 'Een latere versie van de hulppagina noemt alleen super admin, content admin en analyst.',
      en: 'A later version of the help page names only super admin, content admin and analyst.',
    },
  ],
};
