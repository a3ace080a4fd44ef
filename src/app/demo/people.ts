import type { Role } from '#db/words.ts';
import { fold } from '#src/ground/words.ts';

/** Who works at Voorbeeld Groep, an invented company in Gent and Utrecht, and for its two agencies. */
export type Member = {
  /** What the story calls this person; `./keyholder demo code` takes it too. */
  key: string;
  given: string;
  particle?: string;
  family: string;
  job: string;
  department: string;
  manager?: string;
  /** First working day, `2019-03-04`; for the agencies nobody wrote it down. */
  since?: string;
  /** Joined this many days ago, within the year of the story. */
  joined?: number;
  role?: Role;
  /** Has a password and a second factor; everybody else is governed all the same. */
  signsIn?: true;
  agency?: string;
  locale?: 'en';
  absent?: true;
};

export const company = 'Voorbeeld Groep';
export const agencies = ['Studio Fictief', 'Bureau Bijvoorbeeld'] as const;
const [studio, bureau] = agencies;

/** The four whose ways of seeing the company are worth a look, and why. */
export const guides = [
  { as: 'it', key: 'ilse', sees: 'IT administrator: the register, settings, every account except its secrets' },
  { as: 'hr', key: 'griet', sees: 'HR: who leaves when, also what nobody else knows yet; never a secret' },
  { as: 'owner', key: 'sofie', sees: 'marketing lead: owner of the main accounts, one task of hers is late' },
  { as: 'holder', key: 'yasmina', sees: 'community manager: the passwords and codes of her accounts' },
] as const;

