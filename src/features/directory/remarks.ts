/** What can be said about a row. The catalogue has a sentence for each; `value` is the one word that it may quote. */
export type RemarkCode =
  | 'cells'
  | 'no-name'
  | 'no-identity'
  | 'too-long'
  | 'unprintable'
  | 'spoiled'
  | 'letter-lost'
  | 'not-an-email'
  | 'not-a-date'
  | 'serial-date'
  | 'dates-mixed'
  | 'dates-against'
  | 'dates-moments'
  | 'ends-before-start'
  | 'number-twice'
  | 'email-twice'
  | 'number-alike'
  | 'number-changed'
  | 'contract-end'
  | 'other-language'
  | 'beside-bad'
  | 'several-rows'
  | 'number-taken'
  | 'email-taken'
  | 'own-manager'
  | 'unknown-manager'
  | 'recorded-as-left'
  | 'end-date-gone'
  | 'other-organisation'
  | 'not-by-service'
  | 'no-platform'
  | 'unknown-platform'
  | 'no-handle'
  | 'not-a-link'
  | 'not-a-criticality'
  | 'in-the-future'
  | 'account-twice'
  | 'unknown-person'
  | 'hr-in-office'
  | 'gone-in-office'
  | 'no-owner'
  | 'other-owner'
  | 'access-ended'
  | 'stays-critical'
  | 'too-many-people'
  | 'and-more';

/** `column` is the heading as the file has it. A bad row stays out; a note says what else was done with a row that came in. */
export type Remark = { line: number; column: string | null; code: RemarkCode; value: string };

const longestQuote = 60;

export function remark(code: RemarkCode, where: { line: number; column?: string | null }, value: string | number = ''): Remark {
  const text = String(value);
  const quoted = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
  return { line: where.line, column: where.column ?? null, code, value: quoted };
}

/** A list that nobody reads to its end helps nobody, and a file made for it would fill the memory. */
const mostNotes = 1000;

/** Adds what there is to say; past the thousandth it is only counted, in a last remark of its own. */
export function note(notes: Remark[], added: Remark): void {
  const last = notes.at(-1);
  if (last?.code === 'and-more') last.value = String(Number(last.value) + 1);
  else notes.push(notes.length < mostNotes ? added : { ...added, column: null, code: 'and-more', value: '1' });
}
