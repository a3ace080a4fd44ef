import type { Platform } from '../platform.ts';

type GoogleLinks = Omit<Platform['links'], 'team'>;

/** What every Google product shares, because people enter it with their own Google Account. */
export const googleAccountLinks: GoogleLinks = {
  changePassword: {
    notApplicable: true,
    confidence: 'documented',
    note: {
      nl: 'Het wachtwoord van een Google-account is van de medewerker zelf; het bedrijf vernieuwt het nooit.',
      en: 'The password of a Google Account belongs to the person; the company never rotates it.',
    },
  },
  sessions: { url: 'https://myaccount.google.com/device-activity', confidence: 'observed' },
  twoFactor: { url: 'https://myaccount.google.com/signinoptions/two-step-verification', confidence: 'observed' },
  backupCodes: { url: 'https://myaccount.google.com/two-step-verification/backup-codes', confidence: 'observed' },
  connectedApps: { url: 'https://myaccount.google.com/connections', confidence: 'observed' },
  recoveryContacts: {
    url: 'https://myaccount.google.com/signinoptions/rescuephone',
    confidence: 'observed',
    note: {
      nl: 'Dit is de hersteltelefoon; het herstel-e-mailadres staat op een eigen pagina.',
      en: 'This is the recovery phone; the recovery e-mail has a page of its own.',
    },
  },
  loginActivity: { url: 'https://myaccount.google.com/notifications', confidence: 'observed' },
};

export const googleAccountPasswordRules: Platform['passwordRules'] = {
  min: 8,
  required: [],
  symbols: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  forbidden: [],
  confidence: 'observed',
};

export const googleAccountFactors: Platform['secondFactors'] = [
  { kind: 'totp', offered: 'yes', confidence: 'observed' },
  { kind: 'sms', offered: 'yes', confidence: 'observed' },
  { kind: 'call', offered: 'yes', confidence: 'observed' },
  { kind: 'push', offered: 'yes', confidence: 'observed' },
  { kind: 'security-key', offered: 'yes', confidence: 'observed' },
  { kind: 'passkey', offered: 'yes', confidence: 'observed' },
  {
    kind: 'backup-codes',
    offered: 'yes',
    confidence: 'documented',
    note: {
      nl: 'Een nieuwe reeks van tien maakt de vorige ongeldig.',
      en: 'A new set of ten makes the previous one invalid.',
    },
  },
];

export const googleAccountPasswordEffects: Platform['onPasswordChange'] = [
  {
    way: 'sessions',
    ends: 'no',
    confidence: 'unconfirmed',
    text: {
      nl: 'De meeste sessies eindigen, maar een toestel dat aanmeldingen goedkeurt kan aangemeld blijven.',
      en: 'Most sessions end, but a device that approves sign-ins may stay signed in.',
    },
  },
  {
    way: 'api-tokens',
    ends: 'no',
    confidence: 'documented',
    text: {
      nl: 'Alleen apps met toegang tot de mail verliezen hun toestemming; andere apps blijven werken.',
      en: 'Only apps with access to mail lose their consent; other apps go on.',
    },
  },
  {
    way: 'app-passwords',
    ends: 'no',
    confidence: 'documented',
    text: {
      nl: 'App-wachtwoorden blijven werken tot iemand ze verwijdert.',
      en: 'App passwords go on working until somebody deletes them.',
    },
  },
];
