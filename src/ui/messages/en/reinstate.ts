export const reinstate = {
  title: 'Back in service',
  answer: (p: { name: string }) => `Is ${p.name} back?`,
  soft: 'They get a new employment and an invitation to sign in, and nothing else: no access, role or team comes back. What they knew stays known, and the clean-up goes on. Their manager, HR and the owners of the accounts concerned are told.',
  reason: 'Why',
  reasonHint: 'A departure by mistake, or somebody who returns. It is kept in the log.',
  startedOn: 'First day, if it is another than today',
  startedOnHint: 'For the new employment; it does not delay the invitation.',
  act: 'Take back into service',
  done: 'Back in service. There is no mail to invite by: an administrator invites them on this page.',
  doneMail: 'Back in service. The invitation is on its way by mail.',
};
