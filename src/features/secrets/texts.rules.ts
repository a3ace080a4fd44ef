import { foldedValue } from './rules.ts';

/** A value of more words than this is found only by chance: every run of words in a text is looked for. */
const mostWords = 8;
/** In a long text, a policy, only single words are. */
const longText = 5000;
const shortest = 6;
const longest = 200;
/** A word of letters alone cannot be told from language, or anybody could forbid the word by keeping it as a password. */
const onlyLetters = 20;
const mostMarks = 3;

/**
 * What a text might spell of a value that is kept: each run of words, without blanks and in small letters, also without the marks around it and
 * without a label before it ("password: …"). Nothing here knows any value.
 */
export function spelledIn(text: string): string[] {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  const most = text.length > longText ? 1 : mostWords;
  const found = new Set<string>();
  for (const [at] of words.entries()) {
    for (let count = 1; count <= most && at + count <= words.length; count++) {
      const run = words.slice(at, at + count).join('');
      if (run.length > longest) break;
      for (const one of bare(run)) if (couldBeValue(one)) found.add(one);
    }
  }
  return [...found];
}

/** The run itself, and without some of the marks at its ends: a value may end in one, and a sentence ends in one too. */
function bare(run: string): string[] {
  const folded = foldedValue(run);
  const marksBefore = /^[^\p{L}\p{N}]*/u.exec(folded)?.[0].length ?? 0;
  const marksAfter = /[^\p{L}\p{N}]*$/u.exec(folded)?.[0].length ?? 0;
  const label = /^[\p{L}\p{N}-]+[:=]/u.exec(folded)?.[0].length;
  const starts = new Set([...upTo(Math.min(marksBefore, mostMarks)), ...(label === undefined ? [] : [label])]);
  return [...starts].flatMap((start) => upTo(Math.min(marksAfter, mostMarks)).map((less) => folded.slice(start, folded.length - less)));
}

const upTo = (most: number) => Array.from({ length: most + 1 }, (_, index) => index);

function couldBeValue(folded: string): boolean {
  return folded.length >= (/^\p{L}*$/u.test(folded) ? onlyLetters : shortest);
}
