import type { Format } from '#src/ui/format.ts';

export const access = {
  who: 'Who can get in',
  whoNote: (p: { people: number; paths: number }, f: Format) => `${f.plural(p.people, 'person', 'people')}, ${f.plural(p.paths, 'way in', 'ways in')}`,
  answer: (p: { people: number }, f: Format) =>
    p.people === 0 ? 'Nobody can get in, as far as Keyholder knows.' : `${f.plural(p.people, 'person', 'people')} can get in.`,
  answerLeaving: (p: { people: number; leaving: number; day: string }, f: Format) =>
    `${f.plural(p.people, 'person', 'people')} can still get in; ${p.leaving === 1 ? '1 of them leaves' : `${f.number(p.leaving)} of them leave`}${p.leaving === 1 ? ` on ${p.day}` : `, the first on ${p.day}`}.`,
  answerOpen: (p: { people: number; open: number }, f: Format) =>
    `${f.plural(p.people, 'person', 'people')} can still get in; ${f.number(p.open)} of them ${f.pick(p.open, 'has', 'have')} no right to it any more.`,
  answerOn: (p: { people: number; day: string }, f: Format) =>
    p.people === 0 ? `Nobody could get in on ${p.day}.` : `${f.plural(p.people, 'person', 'people')} could get in on ${p.day}.`,
  answerHolder: {
    manage: 'You manage this login.',
    reveal: 'You may show this login.',
    code: 'You may ask for one-time codes.',
    none: 'You get in here with a profile of your own.',
  },
  lost: (p: { ways: string; day: string }) => `After ${p.day} nobody holds ${p.ways}.`,
  stillOpen: (p: { open: number }, f: Format) => `${f.plural(p.open, 'person', 'people')} lost the right to it; it is not proven that the way in is gone.`,
  softOn: 'This is how it was. What can be done stands on the page of today.',
  today: 'Show today',
  caption: 'Everybody who can get in, and how',
  person: 'Person',
  way: 'Way in',
  last: 'Last',
  stand: 'State',
  act: 'Act',
  team: (p: { team: string }) => `through ${p.team}`,
  leaves: (p: { moment: string }) => `Leaves ${p.moment}`,
  left: (p: { moment: string }) => `Gone since ${p.moment}`,
  owner: 'Owner',
  deputy: 'Deputy',
  kind: { office: 'login', knows: 'still in the head', 'known-outside': 'login, from before Keyholder' },
  checked: (p: { day: string }) => `checked ${p.day}`,
  since: (p: { day: string }) => `since ${p.day}`,
  stays: 'stays',
  until: (p: { day: string }) => `until ${p.day}`,
  ends: (p: { day: string }) => `ends ${p.day}`,
  check: 'please check',
  old: (p: { age: string }) => `last seen ${p.age}`,
  unproven: 'not proven gone',
  knows: (p: { secret: string }) => `still knows the ${p.secret}`,
  end: 'End',
  markChecked: 'It is so',
  give: 'Give access',
  emptyTitle: 'Nobody can get in, as far as Keyholder knows.',
  emptyText: 'Give somebody access, or name an owner who manages the login.',
  bus: (p: { factor: number }) => `Bus factor ${p.factor}.`,
  busText: (p: { factor: number }, f: Format) =>
    p.factor === 0
      ? 'If the one person it hangs on is gone, nobody gets in any more. Give somebody else a way in.'
      : p.factor === 1
        ? 'If the most important person is gone, 1 person is left who can get in. Two is safer.'
        : `If the most important person is gone, ${f.number(p.factor)} people are left who can get in.`,
  onDate: 'Who could get in on another day',
  day: 'Day',
  ask: 'Who could get in?',
  map: 'Access map',
  mapTitle: (p: { people: number; ways: number }, f: Format) =>
    `${f.plural(p.people, 'person', 'people')} and the ${f.plural(p.ways, 'kind of way', 'kinds of ways')} by which they get in`,
  now: 'now',
  stay: 'stays',
  nobody: 'nobody',
  group: { login: 'Login', 'platform-role': 'Role', 'recovery-contact': 'Recovery', 'second-factor': 'Second factor', 'connected-app': 'App' },
  lostGroup: {
    login: 'the login',
    'platform-role': 'a role',
    'recovery-contact': 'the recovery channel',
    'second-factor': 'the second factor',
    'connected-app': 'the connected app',
  },
  others: (p: { count: number }, f: Format) => f.plural(p.count, 'other', 'others'),
  legendShort: { ends: 'leave', unproven: 'not proven gone' },
  legend: { stays: 'stays', ends: 'ends with its person', unproven: 'ended, not proven' },

  giveTitle: 'Give access',
  giveAnswer: (p: { account: string }) => `Who gets into ${p.account}, and how?`,
  giveSoft: 'Nobody gives access to themselves. It is written down, and the person hears of it.',
  toPerson: 'To a person',
  personHint: 'Name, address or staff number.',
  toTeam: 'Or to a team',
  noTeam: 'no team',
  theKind: 'How do they get in?',
  kindName: {
    'shared-login': 'Login',
    'platform-role': 'Role on the platform',
    'recovery-contact': 'Recovery contact',
    'second-factor': 'Second factor',
    'connected-app': 'Connected app',
    'known-outside': 'Known from before',
  },
  kindText: {
    'shared-login': 'Through Keyholder, with the login of the company. Ends at once when you end it.',
    'platform-role': 'With their own profile, which has a role on the platform.',
    'recovery-contact': 'Their phone or mailbox is where the platform sends a way back in.',
    'second-factor': 'Their device holds the second factor.',
    'connected-app': 'A tool that was connected in their name.',
    'known-outside': 'They know the password from before Keyholder.',
  },
  level: 'What they may do with the login',
  levelText: { code: 'One-time codes only', reveal: 'Show and copy the password', manage: 'Show, change and rotate' },
  role: 'Role on the platform',
  roleHint: 'As the platform calls it.',
  reason: 'Why',
  lastDay: 'Until and including',
  untilHint: 'Empty: until somebody ends it.',
  giveAct: 'Give access',
  given: 'The access is given.',
  several: (p: { typed: string }) => `Whom do you mean by “${p.typed}”?`,

  endTitle: 'End access',
  endAnswer: (p: { who: string; way: string }) => `End the ${p.way} of ${p.who}?`,
  endTeam: (p: { people: number }, f: Format) => `This is a team: ${f.plural(p.people, 'person loses', 'people lose')} this way in.`,
  endNow: 'The vault closes it at once: from then on nothing can be shown or copied by this way.',
  endProof:
    'Keyholder cannot close this by itself. A task opens for the owner to remove it on the platform and to say how it is known to be gone; until then it counts as open.',
  endOutside: 'What somebody knows is gone only by a new value. Until then it counts as open.',
  endKnown: (p: { known: number }, f: Format) =>
    p.known === 0
      ? 'No secret was shown to them, so no secret has to change.'
      : `${f.plural(p.known, 'secret was', 'secrets were')} shown to them. Unless another way in remains, ${f.pick(p.known, 'it', 'they')} must change.`,
  endAct: 'End this access',
  ended: (p: { causes: number }, f: Format) =>
    p.causes === 0 ? 'The access is ended.' : `The access is ended. ${f.plural(p.causes, 'secret', 'secrets')} must change.`,
  endedTask: 'The access is ended; a task is open for the proof.',
  verified: 'Written down: seen today.',
};
