import type { Platform } from '../platform.ts';

const securityPage = { url: 'https://www.pinterest.com/settings/security', confidence: 'unconfirmed' } as const;

export const pinterest: Platform = {
  id: 'pinterest',
  name: 'Pinterest',
  category: 'social',
  domains: ['pinterest.com'],
  aliases: ['pinterest business', 'pinterest zakelijk'],
  accessModel: { value: 'both', confidence: 'documented' },
  passwordOf: 'account',
  entrances: [
    { id: 'login', name: { nl: 'Aanmelding van het account', en: 'Account login' }, by: 'login' },
    { id: 'business', name: { nl: 'Bedrijfstoegang', en: 'Business access' }, by: 'role' },
  ],
  roles: [
    { name: 'Account login (shared)', entrance: 'login', canManageMembers: 'unknown' },
    { name: 'Business admin', entrance: 'business', canManageMembers: true },
    { name: 'Employee', entrance: 'business', canManageMembers: false },
    { name: 'Partner', entrance: 'business', canManageMembers: 'unknown' },
    { name: 'Asset permission: Admin', entrance: 'business', canManageMembers: 'unknown' },
    { name: 'Asset permission: Analyst', entrance: 'business', canManageMembers: 'unknown' },
    { name: 'Asset permission: Campaign manager', entrance: 'business', canManageMembers: 'unknown' },
    { name: 'Asset permission: Audience manager', entrance: 'business', canManageMembers: 'unknown' },
    { name: 'Asset permission: Catalogs manager', entrance: 'business', canManageMembers: 'unknown' },
    { name: 'Asset permission: Finance manager', entrance: 'business', canManageMembers: 'unknown' },
    { name: 'Asset permission: Profile publisher', entrance: 'business', canManageMembers: 'unknown' },
  ],
  links: {
    changePassword: { url: 'https://www.pinterest.com/settings/account-settings', confidence: 'observed' },
    sessions: securityPage,
    twoFactor: securityPage,
    backupCodes: securityPage,
    connectedApps: { ...securityPage, confidence: 'observed' },
    team: { menu: { en: ['Business account', 'Business access', 'Employees / Partners'] }, confidence: 'observed' },
    recoveryContacts: { url: 'https://www.pinterest.com/settings/account-settings', confidence: 'unconfirmed' },
    loginActivity: securityPage,
  },
  passwordRules: 'unknown',
  secondFactors: [
    {
      kind: 'totp',
      offered: 'yes',
      confidence: 'observed',
      note: {
        nl: 'Bij het instellen is een telefoon nodig die sms kan ontvangen.',
        en: 'Setting it up needs a phone that can receive text messages.',
      },
    },
    { kind: 'sms', offered: 'yes', confidence: 'observed' },
    { kind: 'passkey', offered: 'unknown', confidence: 'unconfirmed' },
    { kind: 'backup-codes', offered: 'unknown', confidence: 'unconfirmed' },
  ],
  onPasswordChange: [
    {
      way: 'sessions',
      ends: 'unknown',
      confidence: 'unconfirmed',
      text: {
        nl: 'Meld de andere toestellen zelf af op de beveiligingspagina.',
        en: 'Sign out the other devices yourself on the security page.',
      },
    },
    {
      way: 'api-tokens',
      ends: 'unknown',
      confidence: 'unconfirmed',
      text: {
        nl: 'Het is niet bekend of gekoppelde apps blijven werken; trek in wat je niet kent.',
        en: 'Whether connected apps go on working is not known; revoke what you do not recognise.',
      },
    },
    {
      way: 'linked-sign-in',
      ends: 'no',
      confidence: 'observed',
      text: {
        nl: 'Aanmelden via een gekoppeld Facebook- of Google-account blijft werken. Ontkoppel het.',
        en: 'Signing in through a linked Facebook or Google account goes on. Unlink it.',
      },
    },
  ],
  waitingPeriods: [],
  pitfalls: [
    {
      id: 'social-login-bypass',
      severity: 'warn',
      tasks: ['change-password', 'revoke-apps'],
      confidence: 'observed',
      text: {
        nl: 'Een gekoppelde aanmelding van Facebook of Google gaat om het nieuwe wachtwoord heen. Ontkoppel ze in dezelfde taak.',
        en: 'A linked Facebook or Google sign-in goes around the new password. Unlink it in the same task.',
      },
    },
    {
      id: 'pending-invites',
      severity: 'info',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'Trek ook openstaande uitnodigingen in, niet alleen lidmaatschappen.',
        en: 'Withdraw open invitations as well, not only memberships.',
      },
    },
    {
      id: 'safe-mode',
      severity: 'info',
      tasks: ['change-password'],
      confidence: 'documented',
      text: {
        nl: 'Na verdachte activiteit gaat het account op slot tot het wachtwoord per e-mail is hersteld. Die mailbox moet van het bedrijf zijn.',
        en: 'After suspicious activity the account is locked until the password is reset by e-mail. That mailbox must be the company’s.',
      },
    },
  ],
  notes: [],
};
