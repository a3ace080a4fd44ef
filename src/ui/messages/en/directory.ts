import { vault } from './vault.ts';

/** A sentence about one row; `value` is the word it quotes. */
type About = (p: { value: string }) => string;

const remarks = {
  cells: (p) => `This row has ${p.value} cells, another number than there are headings. Is a separator or a quote missing?`,
  'no-name': () => 'There is no name.',
  'no-identity': () => 'There is no employee number and no e-mail address, so nobody can tell who this is.',
  'too-long': (p) => `This is longer than ${p.value} characters.`,
  unprintable: () => 'This holds characters that cannot be printed.',
  spoiled: (p) => `“${p.value}” is what a spreadsheet left of a value. Write the value itself.`,
  'letter-lost': (p) => `“${p.value}” has lost a letter. Export the file as UTF-8; the name of somebody who is here stays as it is.`,
  'not-an-email': (p) => `“${p.value}” is not an e-mail address.`,
  'not-a-date': (p) => `“${p.value}” is not a date. Write 31-12-2026 or 2026-12-31.`,
  'serial-date': (p) => `“${p.value}” is how a spreadsheet counts days, and which day it is depends on the spreadsheet. Give the column a format of dates.`,
  'dates-mixed': (p) => `The dates of this column are not written alike (line ${p.value}), so none of them is read.`,
  'dates-against': (p) => `This column cannot be read in the order that was chosen for its dates (line ${p.value}), so none of them is read.`,
  'dates-moments': (p) => `This column holds moments, and which day they mean cannot be told (line ${p.value}), so none of them is read.`,
  'ends-before-start': () => 'The last day is before the first.',
  'number-twice': (p) => `Line ${p.value} has this employee number too, and it is not clear that both are one person. Both stay out.`,
  'email-twice': (p) => `Line ${p.value} has this e-mail address too, and it is not clear that both are one person. Both stay out.`,
  'number-alike': (p) => `${p.value}: did a spreadsheet drop the zeros? Write the employee number as it was.`,
  'number-changed': (p) => `The employee number was ${p.value}.`,
  'beside-bad': (p) => `Line ${p.value} is about this person too, and cannot be used. Both stay out.`,
  'several-rows': (p) => `This person is on lines ${p.value}. This row counts: it has no end, or ends last.`,
  'contract-end': () => 'A contract ends and nothing follows it in the file. HR is asked whether this person leaves.',
  'other-language': (p) => `“${p.value}” is no language that Keyholder speaks: this person gets the language of the organisation.`,
  'number-taken': (p) => `This e-mail address belongs to the person with number ${p.value}.`,
  'email-taken': (p) => `This e-mail address belongs to ${p.value}.`,
  'own-manager': () => 'Nobody is their own manager: this person has none.',
  'unknown-manager': (p) => `Nobody is known as “${p.value}”: this manager was left out.`,
  'recorded-as-left': () => 'Recorded here as left. If this person is back, record the return on their page.',
  'end-date-gone': () => 'The file has no end date any more. The proposed offboarding waits for HR to dismiss it.',
  'not-by-service': () => 'An administrator or somebody of HR, whom no service changes. They stay as they are.',
  'other-organisation': (p) => `This person stays with ${p.value}: an import moves nobody to another organisation.`,
  'no-platform': () => 'There is no platform.',
  'unknown-platform': (p) => `“${p.value}” is not a platform we know.`,
  'no-handle': () => 'There is no handle.',
  'not-a-link': (p) => `“${p.value}” is not a web address.`,
  'not-a-criticality': (p) => `“${p.value}” is not critical, normal or low.`,
  'in-the-future': () => 'This date has not come yet.',
  'account-twice': (p) => `This account is on line ${p.value} already.`,
  'too-many-people': (p) => `More than ${p.value} people stand here. Split them over several rows, or give access on the account’s page.`,
  'and-more': (p) => `From here on there are ${p.value} more remarks. Mend the ones above and bring the file in again.`,
  'unknown-person': (p) => `Nobody is known as “${p.value}”: left out.`,
  'hr-in-office': (p) => `${p.value} works for HR, and HR holds no office on an account: left out.`,
  'gone-in-office': (p) => `${p.value} is leaving or has left: no office, but counted among those who can get in.`,
  'no-owner': () => 'This account has no owner yet. Appoint one on its page.',
  'other-owner': (p) => `The file names ${p.value} as owner. The owner stays; appoint another one on the account’s page.`,
  'stays-critical': () => 'This account is critical and stays so. Its owner or a deputy changes that on its page.',
  'access-ended': (p) => `The access of ${p.value} was ended here and does not come back.`,
} satisfies Record<string, About>;

