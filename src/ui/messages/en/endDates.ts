/** Departures that wait for HR to decide: a file brought them, or somebody asks for them. */
export const endDates = {
  title: 'For you to decide',
  note: 'Found in a file, or asked for by somebody. Nothing ends until you confirm it.',
  caption: 'Proposed departures',
  proposedBy: (p: { name: string }) => `asked for by ${p.name}`,
  plannedOtherwise: 'planned for another moment',
  gone: 'gone already, and can still get in',
  passed: 'this day has passed, and nothing has ended',
  lastDay: 'End of service',
  confirm: 'Confirm',
  dismiss: 'Dismiss',
  proposeAt: (p: { day: string; time: string }) => `Propose to HR: ${p.day} ${p.time}`,
  moveTo: (p: { day: string; time: string }) => `Move to ${p.day} ${p.time}`,
  hrDecides: 'HR decides about a departure that is still to come. Nothing ends before they confirm it, and they tell you what you need to know.',
  moves: 'A departure of this person is planned for another moment. Confirming moves it to this one.',
  flashProposed: (p: { name: string }) => `Your proposal about ${p.name} is with HR.`,
  flashDismissed: 'The proposal is dismissed.',
};
