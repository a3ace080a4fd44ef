import type { setup as english } from '../en/setup.ts';

export const setup = {
  title: 'Inrichten',
  steps: { label: 'Stappen van het inrichten', company: 'Bedrijf en jij', factor: 'Tweede factor', keys: 'Sleutels en gegevens' },
  link: {
    answer: 'Richt Keyholder in met je eenmalige link.',
    soft: 'De link verscheen toen Keyholder startte. Plak hier alles wat na de # staat als het nog niet is ingevuld.',
    token: 'Code van de link',
    submit: 'Verder',
    demo: (p) =>
      `Wil je eerst rondkijken? In de map van Keyholder start ${p.command} er een tweede naast, met een voorbeeldbedrijf: verzonnen mensen en accounts, en een jaar geschiedenis.`,
  },
  company: {
    answer: 'Wie ben je?',
    soft: 'Je bedrijf en de eerste beheerder. Over 2 minuten kun je medewerkers en accounts binnenhalen.',
    company: 'Je bedrijf',
    organisation: 'Naam van het bedrijf',
    timeZone: 'Tijdzone',
    timeZoneHint: 'Elk tijdstip wordt in deze zone getoond.',
    language: 'Taal van het bedrijf',
    languageHint: 'Voor mails en voor wie er geen gekozen heeft. Iedereen kan wisselen.',
    you: 'Jij, de eerste beheerder',
    givenName: 'Voornaam',
    familyName: 'Familienaam',
    submit: 'Verder',
    administers: 'Een beheerder beheert accounts, medewerkers en instellingen, en ziet een geheim alleen waar iemand toegang gaf.',
  },
  ready: {
    title: 'Sleutels en gegevens',
    answer: 'Keyholder is klaar. Maak een kopie van de hoofdsleutel voor je er iets in bewaart.',
    soft: 'Twee dingen kun je voorgoed verliezen: dit bestand en de back-up van de gegevens. Bewaar ze apart.',
    rootKey: 'Waar de hoofdsleutel staat',
    rootKeyText: (p) =>
      `Elk geheim is versleuteld en alles opent met één sleutel: het bestand ${p.file} op deze machine. Kopieer het naar een veilige plaats die niet in de back-up zit. Zonder dat bestand kan niemand de kluis nog lezen, ook wij niet. Wie het bestand én de database heeft, kan alles lezen.`,
    signing: 'Hoe anderen ons kunnen nakijken',
    signingText:
      'Certificaten worden ondertekend. Noteer deze vingerafdruk van de handtekeningsleutel buiten Keyholder: daarmee kun je een certificaat jaren later nog nakijken.',
    anchor: 'Het einde van het logboek',
    anchorText: (p) =>
      `Keyholder schrijft de laatste regel van het logboek ook naar ${p.file}. Zet dat bestand als het kan op een andere schijf: dan kan niemand ongezien het einde van het logboek wegknippen.`,
    policies: '2 reglementen zijn gepubliceerd',
    policiesText:
      'Het zijn onze eigen teksten, om mee te beginnen. Lees ze, pas aan wat bij jullie anders is, en bevestig ze ook zelf: anders wordt geen enkel geheim getoond.',
    next: 'Wat nu volgt',
    readPolicies: 'Reglementen lezen',
    importPeople: 'Medewerkers importeren',
    importAccounts: 'Accounts importeren',
    start: 'Naar de startpagina',
  },
} satisfies typeof english;
