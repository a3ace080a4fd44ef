/** The first run. */
export const setup = {
  title: 'Set up',
  steps: { label: 'Steps of the set-up', company: 'Company and you', factor: 'Second factor', keys: 'Keys and data' },
  link: {
    answer: 'Set up Keyholder with your one-time link.',
    soft: 'The link was printed when Keyholder started. Paste everything after the # here if it is not filled in already.',
    token: 'Code of the link',
    submit: 'Go on',
    demo: (p: { command: string }) =>
      `Do you want to look around first? In the folder of Keyholder, ${p.command} starts another one beside it, with a sample company: invented people and accounts, and a year of history.`,
  },
  company: {
    answer: 'Who are you?',
    soft: 'Your company and its first administrator. In 2 minutes you can bring in your people and accounts.',
    company: 'Your company',
    organisation: 'Name of the company',
    timeZone: 'Time zone',
    timeZoneHint: 'Every moment is shown in this zone.',
    language: 'Language of the company',
    languageHint: 'For mails and for people who have not chosen one. Everybody can switch.',
    you: 'You, the first administrator',
    givenName: 'Given name',
    familyName: 'Family name',
    submit: 'Go on',
    administers: 'An administrator manages accounts, people and settings, and sees a secret only where somebody gave access.',
  },
  ready: {
    title: 'Keys and data',
    answer: 'Keyholder is ready. Make a copy of the root key before you put anything in.',
    soft: 'Two things can be lost for good: this file, and the backup of the data. Keep them apart.',
    rootKey: 'Where the root key is',
    rootKeyText: (p: { file: string }) =>
      `Every secret is encrypted, and everything opens with one key: the file ${p.file} on this machine. Copy it to a safe place that is not in the backup. Without it nobody can read the vault again, not even we. Whoever has both the file and the database can read everything.`,
    signing: 'How others can check us',
    signingText: 'Certificates are signed. Note this fingerprint of the signing key outside Keyholder: it lets you check a certificate years from now.',
    anchor: 'The end of the audit log',
    anchorText: (p: { file: string }) =>
      `Keyholder also writes the last line of the log to ${p.file}. Put that file on another disk if you can: then nobody can cut off the end of the log unseen.`,
    policies: '2 policies are published',
    policiesText:
      'They are our own texts, to start with. Read them, change what is different with you, and confirm them yourself: without that no secret is shown.',
    next: 'What comes next',
    readPolicies: 'Read the policies',
    importPeople: 'Import people',
    importAccounts: 'Import accounts',
    start: 'To the start page',
  },
};
