import type { Format } from '#src/ui/format.ts';

export const home = {
  answerNothing: 'Nothing needs you now.',
  answer: (p: { count: number; late: number }, f: Format) => {
    const things = f.plural(p.count, 'thing needs', 'things need');
    return p.late === 0 ? `${things} you.` : `${things} you; ${p.late} of them ${p.late === 1 ? 'is' : 'are'} late.`;
  },
  softNothing: 'When something waits for you, it stands here, the riskiest first.',
  soft: (p: { title: string }) => `First: ${p.title}.`,
  caption: 'What needs you, the most urgent first',
  when: 'When',
  what: 'What',
  kind: 'Kind',
  act: 'Act',
  open: 'Open',
  more: (p: { count: number }, f: Format) => `and ${f.plural(p.count, 'more', 'more')}`,
  kinds: { task: 'Task', rotation: 'Rotation', offboarding: 'Offboarding', proposal: 'Import', policy: 'Policy' },
  rotate: (p: { what: string; account: string }) => `Change ${p.what} of ${p.account}`,
  rotateWhy: (p: { why: string; owner: string }) => `${p.why}. Owner: ${p.owner}.`,
  leaves: (p: { name: string }) => `${p.name} leaves`,
  cleaning: (p: { name: string }) => `The clean-up after ${p.name}`,
  leavesBelow: { announced: 'Announced; access ends at that moment.', unannounced: 'Not announced. Only HR and whoever it named can see this.' },
  cleaningBelow: (p: { open: number; total: number }, f: Format) => `${p.open} of ${f.plural(p.total, 'task is', 'tasks are')} still open.`,
  proposals: (p: { count: number }, f: Format) => `Confirm or dismiss ${f.plural(p.count, 'end date', 'end dates')} from an import`,
  proposalsBelow: 'Nothing ends until somebody decides.',
  acknowledge: 'Read the rules for company accounts and say that you will keep to them',
  acknowledgeBelow: 'Until then no password is shown to you.',
  today: 'today',
  now: 'now',
  stand: 'How we stand',
  covered: (p: { covered: number; total: number }) => `${p.covered} of ${p.total} shared logins are in the vault`,
  overdue: (p: { count: number }, f: Format) => (p.count === 0 ? 'No rotation is overdue' : `${f.plural(p.count, 'rotation is', 'rotations are')} overdue`),
  ownerless: (p: { count: number }, f: Format) =>
    p.count === 0 ? 'Every account has an owner' : `${f.plural(p.count, 'account has', 'accounts have')} no owner`,
  deputyless: (p: { count: number }, f: Format) =>
    p.count === 0 ? 'Every account has a deputy' : `${f.plural(p.count, 'account has', 'accounts have')} no deputy`,
  unacknowledged: (p: { count: number }, f: Format) =>
    p.count === 0
      ? 'Everybody with access knows the rules'
      : `${f.plural(p.count, 'person with access has', 'people with access have')} not acknowledged the rules`,
  coveredWhy: 'The others are known only to whoever holds them.',
  overdueWhy: 'Older than the limit, or known to somebody who should not.',
  ownerlessWhy: 'Nobody decides about them.',
  deputylessWhy: 'If the owner is away, nobody decides.',
  unacknowledgedWhy: 'They cannot see a password until they do.',
  see: 'See them',
  firstSteps: 'First steps',
  importPeople: 'Import your people from the HR system',
  importAccounts: 'Import the register of accounts',
  addAccount: 'Or add a first account by hand',
};