export const directory = {
  title: 'Import',
  answer: 'Bring in people and accounts from a file.',
  soft: 'You first see what would happen. Nothing changes until you confirm, and nobody loses access by an import.',
  kind: 'What is in the file',
  kinds: { people: 'People', accounts: 'Accounts' },
  kindText: {
    people: 'An export of the HR system: name, employee number or e-mail, manager, first and last day.',
    accounts: 'A register: platform, handle, owner, deputies, who has access, when the password was last changed.',
  },
  file: 'File',
  fileHint: 'CSV or Excel (.xlsx), with headings in Dutch, English, German or French; at most 10 MB and 10,000 rows.',
  check: 'Check the file',
  again: 'Another file',
  confirm: (p: { rows: string; one: boolean }) => `Import ${p.rows} ${p.one ? 'row' : 'rows'}`,
  askedAnswer: 'Does the day come first in these dates, or the month?',
  askedSoft: (p: { column: string; line: string; text: string }) =>
    `Under “${p.column}”, line ${p.line} says ${p.text}, and the file does not say which is meant.`,
  dates: 'Dates in this file',
  dayFirst: 'The day comes first',
  monthFirst: 'The month comes first',
  reads: (p: { text: string; day: string }) => `${p.text} is ${p.day}`,
  confirmRemark: 'The file waits for 15 minutes, sealed, for you alone.',

  wouldAnswer: (p: { added: string; changed: string }) => `${p.added} would be added and ${p.changed} changed.`,
  didAnswer: (p: { added: string; changed: string }) => `${p.added} added and ${p.changed} changed.`,
  nothing: 'Everything in this file is here already.',
  rest: (p: { rows: string; unchanged: string; bad: string }) => `${p.rows} rows read, ${p.unchanged} unchanged, ${p.bad} cannot be used.`,
  things: {
    people: (p: { count: string; one: boolean }) => `${p.count} ${p.one ? 'person' : 'people'}`,
    accounts: (p: { count: string; one: boolean }) => `${p.count} ${p.one ? 'account' : 'accounts'}`,
  },

  mass: (p: { count: string }) => `${p.count} people would leave according to this file. Is it the right file?`,
  massSoft: 'Nobody loses access by an import. Each departure is only a proposal that HR confirms or dismisses.',
  proposals: {
    people: (p: { count: string; one: boolean }) => (p.one ? 'One person has an end date.' : `${p.count} people have an end date.`),
    accounts: (p: { count: string; one: boolean }) => (p.one ? 'One person is gone and can still get in.' : `${p.count} people are gone and can still get in.`),
  },
  hrDecides: 'HR is asked to decide on each offboarding.',
  noHr: 'Nobody has the role HR yet, so nobody decides on an offboarding: an administrator gives the role on the page of a person, who then finds them on the start page and in the mail.',
  waiting: (p: { count: string; one: boolean }) =>
    p.one
      ? 'One office waits: an administrator, or the owner of the account, confirms it under "Waits for a second person".'
      : `${p.count} offices wait: an administrator, or the owner of the account, confirms them under "Waits for a second person".`,
  left: (p: { count: string; one: boolean }) =>
    p.one ? 'One person left before today and is recorded as such.' : `${p.count} people left before today and are recorded as such.`,
  unusedDates: (p: { count: string; one: boolean }) =>
    p.one
      ? 'One date of a password was left alone: people get in there with their own profiles.'
      : `${p.count} dates of passwords were left alone: people get in there with their own profiles.`,

  exposed: 'Gone, and still able to get in',
  exposedSoft: 'HR decides on an offboarding for each of them.',
  exposedPerson: 'Person',
  exposedAccounts: 'Accounts',

  bad: 'Rows that stay out',
  badSoft: 'All other rows come in. Mend these in the file and import it again: what is here already stays as it is.',
  notes: 'Notes on rows that come in',
  line: 'Line',
  onLine: (p: { line: string }) => `line ${p.line}`,
  column: 'Column',
  reason: 'Why',
  wholeRow: 'whole row',
  more: (p: { count: string }) => `And ${p.count} more. The command line lists them all.`,

  howRead: 'How the file was read',
  told: {
    sheet: (p: { value: string }) => `Of the sheets, “${p.value}” was read: it is the first with these headings.`,
    'hidden-sheets': (p: { value: string }) => `Hidden sheets were not read: ${p.value}.`,
    'headings-at': (p: { value: string }) => `The headings are on line ${p.value}. What stands above them was left out.`,
    'windows-1252': (p: { value: string }) =>
      `The file is not in Unicode and was read as Windows-1252. Is this written right: “${p.value}”? If not, export it as UTF-8.`,
    totals: (p: { value: string }) => `Totals at the end were left out (line ${p.value}).`,
  },
  ignored: 'Columns that were not read',
  ignoredWhy: {
    unknown: 'not known here',
    'other-column': 'another column of the file gives this',
    secret: 'seems to hold passwords: never read. Delete the file, and type each password on its account’s page',
  },

  remarks,
  vault,

  /** One line a fact, for the command line. */
  plain: {
    dryRun: 'Nothing was changed: this was a dry run.',
    remark: (p: { line: string; column: string; text: string }) => `  line ${p.line}, ${p.column}: ${p.text}`,
    ignored: (p: { heading: string; why: string }) => `  column “${p.heading}”: ${p.why}`,
    exposed: (p: { name: string; accounts: string }) => `  ${p.name}: ${p.accounts}`,
  },
};
