import type { Platform } from '../platform.ts';

export const mastodon: Platform = {
  id: 'mastodon',
  name: 'Mastodon',
  category: 'social',
  domains: [],
  aliases: ['masto', 'mastodon social', 'mstdn'],
  accessModel: { value: 'shared-login', confidence: 'unconfirmed' },
  passwordOf: 'account',
  entrances: [
    { id: 'login', name: { nl: 'Aanmelding van het account', en: 'Account login' }, by: 'login' },
    { id: 'server', name: { nl: 'Beheer van de server', en: 'Server administration' }, by: 'role' },
  ],
  roles: [
    { name: 'Account login (shared)', entrance: 'login', canManageMembers: 'unknown' },
    { name: 'Owner', entrance: 'server', canManageMembers: 'unknown' },
    { name: 'Admin', entrance: 'server', canManageMembers: 'unknown' },
    { name: 'Moderator', entrance: 'server', canManageMembers: 'unknown' },
  ],
  links: {
    changePassword: { url: 'https://{host}/.well-known/change-password', confidence: 'observed' },
    sessions: { url: 'https://{host}/auth/edit', confidence: 'observed' },
    twoFactor: { url: 'https://{host}/settings/two_factor_authentication_methods', confidence: 'documented' },
    backupCodes: { url: 'https://{host}/settings/two_factor_authentication_methods', confidence: 'documented' },
    connectedApps: { url: 'https://{host}/oauth/authorized_applications', confidence: 'observed' },
    team: {
      url: 'https://{host}/admin/roles',
      confidence: 'documented',
      note: { nl: 'Alleen voor wie de server beheert.', en: 'Only for those who run the server.' },
    },
    recoveryContacts: { url: 'https://{host}/auth/edit', confidence: 'observed' },
    loginActivity: { url: 'https://{host}/settings/login_activities', confidence: 'documented' },
  },
  passwordRules: { min: 8, max: 72, required: [], forbidden: [], confidence: 'documented' },
  secondFactors: [
    { kind: 'totp', offered: 'yes', confidence: 'observed' },
    {
      kind: 'security-key',
      offered: 'yes',
      confidence: 'documented',
      note: { nl: 'Stel eerst een authenticator-app in.', en: 'Set up an authenticator app first.' },
    },
    { kind: 'sms', offered: 'no', confidence: 'observed' },
    { kind: 'backup-codes', offered: 'yes', confidence: 'documented' },
  ],
  onPasswordChange: [
    {
      way: 'sessions',
      ends: 'yes',
      confidence: 'observed',
      text: {
        nl: 'Alle andere websessies eindigen.',
        en: 'All other web sessions end.',
      },
    },
    {
      way: 'api-tokens',
      ends: 'no',
      confidence: 'documented',
      text: {
        nl: 'Bij een gewone wijziging blijven apps werken. Alleen herstel per e-mail of door de beheerder trekt alles in.',
        en: 'With an ordinary change apps go on working. Only a reset by e-mail or by the administrator revokes everything.',
      },
    },
  ],
  waitingPeriods: [],
  pitfalls: [
    {
      id: 'apps-survive-self-change',
      severity: 'warn',
      tasks: ['revoke-apps'],
      confidence: 'documented',
      text: {
        nl: 'Een gewone wachtwoordwijziging laat gekoppelde apps ongemoeid. Trek ze in, of herstel het wachtwoord per e-mail: dat beëindigt alles.',
        en: 'An ordinary password change leaves connected apps alone. Revoke them, or reset the password by e-mail, which ends everything.',
      },
    },
    {
      id: 'server-admin-power',
      severity: 'warn',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'Een beheerder met Manage User Access kan op die server van elk account het e-mailadres, het wachtwoord en de tweede factor wijzigen.',
        en: 'Staff with Manage User Access can change e-mail, password and second factor of any account on that server.',
      },
    },
    {
      id: 'third-party-server',
      severity: 'info',
      tasks: ['replace-recovery'],
      confidence: 'unconfirmed',
      text: {
        nl: 'Op een server van iemand anders beslist die over herstel. Houd het e-mailadres in handen van het bedrijf.',
        en: 'On a foreign server its operator decides about recovery. Keep the e-mail address in the company’s hands.',
      },
    },
  ],
  notes: [],
};
