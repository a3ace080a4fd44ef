import type { home as english } from '../en/home.ts';

export const home = {
  answerNothing: 'Niets heeft je nu nodig.',
  answer: (p, f) => {
    const things = f.plural(p.count, 'ding heeft', 'dingen hebben');
    return p.late === 0 ? `${things} je nodig.` : `${things} je nodig; ${p.late} daarvan ${p.late === 1 ? 'is' : 'zijn'} te laat.`;
  },
  softNothing: 'Wacht er iets op jou, dan staat het hier, het meest riskante eerst.',
  soft: (p) => `Eerst: ${p.title}.`,
  caption: 'Wat je nodig heeft, het dringendste eerst',
  when: 'Wanneer',
  what: 'Wat',
  kind: 'Soort',
  act: 'Doen',
  open: 'Open',
  more: (p, f) => `en nog ${f.number(p.count)}`,
  kinds: { task: 'Taak', rotation: 'Rotatie', offboarding: 'Uitdiensttreding', proposal: 'Import', policy: 'Reglement' },
  rotate: (p) => `Verander ${p.what} van ${p.account}`,
  rotateWhy: (p) => `${p.why}. Eigenaar: ${p.owner}.`,
  leaves: (p) => `${p.name} vertrekt`,
  cleaning: (p) => `Het opruimen na ${p.name}`,
  leavesBelow: { announced: 'Aangekondigd; de toegang eindigt op dat moment.', unannounced: 'Niet aangekondigd. Alleen HR en wie HR aanwees ziet dit.' },
  cleaningBelow: (p, f) => `${p.open} van ${f.plural(p.total, 'taak staat', 'taken staan')} nog open.`,
  proposals: (p, f) => `Bevestig of verwerp ${f.plural(p.count, 'einddatum', 'einddatums')} uit een import`,
  proposalsBelow: 'Er eindigt niets tot iemand beslist.',
  acknowledge: 'Lees de regels voor bedrijfsaccounts en zeg dat je je eraan houdt',
  acknowledgeBelow: 'Tot dan krijg je geen wachtwoord te zien.',
  today: 'vandaag',
  now: 'nu',
  stand: 'Hoe we ervoor staan',
  covered: (p) => `${p.covered} van ${p.total} gedeelde logins liggen in de kluis`,
  overdue: (p, f) => (p.count === 0 ? 'Geen rotatie is te laat' : `${f.plural(p.count, 'rotatie is', 'rotaties zijn')} te laat`),
  ownerless: (p, f) => (p.count === 0 ? 'Elk account heeft een eigenaar' : `${f.plural(p.count, 'account heeft', 'accounts hebben')} geen eigenaar`),
  deputyless: (p, f) =>
    p.count === 0 ? 'Elk account heeft een plaatsvervanger' : `${f.plural(p.count, 'account heeft', 'accounts hebben')} geen plaatsvervanger`,
  unacknowledged: (p, f) =>
    p.count === 0
      ? 'Iedereen met toegang kent de regels'
      : `${f.plural(p.count, 'medewerker', 'medewerkers')} met toegang bevestigde${p.count === 1 ? '' : 'n'} de regels nog niet`,
  coveredWhy: 'De andere kent alleen wie ze heeft.',
  overdueWhy: 'Ouder dan het maximum, of bekend bij iemand die ze niet hoort te kennen.',
  ownerlessWhy: 'Niemand beslist erover.',
  deputylessWhy: 'Is de eigenaar weg, dan beslist niemand.',
  unacknowledgedWhy: 'Tot dan zien ze geen wachtwoord.',
  see: 'Bekijk ze',
  firstSteps: 'Eerste stappen',
  importPeople: 'Importeer je medewerkers uit het HR-systeem',
  importAccounts: 'Importeer het register van accounts',
  addAccount: 'Of voeg zelf een eerste account toe',
} satisfies typeof english;
