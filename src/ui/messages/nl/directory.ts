import type { directory as english } from '../en/directory.ts';

export const directory = {
  title: 'Invoeren',
  answer: 'Voer mensen en accounts in uit een bestand.',
  soft: 'Je ziet eerst wat er zou gebeuren. Er verandert niets tot je bevestigt, en door een invoer verliest niemand toegang.',
  kind: 'Wat er in het bestand staat',
  kinds: { people: 'Mensen', accounts: 'Accounts' },
  kindText: {
    people: 'Een export van het HR-systeem: naam, personeelsnummer of e-mail, leidinggevende, eerste en laatste dag.',
    accounts: 'Een register: platform, account, eigenaar, plaatsvervangers, wie toegang heeft, wanneer het wachtwoord het laatst is gewijzigd.',
  },
  file: 'Bestand',
  fileHint: 'CSV in UTF-8, met Nederlandse of Engelse koppen; hoogstens 10 MB en 10.000 rijen.',
  check: 'Kijk het bestand na',
  again: 'Ander bestand',
  confirm: (p) => `Voer ${p.rows} ${p.one ? 'rij' : 'rijen'} in`,
  askedAnswer: 'Staat in deze datums de dag voorop, of de maand?',
  askedSoft: (p) => `Onder “${p.column}” staat op regel ${p.line} ${p.text}, en het bestand zegt niet wat bedoeld is.`,
  dates: 'Datums in dit bestand',
  dayFirst: 'De dag staat voorop',
  monthFirst: 'De maand staat voorop',
  reads: (p) => `${p.text} is ${p.day}`,
  confirmRemark: 'Het bestand wacht 15 minuten, verzegeld, op jou alleen.',

  wouldAnswer: (p) => `${p.added} erbij en ${p.changed} gewijzigd, als je bevestigt.`,
  didAnswer: (p) => `${p.added} erbij en ${p.changed} gewijzigd.`,
  nothing: 'Alles uit dit bestand staat er al.',
  rest: (p) => `${p.rows} rijen gelezen, ${p.unchanged} ongewijzigd, ${p.bad} onbruikbaar.`,
  things: {
    people: (p) => `${p.count} ${p.one ? 'medewerker' : 'medewerkers'}`,
    accounts: (p) => `${p.count} ${p.one ? 'account' : 'accounts'}`,
  },

  mass: (p) => `Volgens dit bestand zouden ${p.count} mensen vertrekken. Is dit het juiste bestand?`,
  massSoft: 'Door een invoer verliest niemand toegang. Elk vertrek is alleen een voorstel, dat HR bevestigt of afwijst.',
  proposals: (p) =>
    p.one
      ? 'Eén medewerker heeft een einddatum: HR krijgt de vraag om over de uitdiensttreding te beslissen.'
      : `${p.count} medewerkers hebben een einddatum: HR krijgt de vraag om over hun uitdiensttreding te beslissen.`,
  waiting: (p) =>
    p.one
      ? 'Eén functie wacht: een beheerder, of de eigenaar van het account, bevestigt ze onder "Wacht op een tweede persoon".'
      : `${p.count} functies wachten: een beheerder, of de eigenaar van het account, bevestigt ze onder "Wacht op een tweede persoon".`,
  left: (p) => (p.one ? 'Eén medewerker vertrok vóór vandaag en staat zo genoteerd.' : `${p.count} medewerkers vertrokken vóór vandaag en staan zo genoteerd.`),
  unusedDates: (p) =>
    p.one
      ? 'Eén wachtwoorddatum is niet overgenomen: mensen komen daar binnen met hun eigen profiel.'
      : `${p.count} wachtwoorddatums zijn niet overgenomen: mensen komen daar binnen met hun eigen profiel.`,

  exposed: 'Weg, en kan er nog in',
  exposedSoft: 'HR beslist voor elk van hen over een uitdiensttreding.',
  exposedPerson: 'Medewerker',
  exposedAccounts: 'Accounts',

  bad: 'Rijen die erbuiten blijven',
  badSoft: 'Alle andere rijen komen binnen. Verbeter deze in het bestand en voer het opnieuw in: wat er al staat, blijft zoals het is.',
  notes: 'Opmerkingen bij rijen die binnenkomen',
  line: 'Regel',
  onLine: (p) => `regel ${p.line}`,
  column: 'Kolom',
  reason: 'Waarom',
  wholeRow: 'hele rij',
  more: (p) => `En nog ${p.count}. De opdrachtregel toont ze allemaal.`,

  ignored: 'Kolommen die niet zijn gelezen',
  ignoredWhy: {
    unknown: 'hier niet bekend',
    'other-column': 'een andere kolom van het bestand geeft dit al',
    secret: 'lijkt wachtwoorden te bevatten: nooit gelezen. Verwijder het bestand en typ elk wachtwoord op de pagina van zijn account',
  },

  remarks: {
    cells: (p) => `Deze rij heeft ${p.value} cellen, een ander aantal dan er koppen zijn. Ontbreekt er een scheidingsteken of aanhalingsteken?`,
    'no-name': () => 'Er is geen naam.',
    'no-identity': () => 'Er is geen personeelsnummer en geen e-mailadres, dus niemand weet wie dit is.',
    'too-long': (p) => `Dit is langer dan ${p.value} tekens.`,
    unprintable: () => 'Hierin staan tekens die niet af te drukken zijn.',
    'not-an-email': (p) => `“${p.value}” is geen e-mailadres.`,
    'not-a-date': (p) => `“${p.value}” is geen datum. Schrijf 31-12-2026 of 2026-12-31.`,
    'serial-date': (p) => `“${p.value}” is hoe een rekenblad dagen telt, en welke dag dat is hangt van het rekenblad af. Geef de kolom een datumnotatie.`,
    'dates-mixed': (p) => `De datums in deze kolom zijn niet op één manier geschreven (regel ${p.value}): geen ervan is gelezen.`,
    'dates-against': (p) => `Deze kolom is niet te lezen in de volgorde die voor de datums is gekozen (regel ${p.value}): geen ervan is gelezen.`,
    'dates-moments': (p) => `In deze kolom staan tijdstippen, en welke dag ze bedoelen is niet te zien (regel ${p.value}): geen ervan is gelezen.`,
    'ends-before-start': () => 'De laatste dag ligt vóór de eerste.',
    'number-twice': (p) => `Regel ${p.value} heeft ook dit personeelsnummer, en het is niet zeker dat het om één medewerker gaat. Beide blijven erbuiten.`,
    'email-twice': (p) => `Regel ${p.value} heeft ook dit e-mailadres, en het is niet zeker dat het om één medewerker gaat. Beide blijven erbuiten.`,
    'number-alike': (p) => `${p.value}: heeft een rekenblad de nullen weggelaten? Schrijf het personeelsnummer zoals het was.`,
    'number-changed': (p) => `Het personeelsnummer was ${p.value}.`,
    'beside-bad': (p) => `Deze medewerker staat ook op regel ${p.value}, en die rij is onbruikbaar. Beide blijven erbuiten.`,
    'several-rows': (p) => `Deze medewerker staat op de regels ${p.value}. Deze rij telt: ze heeft geen einde, of het laatste.`,
    'contract-end': () => 'Er eindigt een contract en in het bestand volgt er niets op. HR krijgt de vraag of deze medewerker vertrekt.',
    'other-language': (p) => `“${p.value}” is geen taal die Keyholder spreekt: deze medewerker krijgt de taal van de organisatie.`,
    'number-taken': (p) => `Dit e-mailadres is van de medewerker met nummer ${p.value}.`,
    'email-taken': (p) => `Dit e-mailadres is van ${p.value}.`,
    'own-manager': () => 'Niemand is de eigen leidinggevende: deze medewerker heeft er geen.',
    'unknown-manager': (p) => `Niemand is bekend als “${p.value}”: deze leidinggevende is weggelaten.`,
    'recorded-as-left': () => 'Staat hier als vertrokken. Is deze medewerker terug, noteer dat dan op de eigen pagina.',
    'end-date-gone': () => 'Het bestand heeft geen einddatum meer. De voorgestelde uitdiensttreding wacht tot HR ze afwijst.',
    'not-by-service': () => 'Een beheerder of iemand van HR, en die wijzigt geen dienst. Deze gegevens blijven zoals ze zijn.',
    'other-organisation': (p) => `Deze medewerker blijft bij ${p.value}: een invoer verplaatst niemand naar een andere organisatie.`,
    'no-platform': () => 'Er is geen platform.',
    'unknown-platform': (p) => `“${p.value}” is geen platform dat we kennen.`,
    'no-handle': () => 'Er is geen accountnaam.',
    'not-a-link': (p) => `“${p.value}” is geen webadres.`,
    'not-a-criticality': (p) => `“${p.value}” is niet kritiek, normaal of laag.`,
    'in-the-future': () => 'Deze datum moet nog komen.',
    'account-twice': (p) => `Dit account staat al op regel ${p.value}.`,
    'too-many-people': (p) => `Hier staan meer dan ${p.value} mensen. Verdeel ze over meer rijen, of geef toegang op de pagina van het account.`,
    'and-more': (p) => `Vanaf hier zijn er nog ${p.value} opmerkingen. Los eerst op wat hierboven staat en breng het bestand opnieuw in.`,
    'unknown-person': (p) => `Niemand is bekend als “${p.value}”: weggelaten.`,
    'hr-in-office': (p) => `${p.value} werkt voor HR, en HR is eigenaar noch plaatsvervanger van een account: weggelaten.`,
    'gone-in-office': (p) => `${p.value} vertrekt of is vertrokken: geen eigenaar of plaatsvervanger, wel meegeteld bij wie erin kan.`,
    'no-owner': () => 'Dit account heeft nog geen eigenaar. Stel er een aan op de pagina van het account.',
    'other-owner': (p) => `Het bestand noemt ${p.value} als eigenaar. De eigenaar blijft; een andere stel je aan op de pagina van het account.`,
    'access-ended': (p) => `De toegang van ${p.value} is hier beëindigd en komt niet terug.`,
  },

  plain: {
    dryRun: 'Er is niets gewijzigd: dit was een proef.',
    remark: (p) => `  regel ${p.line}, ${p.column}: ${p.text}`,
    ignored: (p) => `  kolom “${p.heading}”: ${p.why}`,
    exposed: (p) => `  ${p.name}: ${p.accounts}`,
  },
} satisfies typeof english;
