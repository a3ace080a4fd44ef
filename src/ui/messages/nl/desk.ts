import type { desk as english } from '../en/desk.ts';

export const desk = {
  people: 'Medewerkers',
  peopleAnswer: (p, f) =>
    p.leaving === 0
      ? `${f.plural(p.people, 'medewerker', 'medewerkers')} in dienst.`
      : `${f.plural(p.people, 'medewerker', 'medewerkers')} in dienst; ${f.number(p.leaving)} ${f.pick(p.leaving, 'vertrekt', 'vertrekken')}.`,
  peopleFiltered: (p, f) =>
    p.people === 0
      ? 'Niemand voldoet.'
      : p.more
        ? 'Er voldoen meer mensen dan op één pagina passen.'
        : `${f.plural(p.people, 'mens voldoet', 'mensen voldoen')}.`,
  peopleSoft: 'Ook wie zich niet kan aanmelden: wat iemand buiten Keyholder kent, telt mee.',
  peopleCaption: 'Medewerkers op familienaam',
  organisation: 'Organisatie',
  accounts: 'Accounts',
  state: 'Stand',
  anyState: 'Alle',
  addPerson: 'Medewerker toevoegen',
  importPeople: 'Importeer een bestand',
  nobodyMatches: 'Niemand voldoet.',
  nobodyText: 'Probeer het begin van een naam, een adres of een personeelsnummer.',
  allPeople: 'Iedereen',

  personAnswer: (p, f) =>
    p.accounts + p.knows === 0
      ? `${p.name} heeft nergens toegang.`
      : p.knows === 0
        ? `${p.name} kan in ${f.plural(p.accounts, 'account', 'accounts')} en kent geen geheim.`
        : `${p.name} kan in ${f.plural(p.accounts, 'account', 'accounts')} en kent ${f.plural(p.knows, 'geheim', 'geheimen')}.`,
  personAnswerOn: (p, f) => `Op ${p.day} kon ${p.name} in ${f.plural(p.accounts, 'account', 'accounts')} en kende ${f.plural(p.knows, 'geheim', 'geheimen')}.`,
  preview: 'Bekijk een vertrek vooraf',
  whatThen: 'Wat toen?',
  holds: 'Kan in',
  holdsNote: (p, f) => `${f.plural(p.accounts, 'account', 'accounts')}, ${f.plural(p.ways, 'weg', 'wegen')}`,
  holdsCaption: 'Accounts en wegen',
  holdsNothing: 'Geen account.',
  holdsNothingText: 'Toegang geef je op de pagina van een account.',
  exposure: 'Kent en zou kunnen kennen',
  exposureNote: 'wat bruikbaar blijft na het verlies van toegang',
  exposureCaption: 'Geheimen naar hoe goed ze gekend zijn',
  secret: 'Geheim',
  tier: 'Hoe goed',
  tiers: { knows: 'kent het', 'could-have-seen': 'had het kunnen zien', safe: 'veilig: sindsdien gewijzigd' },
  hasRead: 'heeft het gelezen',
  onDate: 'Wat iemand had op een andere dag',
  leavesOn: (p) => `Vertrekt ${p.moment}.`,
  leftOn: (p) => `Weg sinds ${p.moment}.`,
  blastTitle: 'Reikwijdte',
  blastText: (p) =>
    `Wat ${p.name} nog zou kunnen gebruiken, per account: ${p.knows} met een gekend geheim, ${p.could} waar het gezien kon zijn, ${p.safe} die sindsdien veilig zijn`,
  blastCaption: 'Accounts naar hoe goed hun geheimen gekend zijn',
  blast: { knows: 'Kent een geldig geheim', 'could-have-seen': 'Had het kunnen zien', safe: 'Sindsdien veilig' },
  blastBelow: { knows: 'moet veranderen bij een vertrek', 'could-have-seen': 'nooit geopend', safe: 'gewijzigd na de laatste keer' },
  blastCount: (p, f) => f.plural(p.count, 'account', 'accounts'),
  blastHint: 'Een grotere stip is een kritiek account.',
  blastRoles: (p) => `Een rol met het eigen profiel, die geen nieuw wachtwoord beëindigt: ${p.roles}.`,
  facts: 'Deze medewerker',
  mail: 'Adres',
  number: 'Personeelsnummer',
  manager: 'Leidinggevende',
  teams: 'Teams',
  policy: 'Reglement',
  acknowledged: 'bevestigd',
  notAcknowledged: 'nog niet bevestigd',
  roles: 'Rollen',
  roleText: { admin: 'beheert het register, ziet daardoor geen geheim', hr: 'ziet wie vertrekt, nooit een geheim', auditor: 'ziet alles behalve geheimen' },
  giveRole: 'Geef',
  takeRole: 'Neem af',
  roleGiven: 'De rol is gegeven.',
  roleTaken: 'De rol is afgenomen.',
  signIn: 'Aanmelden',
  inviteText: 'Met een uitnodiging kiest iemand een wachtwoord en stelt een tweede factor in. Ze werkt één keer.',
  invite: 'Nodig uit',
  invitedMail: 'De uitnodiging is onderweg per mail.',
  invitedAnswer: (p) => `Geef deze link aan ${p.name}, en aan niemand anders.`,
  invitedSoft: (p) => `Hij werkt één keer, tot ${p.moment}. Hij wordt niet meer getoond; een nieuwe beëindigt deze.`,
  link: 'Link',

  newPerson: 'Nieuwe medewerker',
  newAnswer: 'Wie komt erbij?',
  editAnswer: (p) => `Wat is er veranderd aan ${p.name}?`,
  givenName: 'Voornaam',
  nameParticle: 'Tussenvoegsel',
  particleHint: 'Zoals ‘van den’; het telt niet mee bij het sorteren.',
  familyName: 'Familienaam',
  jobTitle: 'Functie',
  department: 'Afdeling',
  locale: 'Taal',
  personAdded: 'Toegevoegd.',
  personChanged: 'Gewijzigd.',

  me: 'Mijn toegang',
  meAnswer: (p, f) => (p.accounts === 0 ? 'Je hebt nergens toegang.' : `Je kunt in ${f.plural(p.accounts, 'account', 'accounts')}.`),
  meSoft: 'Staat er iets tussen dat je niet meer nodig hebt? Zeg het aan de eigenaar van het account, of beëindig het daar zelf.',
  meEmpty: 'Een eigenaar of een beheerder kan je toegang geven tot een account.',
  ownPolicies: 'Reglementen',
  ownPoliciesCaption: 'Reglementen en wanneer je ze bevestigde',
  title: 'Titel',
  acknowledgedAt: 'Bevestigd',
  toRead: 'nog te lezen',
  ownSignIn: 'Aanmelden',
  ownSignInText: 'Sessies, wachtwoord, tweede factor, herstelcodes en API-tokens.',
  toSignIn: 'Sessies en tweede factor',
  toTokens: 'API-tokens',
  languageAct: 'Gebruik deze taal',
} satisfies typeof english;
