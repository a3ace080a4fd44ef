import type { endDates as english } from '../en/endDates.ts';

export const endDates = {
  title: 'Aan jou om te beslissen',
  note: 'Gevonden in een bestand, of gevraagd door iemand. Er eindigt niets tot je bevestigt.',
  caption: 'Voorgestelde vertrekken',
  proposedBy: (p) => `gevraagd door ${p.name}`,
  plannedOtherwise: 'gepland op een ander moment',
  gone: 'al weg, en kan er nog in',
  passed: 'deze dag is voorbij, en er is niets beëindigd',
  lastDay: 'Einde dienst',
  confirm: 'Bevestig',
  dismiss: 'Wijs af',
  proposeAt: (p) => `Stel voor aan HR: ${p.day} ${p.time}`,
  moveTo: (p) => `Verplaats naar ${p.day} ${p.time}`,
  hrDecides: 'Over een vertrek dat nog moet komen, beslist HR. Er eindigt niets voor zij het bevestigen, en zij vertellen je wat je moet weten.',
  moves: 'Er is al een vertrek van deze medewerker gepland op een ander moment. Bevestigen verplaatst het naar dit moment.',
  flashProposed: (p) => `Je voorstel over ${p.name} ligt bij HR.`,
  flashDismissed: 'Het voorstel is afgewezen.',
} satisfies typeof english;