export const members: readonly Member[] = [
  { key: 'ilse', given: 'Ilse', family: 'Deprez', job: 'IT-beheerder', department: 'IT', since: '2016-09-01', role: 'admin', signsIn: true },
  { key: 'annelies', given: 'Annelies', particle: 'van den', family: 'Bossche', job: 'Algemeen directeur', department: 'Directie', since: '2011-02-01' },
  {
    key: 'maarten',
    given: 'Maarten',
    particle: 'de',
    family: 'Graaf',
    job: 'Directeur Nederland',
    department: 'Directie',
    manager: 'annelies',
    since: '2014-05-12',
  },
  {
    key: 'karim',
    given: 'Karim',
    family: 'Benali',
    job: 'Systeembeheerder',
    department: 'IT',
    manager: 'ilse',
    since: '2020-01-06',
    role: 'admin',
    signsIn: true,
  },
  { key: 'jeroen', given: 'Jeroen', particle: 'van', family: 'Dam', job: 'Werkplekbeheerder', department: 'IT', manager: 'ilse', since: '2022-08-16' },
  { key: 'wout', given: 'Wout', family: 'Lemmens', job: 'Webontwikkelaar', department: 'IT', manager: 'ilse', since: '2021-03-01', signsIn: true },
  {
    key: 'griet',
    given: 'Griet',
    family: 'Coppens',
    job: 'HR-verantwoordelijke',
    department: 'HR',
    manager: 'annelies',
    since: '2013-10-01',
    role: 'hr',
    signsIn: true,
  },
  {
    key: 'bart',
    given: 'Bart',
    particle: 'van der',
    family: 'Meer',
    job: 'HR-adviseur',
    department: 'HR',
    manager: 'griet',
    since: '2019-04-15',
    role: 'hr',
    signsIn: true,
  },
  { key: 'fatima', given: 'Fatima', family: 'Ouali', job: 'Loonadministratie', department: 'HR', manager: 'griet', since: '2018-01-08' },
  {
    key: 'hugo',
    given: 'Hugo',
    particle: 'van',
    family: 'Acker',
    job: 'Interne auditor',
    department: 'Financiën',
    manager: 'annelies',
    since: '2015-06-01',
    role: 'auditor',
    signsIn: true,
  },
  { key: 'els', given: 'Els', family: 'Hendrickx', job: 'Financieel directeur', department: 'Financiën', manager: 'annelies', since: '2012-03-01' },
  { key: 'pim', given: 'Pim', particle: 'de', family: 'Vries', job: 'Controller', department: 'Financiën', manager: 'els', since: '2020-11-02' },
  { key: 'sandra', given: 'Sandra', family: 'Mertens', job: 'Boekhouder', department: 'Financiën', manager: 'els', since: '2017-09-04' },
  { key: 'kobe', given: 'Kobe', family: 'Vandamme', job: 'Boekhouder', department: 'Financiën', manager: 'els', since: '2023-02-01' },
  {
    key: 'sofie',
    given: 'Sofie',
    family: 'Lambrecht',
    job: 'Marketingmanager',
    department: 'Marketing',
    manager: 'annelies',
    since: '2015-01-05',
    signsIn: true,
  },
  { key: 'daan', given: 'Daan', family: 'Peeters', job: 'Contentmanager', department: 'Marketing', manager: 'sofie', since: '2018-06-04', signsIn: true },
  {
    key: 'lieve',
    given: 'Lieve',
    family: 'Wouters',
    job: 'Merkmanager wonen en tuin',
    department: 'Marketing',
    manager: 'sofie',
    since: '2016-02-15',
    signsIn: true,
  },
  { key: 'noor', given: 'Noor', family: 'Aerts', job: 'Communitymanager', department: 'Community', manager: 'sofie', since: '2019-09-02', signsIn: true },
  {
    key: 'yasmina',
    given: 'Yasmina',
    particle: 'el',
    family: 'Idrissi',
    job: 'Communitymanager',
    department: 'Community',
    manager: 'sofie',
    since: '2021-05-03',
    signsIn: true,
  },
  {
    key: 'stijn',
    given: 'Stijn',
    particle: 'van',
    family: 'Hove',
    job: 'Communitymedewerker',
    department: 'Community',
    manager: 'noor',
    since: '2023-09-04',
    signsIn: true,
  },
  { key: 'ruben', given: 'Ruben', family: 'Goossens', job: 'Videomaker', department: 'Marketing', manager: 'daan', since: '2021-03-03', signsIn: true },
  { key: 'emma', given: 'Emma', family: 'Janssens', job: 'Grafisch vormgever', department: 'Marketing', manager: 'daan', since: '2022-01-10', signsIn: true },
  {
    key: 'lars',
    given: 'Lars',
    family: 'Nyström',
    job: 'Campaign manager',
    department: 'Marketing',
    manager: 'sofie',
    since: '2024-02-01',
    locale: 'en',
    signsIn: true,
  },
  {
    key: 'eva',
    given: 'Eva',
    family: 'Claeys',
    job: 'Communicatiemanager',
    department: 'Communicatie',
    manager: 'annelies',
    since: '2017-04-03',
    signsIn: true,
  },
  {
    key: 'wim',
    given: 'Wim',
    particle: 'De',
    family: 'Backer',
    job: 'Woordvoerder',
    department: 'Communicatie',
    manager: 'eva',
    since: '2018-10-01',
    signsIn: true,
  },
  {
    key: 'femke',
    given: 'Femke',
    particle: 'de',
    family: 'Wit',
    job: 'Redacteur',
    department: 'Communicatie',
    manager: 'eva',
    since: '2020-03-02',
    signsIn: true,
    absent: true,
  },
  { key: 'roel', given: 'Roel', particle: 'van de', family: 'Ven', job: 'Redacteur', department: 'Communicatie', manager: 'eva', since: '2022-06-13' },
  {
    key: 'tom',
    given: 'Tom',
    family: 'Verhaegen',
    job: 'Hoofd klantenservice',
    department: 'Klantenservice',
    manager: 'annelies',
    since: '2014-01-06',
    signsIn: true,
  },
  {
    key: 'nele',
    given: 'Nele',
    particle: 'Van',
    family: 'Damme',
    job: 'Teamleider webcare',
    department: 'Klantenservice',
    manager: 'tom',
    since: '2017-11-06',
    signsIn: true,
  },
  { key: 'jonas', given: 'Jonas', family: 'Maes', job: 'Webcaremedewerker', department: 'Klantenservice', manager: 'nele', since: '2020-08-17', signsIn: true },
  {
    key: 'amira',
    given: 'Amira',
    particle: 'ben',
    family: 'Salah',
    job: 'Webcaremedewerker',
    department: 'Klantenservice',
    manager: 'nele',
    since: '2021-10-04',
    signsIn: true,
  },
  { key: 'kris', given: 'Kris', family: 'Baeten', job: 'Webcaremedewerker', department: 'Klantenservice', manager: 'nele', since: '2022-02-07', signsIn: true },
  {
    key: 'sanne',
    given: 'Sanne',
    particle: 'van',
    family: 'Leeuwen',
    job: 'Webcaremedewerker',
    department: 'Klantenservice',
    manager: 'nele',
    since: '2023-05-15',
    signsIn: true,
  },
  { key: 'gert', given: 'Gert', family: 'Pauwels', job: 'Medewerker klantenservice', department: 'Klantenservice', manager: 'tom', since: '2016-05-02' },
  { key: 'ilona', given: 'Ilona', family: 'Kowalska', job: 'Medewerker klantenservice', department: 'Klantenservice', manager: 'tom', since: '2019-02-04' },
  { key: 'mehmet', given: 'Mehmet', family: 'Yıldız', job: 'Medewerker klantenservice', department: 'Klantenservice', manager: 'tom', since: '2021-01-11' },
  { key: 'lotte', given: 'Lotte', family: 'Claes', job: 'Onthaalmedewerker', department: 'Onthaal', manager: 'tom', since: '2018-08-27' },
  { key: 'nadia', given: 'Nadia', particle: 'van', family: 'Rooij', job: 'Onthaalmedewerker', department: 'Onthaal', manager: 'tom', since: '2020-09-01' },
  { key: 'dirk', given: 'Dirk', family: 'Segers', job: 'Hoofd verkoop', department: 'Verkoop', manager: 'annelies', since: '2012-09-03' },
  { key: 'pieter', given: 'Pieter', family: 'Vermeulen', job: 'Accountmanager', department: 'Verkoop', manager: 'dirk', since: '2017-03-06', signsIn: true },
  { key: 'joke', given: 'Joke', particle: 'de', family: 'Jong', job: 'Accountmanager', department: 'Verkoop', manager: 'dirk', since: '2019-05-06' },
  { key: 'sven', given: 'Sven', particle: "van 't", family: 'Hof', job: 'Accountmanager', department: 'Verkoop', manager: 'dirk', since: '2020-02-03' },
  { key: 'laura', given: 'Laura', family: 'Desmet', job: 'Verkoopondersteuning', department: 'Verkoop', manager: 'dirk', since: '2022-10-03' },
  {
    key: 'henk',
    given: 'Henk',
    particle: 'ter',
    family: 'Horst',
    job: 'Winkelmanager Utrecht',
    department: 'Winkels',
    manager: 'maarten',
    since: '2015-08-31',
    signsIn: true,
  },
  { key: 'an', given: 'An', family: 'Verstraete', job: 'Winkelmanager Gent', department: 'Winkels', manager: 'dirk', since: '2014-10-13', signsIn: true },
  { key: 'yves', given: 'Yves', family: 'Lambert', job: 'Winkelmanager Antwerpen', department: 'Winkels', manager: 'dirk', since: '2018-04-16', signsIn: true },
  { key: 'bea', given: 'Bea', particle: 'van', family: 'Looy', job: 'Winkelmedewerker', department: 'Winkels', manager: 'an', since: '2016-11-07' },
  { key: 'joris', given: 'Joris', particle: 'van', family: 'Wijk', job: 'Winkelmedewerker', department: 'Winkels', manager: 'henk', since: '2021-09-13' },
  { key: 'marleen', given: 'Marleen', family: 'Thys', job: 'Hoofd webshop', department: 'Webshop', manager: 'annelies', since: '2016-06-06', signsIn: true },
  { key: 'thijs', given: 'Thijs', particle: 'van der', family: 'Linden', job: 'Stagiair webshop', department: 'Webshop', manager: 'marleen', joined: 290 },
  { key: 'robin', given: 'Robin', family: 'Jacobs', job: 'Productfotograaf', department: 'Webshop', manager: 'marleen', since: '2020-06-01', signsIn: true },
  { key: 'zoe', given: 'Zoë', family: 'Martens', job: 'Webshopmedewerker', department: 'Webshop', manager: 'marleen', since: '2022-04-04' },
  { key: 'ahmed', given: 'Ahmed', family: 'Haddad', job: 'Hoofd logistiek', department: 'Logistiek', manager: 'annelies', since: '2015-03-16' },
  { key: 'rita', given: 'Rita', family: 'D’hondt', job: 'Planner', department: 'Logistiek', manager: 'ahmed', since: '2013-01-07' },
  { key: 'koen', given: 'Koen', family: 'Wauters', job: 'Magazijnier', department: 'Logistiek', manager: 'ahmed', since: '2019-10-14' },
  { key: 'milan', given: 'Milan', family: 'Dujardin', job: 'Accountdirecteur', department: 'Bureau', signsIn: true, agency: studio },
  { key: 'celine', given: 'Céline', family: 'Roussel', job: 'Contentmaker', department: 'Bureau', manager: 'milan', signsIn: true, agency: studio },
  { key: 'arno', given: 'Arno', particle: 'van', family: 'Gils', job: 'Contentmaker', department: 'Bureau', manager: 'milan', agency: studio },
  { key: 'tess', given: 'Tess', family: 'Bogaert', job: 'Planner', department: 'Bureau', manager: 'milan', agency: studio },
  { key: 'sjoerd', given: 'Sjoerd', family: 'Hoekstra', job: 'Advertentiespecialist', department: 'Bureau', signsIn: true, agency: bureau },
  { key: 'mila', given: 'Mila', particle: 'de', family: 'Roo', job: 'Advertentiespecialist', department: 'Bureau', manager: 'sjoerd', agency: bureau },
];

export const teams = [
  { key: 'webcare', name: 'Webcare', members: ['nele', 'jonas', 'amira', 'kris', 'sanne'] },
  { key: 'community', name: 'Community', members: ['yasmina', 'stijn'] },
] as const;

/** They have a login somewhere and have not confirmed the policy. */
export const unsigned: readonly string[] = ['stijn', 'celine', 'robin'];

export function nameOf({ given, particle, family }: Member): string {
  return [given, particle, family].filter(Boolean).join(' ');
}

const domains: Readonly<Record<string, string>> = { [studio]: 'studio-fictief.example', [bureau]: 'bijvoorbeeld.example' };

export function emailOf({ given, particle = '', family, agency }: Member): string {
  const part = (text: string) =>
    fold(text)
      .replaceAll('ı', 'i')
      .replace(/[^a-z]/g, '');
  return `${part(given)}.${part(particle + family)}@${domains[agency ?? ''] ?? 'voorbeeld.example'}`;
}
