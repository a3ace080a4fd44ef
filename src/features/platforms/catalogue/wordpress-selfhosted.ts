import type { Platform } from '../platform.ts';

const pluginNote = {
  nl: 'WordPress zelf biedt dit niet; het hangt af van de plug-in.',
  en: 'WordPress itself does not offer this; it depends on the plugin.',
};

export const wordpressSelfhosted: Platform = {
  id: 'wordpress-selfhosted',
  name: 'WordPress',
  category: 'publishing',
  domains: [],
  ownSite: true,
  aliases: ['word press', 'wp', 'wordpress org', 'wordpress self hosted', 'wordpress blog', 'blog', 'weblog'],
  accessModel: { value: 'delegated-roles', confidence: 'unconfirmed' },
  passwordOf: 'account',
  entrances: [
    { id: 'site', name: { nl: 'Gebruikers van de site', en: 'Users of the site' }, by: 'role' },
    { id: 'hosting', name: { nl: 'Hosting en server', en: 'Hosting and server' }, by: 'login' },
  ],
  roles: [
    { name: 'Super admin (multisite)', entrance: 'site', canManageMembers: true },
    { name: 'Administrator', entrance: 'site', canManageMembers: true },
    { name: 'Editor', entrance: 'site', canManageMembers: false },
    { name: 'Author', entrance: 'site', canManageMembers: false },
    { name: 'Contributor', entrance: 'site', canManageMembers: false },
    { name: 'Subscriber', entrance: 'site', canManageMembers: false },
  ],
  links: {
    changePassword: { url: 'https://{site}/wp-admin/profile.php', confidence: 'unconfirmed' },
    sessions: {
      url: 'https://{site}/wp-admin/profile.php',
      menu: { en: ['Account Management', 'Log Out Everywhere Else'] },
      confidence: 'unconfirmed',
    },
    twoFactor: { notApplicable: true, confidence: 'unconfirmed', note: pluginNote },
    backupCodes: { notApplicable: true, confidence: 'unconfirmed', note: pluginNote },
    connectedApps: {
      url: 'https://{site}/wp-admin/profile.php',
      menu: { en: ['Application Passwords'] },
      confidence: 'unconfirmed',
    },
    team: { url: 'https://{site}/wp-admin/users.php', confidence: 'unconfirmed' },
    recoveryContacts: {
      url: 'https://{site}/wp-admin/profile.php',
      confidence: 'unconfirmed',
      note: {
        nl: 'Kijk ook bij Settings, General naar het e-mailadres van de beheerder.',
        en: 'Check the administration e-mail under Settings, General as well.',
      },
    },
    loginActivity: { notApplicable: true, confidence: 'unconfirmed', note: pluginNote },
  },
  passwordRules: 'unknown',
  secondFactors: [
    { kind: 'totp', offered: 'plugin', confidence: 'unconfirmed' },
    { kind: 'backup-codes', offered: 'plugin', confidence: 'unconfirmed' },
  ],
  onPasswordChange: [
    {
      way: 'sessions',
      ends: 'yes',
      confidence: 'observed',
      text: {
        nl: 'Elke sessie van deze gebruiker vervalt.',
        en: 'Every session of this user expires.',
      },
    },
    {
      way: 'api-tokens',
      ends: 'no',
      confidence: 'unconfirmed',
      text: {
        nl: 'Koppelingen van plug-ins blijven werken; kijk ze na.',
        en: 'Connections of plugins go on working; check them.',
      },
    },
    {
      way: 'app-passwords',
      ends: 'no',
      confidence: 'observed',
      text: {
        nl: 'App-wachtwoorden staan apart en blijven werken. Verwijder ze in dezelfde taak.',
        en: 'Application passwords are kept apart and go on working. Delete them in the same task.',
      },
    },
  ],
  waitingPeriods: [],
  pitfalls: [
    {
      id: 'app-passwords-survive',
      severity: 'block',
      tasks: ['change-password', 'revoke-apps'],
      confidence: 'observed',
      text: {
        nl: 'Verwijder app-wachtwoorden in dezelfde taak; ze overleven een nieuw wachtwoord.',
        en: 'Delete application passwords in the same task; they outlive a new password.',
      },
    },
    {
      id: 'reassign-content',
      severity: 'warn',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'Wie een gebruiker verwijdert, moet kiezen wie de berichten erft. Anders zijn ze weg.',
        en: 'Whoever deletes a user must choose who inherits the posts. Otherwise they are lost.',
      },
    },
    {
      id: 'below-wordpress',
      severity: 'warn',
      tasks: ['rotate-shared-secrets'],
      confidence: 'unconfirmed',
      text: {
        nl: 'Het hostingpaneel, SFTP, de databank en de koppelingen van plug-ins hebben eigen wachtwoorden.',
        en: 'The hosting panel, SFTP, the database and plugin connections have secrets of their own.',
      },
    },
  ],
  notes: [
    {
      nl: 'Ligt WordPress in een submap van de site, pas dan de links aan.',
      en: 'If WordPress lives in a subfolder of the site, adapt the links.',
    },
  ],
};
