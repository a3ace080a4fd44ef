import type { Format } from '#src/ui/format.ts';

/** A departure that is one too many at once. */
export const held = {
  list: (p: { count: number }, f: Format) =>
    `More people leave at once than usual: ${f.plural(p.count, 'departure waits', 'departures wait')} for a second person. Those concerned cannot sign in, and nothing else of theirs has ended.`,
  suspended: 'sign-in suspended',
  cleanUp: 'held',
  untilConfirmed: 'A second person has to confirm it.',
  answer: (p: { name: string }) => `The departure of ${p.name} waits for a second person.`,
  soft: (p: { moment: string }) =>
    `More people leave at once than usual. Since ${p.moment} they cannot sign in; nothing else has ended, and it can be taken back.`,
  toProposals: 'Decide on what waits',
  callOff: 'If they do not leave, they can sign in again at once, and everything is as it was.',
  flash: (p: { name: string }) => `Held: more people leave at once than usual. ${p.name} cannot sign in; a second person decides.`,
};
