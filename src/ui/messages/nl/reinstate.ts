import type { reinstate as english } from '../en/reinstate.ts';

export const reinstate: typeof english = {
  title: 'Weer in dienst',
  answer: (p) => `Is ${p.name} terug?`,
  soft: 'Er komt een nieuwe dienstperiode en een uitnodiging om zich aan te melden, en verder niets: geen toegang, rol of team komt terug. Wat bekend was, blijft bekend, en de opruiming gaat door. De leidinggevende, HR en de eigenaars van de betrokken accounts horen het.',
  reason: 'Waarom',
  reasonHint: 'Een vertrek bij vergissing, of iemand die terugkeert. Het blijft in het logboek.',
  startedOn: 'Eerste dag, als die niet vandaag is',
  startedOnHint: 'Voor de nieuwe dienstperiode; de uitnodiging wacht er niet op.',
  act: 'Neem weer in dienst',
  done: 'Weer in dienst. Er is geen mail om mee uit te nodigen: een beheerder nodigt uit op deze pagina.',
  doneMail: 'Weer in dienst. De uitnodiging is onderweg per mail.',
};
