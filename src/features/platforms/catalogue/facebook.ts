import type { Platform } from '../platform.ts';

export const facebook: Platform = {
  id: 'facebook',
  name: 'Facebook',
  category: 'social',
  domains: ['facebook.com', 'messenger.com'],
  aliases: ['fb', 'face book', 'facebook business', 'facebook fanpage', 'fanpage', 'meta business', 'meta business suite'],
  accessModel: { value: 'delegated-roles', confidence: 'documented' },
  passwordOf: 'person',
  entrances: [
    { id: 'page', name: { nl: 'Paginatoegang', en: 'Page access' }, by: 'role' },
    { id: 'business-portfolio', name: { nl: 'Bedrijfsportfolio van Meta', en: 'Meta business portfolio' }, by: 'role' },
  ],
  roles: [
    { name: 'Facebook access: full control', entrance: 'page', canManageMembers: true },
    { name: 'Facebook access: partial control', entrance: 'page', canManageMembers: false },
    { name: 'Task access: Content', entrance: 'page', canManageMembers: false },
    { name: 'Task access: Messages and community activity', entrance: 'page', canManageMembers: false },
    { name: 'Task access: Community activity', entrance: 'page', canManageMembers: false },
    { name: 'Task access: Ads', entrance: 'page', canManageMembers: false },
    { name: 'Task access: Insights', entrance: 'page', canManageMembers: false },
    { name: 'Business portfolio: full control', entrance: 'business-portfolio', canManageMembers: true },
    { name: 'Business portfolio: basic', entrance: 'business-portfolio', canManageMembers: false },
    { name: 'Finance editor', entrance: 'business-portfolio', canManageMembers: 'unknown' },
    { name: 'Finance analyst', entrance: 'business-portfolio', canManageMembers: 'unknown' },
    { name: 'Developer', entrance: 'business-portfolio', canManageMembers: 'unknown' },
    { name: 'Partner (another business)', entrance: 'business-portfolio', canManageMembers: 'unknown' },
  ],
  links: {
    changePassword: {
      notApplicable: true,
      confidence: 'documented',
      note: {
        nl: 'Een pagina heeft geen eigen wachtwoord. Het wachtwoord van het profiel is van de medewerker.',
        en: 'A Page has no password of its own. The password of the profile belongs to the person.',
      },
    },
    sessions: {
      url: 'https://accountscenter.facebook.com/password_and_security',
      menu: { en: ['Accounts Center', 'Password and security', 'Where you’re logged in'] },
      confidence: 'observed',
    },
    twoFactor: { url: 'https://accountscenter.facebook.com/password_and_security/two_factor', confidence: 'observed' },
    backupCodes: {
      menu: {
        en: ['Accounts Center', 'Password and security', 'Two-factor authentication', 'Additional methods', 'Recovery codes'],
      },
      confidence: 'observed',
    },
    connectedApps: { url: 'https://www.facebook.com/settings?tab=business_tools', confidence: 'observed' },
    team: {
      url: 'https://business.facebook.com/latest/settings',
      menu: { en: ['Settings', 'Users', 'People'] },
      confidence: 'observed',
      note: {
        nl: 'Staat de pagina niet in een portfolio, schakel dan over naar de pagina en kies Manage, Page access.',
        en: 'For a Page outside a portfolio, switch to the Page and choose Manage, Page access.',
      },
    },
    recoveryContacts: {
      menu: { en: ['Accounts Center', 'Personal details', 'Contact info'] },
      confidence: 'unconfirmed',
    },
    loginActivity: { url: 'https://www.facebook.com/settings?tab=security', confidence: 'observed' },
  },
  passwordRules: 'unknown',
  secondFactors: [
    { kind: 'totp', offered: 'yes', confidence: 'observed' },
    { kind: 'sms', offered: 'yes', confidence: 'observed' },
    { kind: 'security-key', offered: 'yes', confidence: 'observed' },
    { kind: 'passkey', offered: 'yes', confidence: 'observed' },
    { kind: 'backup-codes', offered: 'yes', confidence: 'observed' },
  ],
  onPasswordChange: [
    {
      way: 'sessions',
      ends: 'prompted',
      confidence: 'observed',
      text: {
        nl: 'Facebook vraagt of andere sessies afgemeld moeten worden; vanzelf gebeurt dat niet zeker.',
        en: 'Facebook asks whether to sign out other sessions; do not count on it happening by itself.',
      },
    },
    {
      way: 'api-tokens',
      ends: 'yes',
      confidence: 'documented',
      text: {
        nl: 'Koppelingen op naam van deze persoon stoppen (fout 190). Die van een systeemgebruiker blijven werken.',
        en: 'Connections made as this person stop (error 190). Those of a system user go on.',
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
  waitingPeriods: [
    {
      kind: 'remove-others',
      days: 7,
      confidence: 'observed',
      text: {
        nl: 'Een nieuwe beheerder moet soms ongeveer zeven dagen wachten voor die een andere beheerder kan verwijderen.',
        en: 'A new admin may have to wait about seven days before removing another admin.',
      },
    },
  ],
  pitfalls: [
    {
      id: 'personal-profile-admins',
      severity: 'block',
      tasks: ['remove-role', 'transfer-ownership'],
      confidence: 'observed',
      text: {
        nl: 'Elke beheerder is een privéprofiel. Heeft alleen de vertrekker volledige controle, laat dan eerst een tweede persoon die rol aanvaarden.',
        en: 'Every admin is a private profile. If only the leaver has full control, have a second person accept that role first.',
      },
    },
    {
      id: 'new-admin-waiting-period',
      severity: 'warn',
      tasks: ['remove-role'],
      confidence: 'observed',
      text: {
        nl: 'Benoem de opvolger ruim op tijd: de eerste week kan die misschien nog niemand verwijderen.',
        en: 'Appoint the successor well ahead: in the first week that person may be unable to remove anybody.',
      },
    },
    {
      id: 'two-access-layers',
      severity: 'warn',
      tasks: ['remove-role'],
      confidence: 'documented',
      text: {
        nl: 'Toegang op de pagina zelf en toegang via het portfolio zijn twee lijsten. Ruim ze allebei op.',
        en: 'Access on the Page itself and access through the portfolio are two lists. Clear both.',
      },
    },
    {
      id: 'portfolio-removal-vs-assets',
      severity: 'warn',
      tasks: ['remove-role'],
      confidence: 'observed',
      text: {
        nl: 'Een lagere rol neemt toegewezen pagina’s en advertentieaccounts niet af. Verwijder de persoon, of elke toewijzing apart.',
        en: 'A lower role does not take away assigned Pages and ad accounts. Remove the person, or each assignment.',
      },
    },
    {
      id: 'partners-and-system-users',
      severity: 'warn',
      tasks: ['revoke-apps', 'remove-role'],
      confidence: 'unconfirmed',
      text: {
        nl: 'Partnerkoppelingen van bureaus, systeemgebruikers en apps van de vertrekker blijven bestaan als de persoon weg is.',
        en: 'Agency partner links, system users and apps made by the leaver stay when the person is gone.',
      },
    },
    {
      id: 'token-outage',
      severity: 'info',
      tasks: ['change-password'],
      confidence: 'documented',
      text: {
        nl: 'Wijzigt iemand het eigen wachtwoord, dan valt de planningstool stil die op die persoon draait.',
        en: 'When somebody changes their own password, the scheduler that runs on that person stops.',
      },
    },
    {
      id: 'portfolio-contact-email',
      severity: 'info',
      tasks: ['replace-recovery'],
      confidence: 'documented',
      text: {
        nl: 'Bevestigingslinks gaan naar het contactadres van het portfolio. Vervang het als dat de vertrekker is.',
        en: 'Confirmation links go to the contact e-mail of the portfolio. Replace it if that is the leaver.',
      },
    },
  ],
  notes: [],
};
