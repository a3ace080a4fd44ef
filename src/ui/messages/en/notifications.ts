import type { Format } from '#src/ui/format.ts';

/** Mails. The answer is the subject, too. */
export const notifications = {
  digest: {
    answer: (p: { items: number; late: number }, f: Format) => {
      const items = f.plural(p.items, 'thing asks', 'things ask');
      if (p.late === 0) return `${items} for your attention.`;
      if (p.items === 1) return `${items} for your attention; it is late.`;
      if (p.late === p.items) return `${items} for your attention; all of them are late.`;
      return `${items} for your attention; ${f.number(p.late)} ${p.late === 1 ? 'is' : 'are'} late.`;
    },
    more: (p: { count: number }, f: Format) => `${f.plural(p.count, 'more is', 'more are')} on your start page.`,
    open: 'Open Keyholder',
    accounts: 'Your accounts',
    account: 'Account',
    people: 'Who can get in',
    next: 'Next rotation',
    none: 'none',
    why: 'You get this because these accounts and tasks are in your care, or because whoever has them in hand is late or away. At most one such mail a day.',
  },
  entrance: {
    invited: 'To open it, set up your sign-in first: with the invitation that you got by mail.',
    shutOut: 'You have no access to Keyholder yet: ask an administrator for an invitation.',
  },
  invitation: {
    answer: (p: { by: string }) => `${p.by} invites you to Keyholder.`,
    soft: (p: { until: string }) => `Choose a password and connect an authenticator app. The link works once, until ${p.until}.`,
    act: 'Accept the invitation',
  },
  return: {
    answer: (p: { by: string }) => `Welcome back: ${p.by} lets you sign in again.`,
    soft: (p: { until: string }) => `You are in service again. You start without access. The link works once, until ${p.until}.`,
    act: 'Choose a password',
  },
  reset: {
    answer: () => 'Choose a new password for Keyholder.',
    soft: (p: { until: string }) => `Your sign-in was reset. The link works once, until ${p.until}.`,
    act: 'Choose a password',
  },
  passwordChanged: {
    answer: 'Your password was changed.',
    soft: (p: { at: string }) => `It happened on ${p.at}. If it was not you, tell an administrator at once.`,
  },
  factorReplaced: {
    answer: 'Your authenticator app was replaced.',
    soft: (p: { at: string }) =>
      `It happened on ${p.at}. The old app and your earlier recovery codes let nobody in any more. If it was not you, tell an administrator at once.`,
  },
  recoveryCodesMade: {
    answer: 'New recovery codes were made for you.',
    soft: (p: { at: string }) => `It happened on ${p.at}. The earlier ones let nobody in any more. If it was not you, tell an administrator at once.`,
  },
  recoveryCodeUsed: {
    answer: (p: { left: number }) => `One of your recovery codes was used; ${p.left === 1 ? '1 is' : `${p.left} are`} left.`,
    soft: (p: { at: string }) => `It happened on ${p.at}. If it was not you, make new codes, change your password and tell an administrator at once.`,
  },
  toOwnSignIn: 'To how you sign in',
  resetBegun: {
    answer: 'Somebody asked to reset your sign-in.',
    machine: 'Whoever runs the machine',
    soft: (p: { asked: string; confirmed: string | null; at: string }) =>
      `${p.asked} says that you lost your phone or your password${p.confirmed === null ? '' : `, and ${p.confirmed} confirmed it`}. After ${p.at} you get a link with which you choose a new password and connect an app; until then everything stays as it is. If that was not you, stop it here, or tell an administrator at once.`,
    act: 'Sign in and stop it',
  },
  resetStopped: {
    answer: (p: { person: string }) => `The reset of the sign-in of ${p.person} is stopped.`,
    because: {
      'by-hand': 'Somebody who may do so stopped it: whoever it is about, or an administrator. Nothing has changed.',
      'address-changed': 'The address changed after it was decided, so the link was not sent. Is it still needed? Then ask for it anew.',
      leaving: 'They are leaving by now.',
      left: 'They have left by now.',
    },
  },
  resetNear: {
    answer: (p: { person: string }) => `${p.person} gets a new way to sign in.`,
    alone: 'The machine decided it alone, because nobody else administers.',
    near: (p: { account: string; others: number }, f: Format) =>
      p.others === 0
        ? `You answer for ${p.account}, which they get into.`
        : `You answer for ${p.account} and ${f.plural(p.others, 'other account', 'other accounts')} that they get into.`,
    soft: (p: { person: string; at: string }) =>
      `After ${p.at} they get a link. If ${p.person} has lost neither phone nor password, tell an administrator at once: it can be stopped.`,
    act: 'To this person',
  },
  accountAccess: {
    answer: (p: { account: string }) => `You have access to ${p.account}.`,
    soft: 'What you may do there, and since when, is on the page of the account.',
  },
  valueToConfirm: {
    answer: (p: { by: string; account: string }) => `Please confirm what ${p.by} set on ${p.account}.`,
    soft: 'The account is critical, so somebody else tries the new value. Sign in with it on the platform, and say in Keyholder whether it works.',
    act: 'Try it and confirm',
  },
  secretChanged: {
    answer: (p: { account: string }) => `The login of ${p.account} has changed.`,
    soft: 'You find the new value in Keyholder. It is never in a mail.',
  },
  officeReceived: {
    answer: (p: { office: string; account: string }) => `You are now ${p.office} of ${p.account}.`,
    soft: 'You decide who may get in, and you are reminded when something has to change.',
  },
  taskAssigned: {
    answer: (p: { task: string; account: string }) => (p.account === '' ? `A new task for you: ${p.task}.` : `A new task for you on ${p.account}: ${p.task}.`),
    soft: (p: { moment: string }) => `Deadline: ${p.moment}.`,
    act: 'Open the task',
    kinds: {
      rotate: 'change a secret',
      'remove-role': 'remove a role',
      'move-recovery': 'move a recovery channel',
      'move-factor': 'move a second factor',
      'reconnect-app': 'reconnect a tool',
      'appoint-deputy': 'appoint a deputy',
    },
  },
  offboardingAnnounced: {
    ahead: (p: { person: string; day: string }) => `${p.person} leaves on ${p.day}.`,
    past: (p: { person: string }) => `${p.person} has left.`,
    soft: 'What has to be done on your accounts comes to you as a task.',
    act: 'See your tasks',
  },
  offboardingProposed: {
    answer: (p: { people: number }, f: Format) => `${f.plural(p.people, 'departure waits', 'departures wait')} for your confirmation.`,
    soft: 'A file brought them, or somebody asks for them. Nothing ends before somebody of HR confirms it.',
    act: 'See the departures',
  },
  offboardingCompleted: {
    answer: (p: { person: string }) => `The offboarding of ${p.person} is complete.`,
    soft: 'The certificate says what was proven, and what has an exception.',
    act: 'See the certificate',
  },
  accountOwnerless: {
    answer: (p: { account: string }) => `${p.account} has no owner any more.`,
    others: (p: { count: number }, f: Format) => `Nor ${f.pick(p.count, 'has', 'have')} ${f.plural(p.count, 'other account', 'other accounts')}.`,
    soft: 'Its owner has left, and nobody could take over: no deputy, no manager, no other administrator. An administrator appoints somebody else.',
  },
  wayInOpened: {
    answer: (p: { who: string; account: string }) => `${p.who} has a new way into ${p.account}.`,
    ways: {
      owner: 'As owner: they see and change everything.',
      deputy: 'As deputy: they see and change everything.',
      code: 'For one-time codes only.',
      reveal: 'They may see the login.',
      manage: 'They may see and change the login.',
      task: 'For a task, until it is closed: they may see and change the login.',
      'platform-role': 'A role on the platform.',
      'recovery-contact': 'As recovery contact.',
      'second-factor': 'With a second factor.',
      'connected-app': 'By a connected app.',
      'known-outside': 'They know the login from outside the vault.',
    },
    others: (p: { count: number }, f: Format) => `The same act opened ${f.plural(p.count, 'more way', 'more ways')} into your accounts.`,
    soft: 'You answer for this account. If you did not expect this, end it on the page of the account.',
  },
  manyLooks: {
    answer: (p: { who: string; secrets: number }, f: Format) => `${p.who} looked at ${f.plural(p.secrets, 'secret', 'secrets')} within ten minutes.`,
    soft: (p: { at: string }) => `Seen on ${p.at}.`,
    one: (p: { account: string }) => `Among them one of ${p.account}.`,
    others: (p: { account: string; count: number }, f: Format) =>
      `Among them some of ${p.account} and of ${f.plural(p.count, 'other account', 'other accounts')} in your care.`,
    officer: 'Ask why. If it was not their work, end the access and change what they saw.',
    administrator: 'Ask why. If it was not their work, end the access; the owners of these accounts were told too.',
    act: 'Open Keyholder',
  },
  proposalMade: {
    answer: (p: { proposals: number }, f: Format) => `${f.plural(p.proposals, 'act waits', 'acts wait')} for you as the second person.`,
    soft: 'Nothing of it is done before somebody decides.',
    act: 'See what waits',
  },
  departuresHeld: {
    answer: 'More people leave at once than usual.',
    soft: (p: { at: string }) =>
      `Since ${p.at} each further departure waits for a second person. Whoever it is about cannot sign in meanwhile; nothing else of theirs has ended. Confirm what is right. What you dismiss is undone, and they can sign in again.`,
    act: 'See what waits',
  },
  personReinstated: {
    answer: (p: { person: string }) => `${p.person} is back in service.`,
    soft: (p: { at: string }) => `Since ${p.at}. No access came back with it: give what is needed anew. If you did not expect this, ask HR.`,
    act: 'See this person',
  },
  administratorAppointed: {
    answer: (p: { person: string }) => `${p.person} is an administrator now.`,
    soft: (p: { at: string }) => `Since ${p.at}. If you did not expect this, look at the audit log.`,
    act: 'Open the audit log',
  },
  keyChanged: {
    root: {
      answer: 'The root key of the vault was changed.',
      soft: (p: { at: string; fingerprint: string }) =>
        `On the machine, at ${p.at}. The copy in your safe opens only backups from before: put a copy of the new file beside it. If nobody told you of this, look at the audit log.`,
    },
    signing: {
      answer: 'Certificates are signed with a new key.',
      soft: (p: { at: string; fingerprint: string }) =>
        `Since ${p.at}. Note its fingerprint outside Keyholder, beside that of the key before: ${p.fingerprint}. Certificates from before stay valid. If nobody told you of this, look at the audit log.`,
    },
    act: 'See the keys',
  },
  administratorGone: {
    answer: (p: { person: string }) => `${p.person} no longer administers Keyholder.`,
    staying: (p: { count: number }, f: Format) => `${f.plural(p.count, 'administrator stays', 'administrators stay')}.`,
    until: (p: { moment: string }) =>
      `Everybody else who administers it leaves by ${p.moment}. Have somebody appointed before: an administrator gives the role, or whoever runs the machine does with ./keyholder admin appoint.`,
    nobody: 'Nobody administers it any more. Whoever runs the machine appoints somebody with ./keyholder admin appoint.',
    act: 'See the departures',
  },
  policyPublished: {
    answer: (p: { title: string }) => `“${p.title}” asks for your confirmation.`,
    soft: (p: { number: number }) => `${p.number > 1 ? `Version ${p.number} is in force. ` : ''}Read it and confirm that you will keep to it.`,
    act: 'Read and confirm',
  },
  addressChanged: {
    answer: 'The address that Keyholder writes to you at was changed.',
    soft: (p: { by: string; at: string }) =>
      `By ${p.by}, on ${p.at}. This mail goes to the old address and to the new one. If you did not expect it, tell an administrator or HR at once.`,
  },
  recordChanged: {
    answer: (p: { what: string }) => `What Keyholder knows of you was changed: ${p.what}.`,
    soft: (p: { by: string; at: string }) => `By ${p.by}, on ${p.at}. If it is not right, tell an administrator.`,
    name: 'your name',
    manager: 'your manager',
  },
  roleChanged: {
    given: (p: { role: string }) => `You have the role ${p.role} in Keyholder now.`,
    taken: (p: { role: string }) => `You no longer have the role ${p.role} in Keyholder.`,
    soft: (p: { by: string; at: string }) => `By ${p.by}, on ${p.at}. If you did not expect it, ask them.`,
  },
  tokenChanged: {
    made: (p: { token: string }) => `An API token was made in your name: ${p.token}.`,
    revoked: (p: { token: string }) => `Your API token ${p.token} was revoked.`,
    soft: (p: { by: string; at: string }) => `By ${p.by}, on ${p.at}. If you did not expect it, end your tokens and tell an administrator.`,
    act: 'See your tokens',
  },
  invitationUsed: {
    answer: 'The link to sign in as you was used.',
    soft: (p: { at: string }) => `A password was chosen with it on ${p.at}. If it was not you, tell an administrator at once.`,
  },
  serviceToken: {
    answer: (p: { token: string; service: string; account: string }) => `${p.service} asks to get at the secrets of ${p.account}.`,
    soft: (p: { by: string; token: string; level: string }) =>
      `${p.by} made a token for it, “${p.token}”. ${p.level} It opens nothing on this account until you or somebody else who answers for it lets it.`,
  },
  seeAccount: 'See the account',
  why: 'You get this because it concerns you or your work in Keyholder.',
  safety: 'A mail from Keyholder never holds a password or a code, and we never ask for one.',
  zone: (p: { organisation: string; zone: string }) => `${p.organisation}, times in ${p.zone}`,
};
