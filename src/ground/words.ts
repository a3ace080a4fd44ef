const marks = /\p{M}+/gu;
const special: Record<string, string> = { ø: 'o', đ: 'd', ł: 'l', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ı: 'i' };

/** Lower case without accents, for sorting and searching: the same on both engines. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(/[øđłßæœþðı]/g, (letter) => special[letter] ?? letter)
    .trim();
}

/** The distinct folded words of the texts, for the word index tables. */
export function wordsOf(...texts: readonly (string | null | undefined)[]): string[] {
  const words = texts.flatMap((text) => fold(text ?? '').split(/[^\p{L}\p{N}]+/u));
  return [...new Set(words.filter((word) => word.length > 0).map((word) => word.slice(0, 40)))];
}
