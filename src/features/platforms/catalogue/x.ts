import type { Platform } from '../platform.ts';

export const x: Platform = {
  id: 'x',
  name: 'X',
  category: 'social',
  domains: ['x.com', 'twitter.com'],
  aliases: ['twitter', 'twtr', 'x twitter', 'x formerly twitter', 'x voorheen twitter', 'x ex twitter'],
  accessModel: { value: 'both', confidence: 'documented' },
  passwordOf: 'account',
  entrances: [
    { id: 'login', name: { nl: 'Aanmelding van de eigenaar', en: 'Owner login' }, by: 'login' },
    { id: 'delegates', name: { nl: 'Gemachtigden', en: 'Delegates' }, by: 'role' },
  ],
  roles: [
    { name: 'Owner', entrance: 'login', canManageMembers: true },
    { name: 'Admin', entrance: 'delegates', canManageMembers: true },
    { name: 'Contributor', entrance: 'delegates', canManageMembers: false },
  ],
  links: {
    changePassword: { url: 'https://x.com/settings/password', confidence: 'observed' },
    sessions: { url: 'https://x.com/settings/sessions', confidence: 'observed' },
    twoFactor: { url: 'https://x.com/settings/account/login_verification', confidence: 'observed' },
    backupCodes: {
      menu: {
        en: ['Settings', 'Security and account access', 'Security', 'Two-factor authentication', 'Backup codes'],
      },
      confidence: 'unconfirmed',
    },
    connectedApps: { url: 'https://x.com/settings/connected_apps', confidence: 'documented' },
    team: { url: 'https://x.com/settings/delegate', confidence: 'observed' },
    recoveryContacts: {
      menu: { en: ['Settings', 'Your account', 'Account information', 'Phone / Email'] },
      confidence: 'unconfirmed',
    },
    loginActivity: {
      menu: { en: ['Settings', 'Security and account access', 'Apps and sessions', 'Account access history'] },
      confidence: 'unconfirmed',
    },
  },
  passwordRules: { min: 8, required: [], forbidden: [], confidence: 'observed' },
  secondFactors: [
    { kind: 'totp', offered: 'yes', confidence: 'observed' },
    { kind: 'sms', offered: 'paid-plan', confidence: 'observed' },
    { kind: 'security-key', offered: 'yes', confidence: 'observed' },
    { kind: 'passkey', offered: 'yes', confidence: 'observed' },
    {
      kind: 'backup-codes',
      offered: 'yes',
      confidence: 'unconfirmed',
      note: { nl: 'Er is telkens één code te zien.', en: 'One code is shown at a time.' },
    },
  ],
  onPasswordChange: [
    {
      way: 'sessions',
      ends: 'yes',
      confidence: 'unconfirmed',
      text: {
        nl: 'X zou de andere sessies afmelden, maar dat is niet bevestigd. Meld ze zelf af.',
        en: 'X is believed to sign out other sessions, but that is not confirmed. Sign them out yourself.',
      },
    },
    {
      way: 'api-tokens',
      ends: 'no',
      confidence: 'documented',
      text: {
        nl: 'Apps met toestemming blijven plaatsen. Trek elke app apart in.',
        en: 'Apps that were given consent go on posting. Revoke each of them.',
      },
    },
  ],
  waitingPeriods: [],
  pitfalls: [
    {
      id: 'owner-only-security',
      severity: 'block',
      tasks: ['transfer-ownership'],
      confidence: 'documented',
      text: {
        nl: 'Alleen de aanmelding van de eigenaar beheert wachtwoord, telefoon en tweestapsverificatie. Is dat een privépersoon, neem de aanmelding dan eerst over.',
        en: 'Only the owner login controls password, phone and two-factor authentication. If that is a private person, take the login over first.',
      },
    },
    {
      id: 'admins-invite-admins',
      severity: 'warn',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'Een gemachtigde met de rol Admin kan zelf anderen uitnodigen. Kijk de hele lijst na, niet alleen de vertrekker.',
        en: 'A delegate with the role Admin can invite others. Go through the whole list, not only the leaver.',
      },
    },
    {
      id: 'tokens-survive',
      severity: 'warn',
      tasks: ['revoke-apps'],
      confidence: 'documented',
      text: {
        nl: 'X noemt een nieuw wachtwoord nergens als einde van een app-toestemming. Trek de apps zelf in.',
        en: 'X nowhere names a new password as the end of an app’s consent. Revoke the apps yourself.',
      },
    },
    {
      id: 'sms-premium',
      severity: 'info',
      tasks: ['reenrol-2fa'],
      confidence: 'observed',
      text: {
        nl: 'Codes per sms vragen een betalend abonnement. Loopt dat af, dan kan de tweede factor wegvallen.',
        en: 'Codes by text message need a paid plan. When it lapses, the second factor may be gone.',
      },
    },
    {
      id: 'delegate-limit',
      severity: 'info',
      tasks: ['remove-role'],
      confidence: 'observed',
      text: {
        nl: 'Iemand kan naar verluidt voor hoogstens vijf accounts gemachtigde zijn. Schrap dan eerst een oude machtiging.',
        en: 'One person can reportedly be delegate of at most five accounts. Drop an old one first.',
      },
    },
  ],
  notes: [],
};
