import type { Platform } from '../platform.ts';

export const bluesky: Platform = {
  id: 'bluesky',
  name: 'Bluesky',
  category: 'social',
  domains: ['bsky.app', 'bsky.social'],
  aliases: ['bsky', 'blue sky', 'bluesky social', 'at protocol', 'atproto'],
  accessModel: { value: 'shared-login', confidence: 'unconfirmed' },
  passwordOf: 'account',
  entrances: [
    { id: 'login', name: { nl: 'Aanmelding van het account', en: 'Account login' }, by: 'login' },
    { id: 'server', name: { nl: 'Beheer van de eigen server', en: 'Administration of your own server' }, by: 'login' },
  ],
  roles: [
    { name: 'Account password holder', entrance: 'login', canManageMembers: 'unknown' },
    { name: 'App password holder', entrance: 'login', canManageMembers: 'unknown' },
    { name: 'PDS administrator', entrance: 'server', canManageMembers: 'unknown' },
  ],
  links: {
    changePassword: { url: 'https://bsky.app/settings/account', confidence: 'observed' },
    sessions: {
      notApplicable: true,
      confidence: 'unconfirmed',
      note: {
        nl: 'De app toont geen lijst van sessies. Apps met toestemming staan op de accountpagina van de server.',
        en: 'The app shows no list of sessions. Apps with consent are on the account page of the server.',
      },
    },
    twoFactor: { menu: { en: ['Settings', 'Privacy and security', 'Email 2FA'] }, confidence: 'unconfirmed' },
    backupCodes: {
      notApplicable: true,
      confidence: 'unconfirmed',
      note: { nl: 'Er zijn alleen codes per e-mail.', en: 'There are codes by e-mail only.' },
    },
    connectedApps: { url: 'https://bsky.app/settings/app-passwords', confidence: 'observed' },
    team: {
      notApplicable: true,
      confidence: 'unconfirmed',
      note: { nl: 'Bluesky kent geen rollen.', en: 'Bluesky has no roles.' },
    },
    recoveryContacts: { url: 'https://bsky.app/settings/account', confidence: 'unconfirmed' },
    loginActivity: {
      notApplicable: true,
      confidence: 'unconfirmed',
      note: { nl: 'Bluesky toont geen aanmeldactiviteit.', en: 'Bluesky shows no login activity.' },
    },
  },
  passwordRules: { min: 8, max: 256, required: [], forbidden: [], confidence: 'documented' },
  secondFactors: [
    { kind: 'email', offered: 'yes', confidence: 'observed' },
    { kind: 'totp', offered: 'no', confidence: 'observed' },
    { kind: 'backup-codes', offered: 'no', confidence: 'observed' },
  ],
  onPasswordChange: [
    {
      way: 'sessions',
      ends: 'yes',
      confidence: 'documented',
      text: {
        nl: 'Verlengen lukt niet meer zonder het nieuwe wachtwoord. Op bsky.social kan dit anders zijn.',
        en: 'They cannot be renewed without the new password. On bsky.social this may differ.',
      },
    },
    {
      way: 'live-tokens',
      ends: 'no',
      confidence: 'observed',
      lastsHours: 2,
      text: {
        nl: 'Een toestel dat al aangemeld is, kan nog hoogstens twee uur plaatsen en zelfs een app-wachtwoord maken. Kijk daarna nog eens na.',
        en: 'A device already signed in can post, and even create an app password, for at most two more hours. Check again after that.',
      },
    },
    {
      way: 'api-tokens',
      ends: 'no',
      confidence: 'documented',
      text: {
        nl: 'Apps met toestemming verlengen zichzelf. Trek ze apart in.',
        en: 'Apps that were given consent renew themselves. Revoke them separately.',
      },
    },
    {
      way: 'app-passwords',
      ends: 'no',
      confidence: 'documented',
      text: {
        nl: 'App-wachtwoorden blijven werken en openen nieuwe sessies. Trek ze in dezelfde taak in.',
        en: 'App passwords go on working and open new sessions. Revoke them in the same task.',
      },
    },
  ],
  waitingPeriods: [],
  pitfalls: [
    {
      id: 'app-passwords-survive',
      severity: 'block',
      tasks: ['change-password', 'revoke-apps'],
      confidence: 'documented',
      text: {
        nl: 'Trek alle app-wachtwoorden in dezelfde taak in, anders meldt de vertrekker zich er opnieuw mee aan.',
        en: 'Revoke every app password in the same task, or the leaver signs in again with one of them.',
      },
    },
    {
      id: 'email-is-the-factor',
      severity: 'warn',
      tasks: ['replace-recovery'],
      confidence: 'observed',
      text: {
        nl: 'De tweede factor en het herstel gaan naar één mailbox. Verhuis die eerst naar een adres van het bedrijf.',
        en: 'The second factor and recovery both go to one mailbox. Move it to a company address first.',
      },
    },
    {
      id: 'handle-domain',
      severity: 'info',
      tasks: ['transfer-ownership'],
      confidence: 'unconfirmed',
      text: {
        nl: 'Is de naam een domein, dan hangt hij af van DNS. Houd het domein in handen van het bedrijf.',
        en: 'A handle that is a domain depends on DNS. Keep the domain in the company’s hands.',
      },
    },
  ],
  notes: [
    {
      nl: 'Bluesky kent geen rollen; app-wachtwoorden en apps met toestemming dienen om toegang te delen.',
      en: 'Bluesky has no roles; app passwords and apps with consent are the way to share access.',
    },
  ],
};
