import type { held as english } from '../en/held.ts';

export const held = {
  list: (p, f) =>
    `Er vertrekken meer mensen tegelijk dan gewoonlijk: ${f.plural(p.count, 'vertrek wacht', 'vertrekken wachten')} op een tweede persoon. Wie het betreft, kan zich niet aanmelden; verder is er niets van hen beëindigd.`,
  suspended: 'aanmelden opgeschort',
  cleanUp: 'aangehouden',
  untilConfirmed: 'Een tweede persoon moet het bevestigen.',
  answer: (p) => `Het vertrek van ${p.name} wacht op een tweede persoon.`,
  soft: (p) =>
    `Er vertrekken meer mensen tegelijk dan gewoonlijk. Sinds ${p.moment} kan deze persoon zich niet aanmelden; verder is er niets beëindigd, en het kan nog terug.`,
  toProposals: 'Beslis over wat wacht',
  callOff: 'Vertrekt deze persoon niet, dan lukt aanmelden meteen weer, en alles is zoals het was.',
  flash: (p) => `Aangehouden: er vertrekken meer mensen tegelijk dan gewoonlijk. ${p.name} kan zich niet aanmelden; een tweede persoon beslist.`,
} satisfies typeof english;
