/** What is said of a file of another vault. No sentence repeats a value. */
export const vault = {
  wouldAnswer: (p: { count: string; one: boolean }) => `${p.count} ${p.one ? 'value' : 'values'} would be taken over.`,
  didAnswer: (p: { count: string; one: boolean }) => `${p.count} ${p.one ? 'value' : 'values'} taken over.`,
  counts: (p: { same: string; left: string }) => `${p.same} here already, ${p.left} left out.`,
  would: 'would be taken over',
  did: 'taken over',
  kinds: { password: 'password', totp: 'authenticator key', passkey: 'passkey' },
  over: (p: { count: string; one: boolean }) =>
    p.one
      ? 'One login is archived or in the bin of the other vault and was not looked at.'
      : `${p.count} logins are archived or in the bin of the other vault and were not looked at.`,
  others: (p: { count: string; one: boolean }) =>
    p.one ? 'One item that is no login was not looked at.' : `${p.count} items that are no logins were not looked at.`,
  passkeys: (p: { count: string; one: boolean }) =>
    p.one
      ? 'One passkey stays where it is. Whoever has it keeps a way in past any new password: remove it on the platform.'
      : `${p.count} passkeys stay where they are. Whoever has one keeps a way in past any new password: remove them on the platform.`,
  unread: (p: { names: string }) => `Not read: ${p.names}.`,
  unusable: (p: { why: string }) => `left out: ${p.why}`,
  left: {
    personal: () => 'left out: people enter this platform with a profile of their own, and its password is theirs',
    'no-platform': () => 'left out: neither its address nor its name says which platform it is for',
    'other-site': () => 'left out: its address is of no platform and no site that the register has',
    'no-account': () => 'left out: no account in the register has this address or handle',
    'other-user': () => 'left out: its username is another handle than that of the account it names',
    'other-address': () => 'left out: its address is another place than the account it names',
    disagrees: () => 'left out: its address, username and name do not speak of one account',
    unnamed: () => 'left out: nothing in it names one account. Put the handle in its name, with an @, or the address of the profile beside it',
    'several-accounts': () => 'left out: it fits several accounts',
    'no-value': () => 'left out: it holds no password and no key',
    passkey: () => 'stays behind: whoever has it keeps a way in past any new password',
    same: () => 'here already',
    'other-value': () => 'left out: another value is here, and only the platform knows which is in force',
    'two-values': (p: { places: string }) =>
      `left out: the file has another value for this account (${p.places}), and only the platform knows which is in force`,
    'two-seeds': () => 'left out: it holds two keys that differ. Keep the one that works, and bring the file in again',
    reference: () => 'left out: its value refers to an item that is not in the file',
  },
  remarks: {
    unescaped: '(written as HTML by LastPass; the signs were put back. Try it once.)',
    escaped: '(holds signs as HTML writes them, kept as they stand. Try it once.)',
  },
  afterwards: 'Whoever had this file knows these values. Delete it, and give them new ones in time: ./keyholder rotation start ACCOUNT',
} satisfies Record<string, unknown>;
