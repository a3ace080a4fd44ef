import type { Criticality } from '#db/words.ts';
import type { Format } from '#src/ui/format.ts';

type Kinds =
  | 'alarm'
  | 'task'
  | 'rotation'
  | 'confirmation'
  | 'offboarding'
  | 'proposal'
  | 'decision'
  | 'consent'
  | 'invitation'
  | 'policy'
  | 'recovery-codes'
  | 'sign-in-reset'
  | 'backup';

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
  acts: {
    alarm: 'Open',
    task: 'Open',
    rotation: 'Open',
    confirmation: 'Confirm',
    offboarding: 'Open',
    proposal: 'Decide',
    decision: 'Decide',
    consent: 'Decide',
    invitation: 'Invite',
    policy: 'Read',
    'recovery-codes': 'Make new ones',
    'sign-in-reset': 'Stop it',
    backup: 'Look',
  } satisfies Record<Kinds, string>,
  rotateAct: 'Rotate',
  goOn: 'Go on',
  primary: {
    alarm: 'Open the account',
    task: 'Open the task',
    rotation: 'Open the account',
    confirmation: 'Try it and confirm',
    offboarding: 'Open the clean-up',
    proposal: 'Decide on the departures',
    decision: 'Decide on what waits',
    consent: 'Decide about the service',
    invitation: 'Invite them',
    policy: 'Read the rules',
    'recovery-codes': 'Make new recovery codes',
    'sign-in-reset': 'Stop the reset of your sign-in',
    backup: 'See the backups in the log',
  } satisfies Record<Kinds, string>,
  openDeparture: 'Open the departure',
  rotatePrimary: 'Rotate it now',
  goOnPrimary: 'Go on with the rotation',
  plan: 'Somebody leaves',
  more: (p: { count: number }, f: Format) => `and ${f.plural(p.count, 'more', 'more')}`,
  kinds: {
    alarm: 'Alarm',
    task: 'Task',
    rotation: 'Rotation',
    confirmation: 'Confirmation',
    offboarding: 'Offboarding',
    proposal: 'Proposal',
    decision: 'Second person',
    consent: 'Consent',
    invitation: 'Invitation',
    policy: 'Policy',
    'recovery-codes': 'Your sign-in',
    'sign-in-reset': 'Your sign-in',
    backup: 'Backup',
  } satisfies Record<Kinds, string>,
  alarm: (p: { who: string; secrets: number }, f: Format) => `${p.who} looked at ${f.plural(p.secrets, 'secret', 'secrets')} within ten minutes`,
  alarmBelow: 'The owners of the accounts were told. Ask why.',
  alarmOne: (p: { account: string }) => `Among them one of ${p.account}, which is in your care. Ask why.`,
  alarmOthers: (p: { account: string; count: number }, f: Format) =>
    `Among them some of ${p.account} and of ${f.plural(p.count, 'other account', 'other accounts')} in your care. Ask why.`,
  alarmWho: 'See who it was',
  taskWhy: {
    offboarding: (p: { name: string }) => `For the departure of ${p.name}.`,
    access: (p: { name: string }) => `A way in of ${p.name} was ended.`,
  },
  taskMine: 'Assigned to you.',
  lateWith: (p: { name: string }) => `Late with ${p.name}.`,
  withAway: (p: { name: string }) => `With ${p.name}, who cannot be reached now.`,
  withShutOut: (p: { name: string }) => `With ${p.name}, who has no access to Keyholder: an administrator invites them.`,
  withNobody: 'Nobody has it in hand.',
  invite: (p: { name: string; others: number }, f: Format) =>
    p.others === 0 ? `Invite ${p.name}` : `Invite ${p.name} and ${f.plural(p.others, 'other owner', 'other owners')}`,
  inviteBelow: 'They own accounts and cannot come into Keyholder, so nobody reminds them. What is theirs goes to the next in line.',
  backup: 'Make a backup of the vault',
  backupNever: 'None was ever made.',
  backupLast: (p: { date: string }) => `The last one is of ${p.date}.`,
  backupBelow: 'Whoever runs this machine looks why: ./keyholder doctor tells, and docs/operations.md has the nightly backup.',
  somebody: 'somebody',
  rotate: (p: { what: string; account: string }) => `Change ${p.what} of ${p.account}`,
  tooOld: (p: { days: number; criticality: Criticality }, f: Format) =>
    `Older than ${f.plural(p.days, 'day', 'days')}, the limit for a ${{ critical: 'critical', normal: 'normal', low: 'minor' }[p.criticality]} account.`,
  soonOld: (p: { days: number }, f: Format) => `Then it is ${f.plural(p.days, 'day', 'days')} old, the limit.`,
  rotateMine: 'You are the owner.',
  rotateNobody: 'It comes to you because the account has no owner.',
  confirm: (p: { what: string; account: string }) => `Try and confirm ${p.what} of ${p.account}`,
  confirmBelow: (p: { by: string }) => `${p.by} set it. The account is critical, so somebody else confirms.`,
  leaves: (p: { name: string }) => `${p.name} leaves`,
  cleaning: (p: { name: string }) => `The clean-up after ${p.name}`,
  leavesBelow: {
    held: 'Held: a second person has to confirm it.',
    announced: 'Announced; access ends at that moment.',
    unannounced: 'Not announced. Only HR and whoever it named can see this.',
  },
  cleaningBelow: (p: { open: number; total: number }, f: Format) => `${f.number(p.open)} of ${f.plural(p.total, 'task is', 'tasks are')} still open.`,
  cleaningWaits: (p: { who: string; account: string }) => `Waits for ${p.who}, ${p.account}.`,
  cleaningWaitsPlain: (p: { who: string }) => `Waits for ${p.who}.`,
  proposals: (p: { count: number }, f: Format) => `Confirm or dismiss ${f.plural(p.count, 'proposed departure', 'proposed departures')}`,
  fewCodes: (p: { left: number }) => (p.left === 0 ? 'You have no recovery code left' : `You have ${p.left} recovery ${p.left === 1 ? 'code' : 'codes'} left`),
  ownReset: 'Somebody asked to reset your sign-in',
  ownResetBelow: (p: { at: string }) => `After ${p.at} a link to a new password leaves. If that was not you, stop it.`,
  fewCodesBelow: 'Without one nobody gets you in again when your phone is gone.',
  proposalsBelow: 'Nothing ends until somebody decides.',
  acknowledge: 'Read the rules for company accounts and say that you will keep to them',
  consent: (p: { service: string; account: string }) => `${p.service} asks to get at the secrets of ${p.account}`,
  consentBelow: (p: { token: string; maker: string }) => `With the token “${p.token}”, which ${p.maker} made. Until you let it, it opens nothing there.`,
  confirmPolicy: (p: { title: string }) => `Read “${p.title}” and confirm it`,
  confirmPolicyBelow: 'It applies to everybody who works here.',
  confirmPolicyPrimary: 'Read and confirm',
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
