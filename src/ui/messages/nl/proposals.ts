import type { proposals as english } from '../en/proposals.ts';

export const proposals = {
  title: 'Wacht op een tweede persoon',
  answer: (p, f) => {
    if (p.count === 0) return 'Er wacht niets op een tweede persoon.';
    const waits = f.plural(p.count, 'handeling wacht', 'handelingen wachten');
    if (p.mine === 0) return `${waits} op een tweede persoon, en dat ben jij niet.`;
    return p.mine === p.count ? `${waits} op jouw woord.` : `${waits} op een tweede persoon; over ${f.number(p.mine)} mag jij beslissen.`;
  },
  softNothing: 'Wat een machine vraagt, of iemand voor zichzelf, komt hier terecht voordat het gebeurt.',
  soft: 'Er is nog niets van gebeurd. Bevestig wat je verwachtte; vraag eerst na wat je niet verwachtte.',
  caption: 'Wat wacht, het oudste eerst',
  what: {
    office: (p) => `${p.person} als ${p.office} van ${p.account}`,
    grant: (p) => `Toegang tot ${p.account} voor ${p.person} (${p.way})`,
    departure: (p) => `${p.person} vertrekt: alle toegang eindigt`,
    invitation: (p) => `Het nieuwe adres van ${p.person} is juist, en daar mag een uitnodiging heen`,
    'sign-in-reset': (p) => `Een nieuwe aanmelding voor ${p.person}, ${p.lost} kwijt`,
  },
  lost: { factor: 'telefoon', password: 'wachtwoord', both: 'telefoon en wachtwoord' },
  asked: 'Het wacht op een tweede persoon, omdat jij net het adres van deze persoon bepaalde.',
  column: { what: 'Wat', asked: 'Gevraagd door', act: 'Doen' },
  why: {
    machine: 'Een machine vroeg het; een mens beslist.',
    'to-oneself': 'Niemand geeft zichzelf iets.',
    'after-change': 'Kort daarvoor wijzigde iemand waar de mail naartoe gaat.',
    breaker: 'Er vertrekken meer mensen tegelijk dan gewoonlijk. Intussen kunnen ze zich niet aanmelden.',
    'lost-sign-in': 'Iemand zegt niet meer binnen te kunnen.',
  },
  machine: 'de machine',
  onAt: (p) => `${p.name}, ${p.at}`,
  readyAt: (p) => `Niet voor ${p.at}.`,
  together: (p, f) => `Samen gevraagd: ${f.plural(p.count, 'handeling', 'handelingen')}`,
  togetherNote: 'Bevestigen doet hiervan alles waarover jij mag beslissen.',
  confirmTogether: (p, f) => (p.count === 1 ? 'Bevestig ze' : `Bevestig alle ${f.number(p.count)}`),
  others: 'Daarnaast',
  confirm: 'Bevestig',
  dismiss: 'Wijs af',
  done: (p, f) => {
    const done = p.confirmed === 0 ? 'Er is niets gebeurd.' : p.confirmed === 1 ? 'Het is gebeurd.' : `${f.number(p.confirmed)} zijn gebeurd.`;
    return p.overtaken === 0 ? done : `${done} ${f.plural(p.overtaken, 'past', 'passen')} niet meer en is gesloten.`;
  },
  dismissed: 'Het gaat niet door.',
  kind: { office: 'Functie', grant: 'Toegang', invitation: 'Adres', 'sign-in-reset': 'Aanmelding', departure: 'Vertrek' },
  toDecide: (p, f) => `${f.plural(p.count, 'handeling wacht', 'handelingen wachten')} op jou als tweede persoon`,
  toDecideBelow: 'Er gebeurt niets van voordat iemand beslist.',
} satisfies typeof english;
