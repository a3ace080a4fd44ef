import type { Format } from '#src/ui/format.ts';

type Kinds = 'task' | 'rotation' | 'offboarding' | 'proposal' | 'decision' | 'policy';

export const home = {
  answerNothing: 'Nothing needs you now.',
  answer: (p: { count: number; late: number }, f: Format) => {
    const things = f.plural(p.count, 'thing needs', 'things need');
    if (p.late === 0) return `${things} you.`;
    if (p.late === p.count) return p.count === 1 ? '1 thing needs you and is late.' : `${things} you, and all of them are late.`;
    return `${things} you; ${f.number(p.late)} of them ${f.pick(p.late, 'is', 'are')} late.`;
  },
  softNothing: 'When something waits for you, it stands here, the riskiest first.',
  soft: (p: { title: string }) => `First: ${p.title}.`,
  caption: 'What needs you, the most urgent first',
  when: 'When',
  what: 'What',
  kind: 'Kind',
  act: 'Act',
  acts: { task: 'Open', rotation: 'Open', offboarding: 'Open', proposal: 'Decide', decision: 'Decide', policy: 'Read' } satisfies Record<Kinds, string>,
  rotateAct: 'Rotate',
  goOn: 'Go on',
  primary: {
    task: 'Open the task',
    rotation: 'Open the account',
    offboarding: 'Open the clean-up',
    proposal: 'Decide on the end dates',
    decision: 'Decide on what waits',
    policy: 'Read the rules',
  } satisfies Record<Kinds, string>,
  openDeparture: 'Open the departure',
  rotatePrimary: 'Rotate it now',
  goOnPrimary: 'Go on with the rotation',
  plan: 'Somebody leaves',
  more: (p: { count: number }, f: Format) => `and ${f.plural(p.count, 'more', 'more')}`,
  kinds: { task: 'Task', rotation: 'Rotation', offboarding: 'Offboarding', proposal: 'Import', decision: 'Second person', policy: 'Policy' } satisfies Record<
    Kinds,
    string
  >,
  taskWhy: {
    offboarding: (p: { name: string }) => `For the departure of ${p.name}; assigned to you.`,
    access: (p: { name: string }) => `A way in of ${p.name} was ended; assigned to you.`,
  },
  somebody: 'somebody',
  rotate: (p: { what: string; account: string }) => `Change ${p.what} of ${p.account}`,
  tooOld: (p: { days: number; criticality: 'critical' | 'normal' | 'low' }, f: Format) =>
    `Older than ${f.plural(p.days, 'day', 'days')}, the limit for a ${{ critical: 'critical', normal: 'normal', low: 'minor' }[p.criticality]} account.`,
  soonOld: (p: { days: number }, f: Format) => `Then it is ${f.plural(p.days, 'day', 'days')} old, the limit.`,
  rotateMine: 'You are the owner.',
  rotateOther: (p: { owner: string }) => `Late with ${p.owner}.`,
  rotateNobody: 'It comes to you because the account has no owner.',
  leaves: (p: { name: string }) => `${p.name} leaves`,
  cleaning: (p: { name: string }) => `The clean-up after ${p.name}`,
  leavesBelow: { announced: 'Announced; access ends at that moment.', unannounced: 'Not announced. Only HR and whoever it named can see this.' },
  cleaningBelow: (p: { open: number; total: number }, f: Format) => `${f.number(p.open)} of ${f.plural(p.total, 'task is', 'tasks are')} still open.`,
  cleaningWaits: (p: { who: string; account: string }) => `Waits for ${p.who}, ${p.account}.`,
  cleaningWaitsPlain: (p: { who: string }) => `Waits for ${p.who}.`,
  proposals: (p: { count: number }, f: Format) => `Confirm or dismiss ${f.plural(p.count, 'end date', 'end dates')} from an import`,
  proposalsBelow: 'Nothing ends until somebody decides.',
  acknowledge: 'Read the rules for company accounts and say that you will keep to them',
  acknowledgeBelow: 'Until then no password is shown to you.',
  now: 'now',
  stand: 'How we stand',
  covered: (p: { covered: number; total: number }) => `${p.covered} of ${p.total} shared logins are in the vault`,
  overdue: (p: { count: number }, f: Format) => (p.count === 0 ? 'No rotation is overdue' : `${f.plural(p.count, 'rotation is', 'rotations are')} overdue`),
  ownerless: (p: { count: number }, f: Format) =>
    p.count === 0 ? 'Every account has an owner' : `${f.plural(p.count, 'account has', 'accounts have')} no owner`,
  deputyless: (p: { count: number }, f: Format) =>
    p.count === 0 ? 'Every account has a deputy' : `${f.plural(p.count, 'account has', 'accounts have')} no deputy`,
  unacknowledged: (p: { count: number }, f: Format) => `${f.plural(p.count, 'person', 'people')} with access did not acknowledge the rules`,
  unacknowledgedWhy: 'They cannot see a password until they do.',
  moreThan: (p: { by: number; month: string }, f: Format) => `${f.number(p.by)} more than at the end of ${p.month}`,
  fewerThan: (p: { by: number; month: string }, f: Format) => `${f.number(p.by)} fewer than at the end of ${p.month}`,
  same: (p: { month: string }) => `unchanged since ${p.month}`,
  sameAlways: 'the same all along',
  trendTitle: (p: { lead: string; points: string }) => `${p.lead}. At the end of each month: ${p.points}.`,
  see: (p: { count: number }, f: Format) => (p.count === 1 ? 'See it' : `See the ${f.number(p.count)}`),
  toPolicy: 'See the rules',
  firstSteps: 'First steps',
  importPeople: 'Import your people from the HR system',
  importAccounts: 'Import the register of accounts',
  addAccount: 'Or add a first account by hand',
  own: 'Your accounts',
  allOwn: (p: { count: number }, f: Format) => `All ${f.number(p.count)}`,
  finished: 'Finished lately',
  finishedOn: (p: { day: string }) => `left ${p.day}`,
  certificate: (p: { number: string }) => `Certificate ${p.number}`,
};
