import type { Platform } from '../platform.ts';

export const tiktok: Platform = {
  id: 'tiktok',
  name: 'TikTok',
  category: 'social',
  domains: ['tiktok.com'],
  aliases: ['tik tok', 'tt', 'tiktok business', 'tiktok business center', 'tiktok ads', 'tiktok shop'],
  accessModel: { value: 'both', confidence: 'documented' },
  passwordOf: 'account',
  entrances: [
    { id: 'login', name: { nl: 'Aanmelding van het account', en: 'Account login' }, by: 'login' },
    { id: 'business-center', name: { nl: 'Plaats in Business Center', en: 'Business Center seat' }, by: 'role' },
    { id: 'ad-account', name: { nl: 'Advertentieaccount', en: 'Ad account' }, by: 'role' },
    { id: 'shop', name: { nl: 'TikTok-winkel', en: 'TikTok shop' }, by: 'role' },
  ],
  roles: [
    { name: 'Account login (shared)', entrance: 'login', canManageMembers: 'unknown' },
    { name: 'Business Center admin', entrance: 'business-center', canManageMembers: true },
    { name: 'Business Center standard', entrance: 'business-center', canManageMembers: false },
    { name: 'Finance manager', entrance: 'business-center', canManageMembers: 'unknown' },
    { name: 'Finance analyst', entrance: 'business-center', canManageMembers: 'unknown' },
    { name: 'Ad account owner', entrance: 'ad-account', canManageMembers: 'unknown' },
    { name: 'Ad account admin', entrance: 'ad-account', canManageMembers: 'unknown' },
    { name: 'Ad account operator', entrance: 'ad-account', canManageMembers: 'unknown' },
    { name: 'Ad account analyst', entrance: 'ad-account', canManageMembers: 'unknown' },
  ],
  links: {
    changePassword: { url: 'https://www.tiktok.com/login/email/forget-password', confidence: 'observed' },
    sessions: {
      menu: { en: ['App', 'Settings and privacy', 'Security & permissions', 'Manage devices'] },
      confidence: 'unconfirmed',
    },
    twoFactor: {
      menu: { en: ['App', 'Settings and privacy', 'Security & permissions', '2-step verification'] },
      confidence: 'unconfirmed',
    },
    backupCodes: {
      notApplicable: true,
      confidence: 'unconfirmed',
      note: { nl: 'Van TikTok zijn geen back-upcodes bekend.', en: 'No backup codes are known for TikTok.' },
    },
    connectedApps: {
      menu: { en: ['App', 'Settings and privacy', 'Security & permissions', 'Manage app permissions'] },
      confidence: 'unconfirmed',
    },
    team: { menu: { en: ['Business Center', 'Users', 'Members'] }, confidence: 'observed' },
    recoveryContacts: {
      menu: { en: ['App', 'Settings and privacy', 'Account', 'Account information', 'Phone / Email'] },
      confidence: 'unconfirmed',
    },
    loginActivity: {
      menu: { en: ['App', 'Settings and privacy', 'Security & permissions', 'Security alerts'] },
      confidence: 'unconfirmed',
    },
  },
  passwordRules: {
    min: 8,
    max: 20,
    required: ['letter', 'digit', 'symbol'],
    forbidden: [],
    confidence: 'unconfirmed',
  },
  secondFactors: [
    { kind: 'totp', offered: 'yes', confidence: 'observed' },
    { kind: 'sms', offered: 'yes', confidence: 'observed' },
    { kind: 'email', offered: 'yes', confidence: 'observed' },
    { kind: 'passkey', offered: 'yes', confidence: 'observed' },
    { kind: 'backup-codes', offered: 'no', confidence: 'unconfirmed' },
  ],
  onPasswordChange: [
    {
      way: 'sessions',
      ends: 'unknown',
      confidence: 'unconfirmed',
      text: {
        nl: 'Verwijder de andere toestellen zelf uit de lijst.',
        en: 'Remove the other devices from the list yourself.',
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
  ],
  waitingPeriods: [],
  pitfalls: [
    {
      id: 'native-login-separate',
      severity: 'warn',
      tasks: ['change-password'],
      confidence: 'unconfirmed',
      text: {
        nl: 'Iemand uit Business Center halen raakt de gewone aanmelding niet. Kende die persoon het wachtwoord, vernieuw het dan ook.',
        en: 'Removing somebody from Business Center does not touch the ordinary login. If that person knew the password, rotate it too.',
      },
    },
    {
      id: 'social-signin',
      severity: 'warn',
      tasks: ['replace-recovery'],
      confidence: 'unconfirmed',
      text: {
        nl: 'Is het account geopend met de telefoon, Apple- of Google-aanmelding van de vertrekker, vervang die koppeling dan eerst.',
        en: 'If the account was opened with the leaver’s phone, Apple or Google sign-in, replace that link first.',
      },
    },
    {
      id: 'admin-cap',
      severity: 'info',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'Business Center laat twintig admins toe, en alleen zij kunnen mensen verwijderen.',
        en: 'Business Center allows twenty admins, and only they can remove people.',
      },
    },
    {
      id: 'admin-without-finance',
      severity: 'info',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'Een admin ziet de financiën niet zonder financiële rol. Draag ook die over.',
        en: 'An admin does not see finances without a finance role. Hand that over as well.',
      },
    },
  ],
  notes: [
    {
      nl: 'De winkel heeft een eigen gebruikerslijst; zoek de vertrekker daar apart op.',
      en: 'The shop keeps its own list of users; look for the leaver there separately.',
    },
  ],
};
