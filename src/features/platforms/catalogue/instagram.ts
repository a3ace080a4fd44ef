import type { Platform } from '../platform.ts';

export const instagram: Platform = {
  id: 'instagram',
  name: 'Instagram',
  category: 'social',
  domains: ['instagram.com', 'ig.me'],
  aliases: ['insta', 'ig', 'insta gram', 'instagram business', 'instagram zakelijk'],
  accessModel: { value: 'both', confidence: 'unconfirmed' },
  passwordOf: 'account',
  entrances: [
    { id: 'login', name: { nl: 'Aanmelding van het account', en: 'Account login' }, by: 'login' },
    { id: 'business-portfolio', name: { nl: 'Bedrijfsportfolio van Meta', en: 'Meta business portfolio' }, by: 'role' },
  ],
  roles: [
    { name: 'Account login (shared)', entrance: 'login', canManageMembers: 'unknown' },
    { name: 'Assigned person', entrance: 'business-portfolio', canManageMembers: 'unknown' },
    { name: 'Partner business', entrance: 'business-portfolio', canManageMembers: 'unknown' },
  ],
  links: {
    changePassword: {
      url: 'https://accountscenter.instagram.com/password_and_security/password/change/',
      confidence: 'observed',
    },
    sessions: { url: 'https://www.instagram.com/accounts/login_activity/', confidence: 'observed' },
    twoFactor: {
      url: 'https://accountscenter.instagram.com/password_and_security/two_factor/',
      confidence: 'observed',
    },
    backupCodes: {
      menu: {
        en: ['Accounts Center', 'Password and security', 'Two-factor authentication', 'Additional methods', 'Backup codes'],
      },
      confidence: 'unconfirmed',
    },
    connectedApps: { url: 'https://www.instagram.com/accounts/manage_access/', confidence: 'observed' },
    team: {
      url: 'https://business.facebook.com/latest/settings',
      menu: { en: ['Settings', 'Accounts', 'Instagram accounts'] },
      confidence: 'observed',
    },
    recoveryContacts: {
      menu: { en: ['Accounts Center', 'Personal details', 'Contact info'] },
      confidence: 'unconfirmed',
    },
    loginActivity: { url: 'https://www.instagram.com/accounts/login_activity/', confidence: 'observed' },
  },
  passwordRules: 'unknown',
  secondFactors: [
    { kind: 'totp', offered: 'yes', confidence: 'observed' },
    { kind: 'sms', offered: 'yes', confidence: 'observed' },
    { kind: 'security-key', offered: 'no', confidence: 'observed' },
    { kind: 'passkey', offered: 'unknown', confidence: 'unconfirmed' },
    {
      kind: 'backup-codes',
      offered: 'yes',
      confidence: 'observed',
      note: { nl: 'Het aantal codes verschilt per bron.', en: 'Sources differ on the number of codes.' },
    },
  ],
  onPasswordChange: [
    {
      way: 'sessions',
      ends: 'unknown',
      confidence: 'unconfirmed',
      text: {
        nl: 'Kijk na het wijzigen zelf bij de aanmeldactiviteit en meld elk toestel af.',
        en: 'After the change, open the login activity yourself and sign out every device.',
      },
    },
    {
      way: 'api-tokens',
      ends: 'yes',
      confidence: 'unconfirmed',
      text: {
        nl: 'Koppelingen hangen aan de aanmelding; reken erop dat je ze opnieuw moet leggen.',
        en: 'Connections are tied to the login; expect to have to make them again.',
      },
    },
    {
      way: 'app-passwords',
      ends: 'unknown',
      confidence: 'unconfirmed',
      text: {
        nl: 'Over app-wachtwoorden is niets bekend; kijk ze zelf na.',
        en: 'Nothing is known about app passwords; check them yourself.',
      },
    },
  ],
  waitingPeriods: [],
  pitfalls: [
    {
      id: 'linked-personal-profile',
      severity: 'warn',
      tasks: ['sign-out-all', 'revoke-apps'],
      confidence: 'unconfirmed',
      text: {
        nl: 'Staat het account in het Accounts Center van de vertrekker, dan kan diens profiel blijven overschakelen. Ontkoppel dat vóór je het wachtwoord wijzigt.',
        en: 'If the account sits in the leaver’s Accounts Center, that profile can keep switching into it. Unlink it before you change the password.',
      },
    },
    {
      id: 'shared-totp-seed',
      severity: 'warn',
      tasks: ['reenrol-2fa'],
      confidence: 'unconfirmed',
      text: {
        nl: 'Teams delen vaak één authenticator-code. Met alleen een nieuw wachtwoord houdt de vertrekker geldige codes.',
        en: 'Teams often share one authenticator set-up. A new password alone leaves the leaver with valid codes.',
      },
    },
    {
      id: 'leaver-phone',
      severity: 'warn',
      tasks: ['replace-recovery'],
      confidence: 'unconfirmed',
      text: {
        nl: 'Sms-codes en herstellinks gaan naar de telefoon en het e-mailadres van bij de start. Vervang die eerst, daarna pas het wachtwoord.',
        en: 'Text codes and reset links go to the phone and e-mail of the first day. Replace those first, then the password.',
      },
    },
    {
      id: 'threads-coupled',
      severity: 'info',
      tasks: ['change-password'],
      confidence: 'observed',
      text: {
        nl: 'Threads gebruikt dezelfde aanmelding en verandert dus mee.',
        en: 'Threads uses the same login, so it changes along.',
      },
    },
  ],
  notes: [],
};
