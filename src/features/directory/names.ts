/** A full name in one cell, taken apart as Dutch and English write it: "Chloé van den Mal", "Mal, Chloé van den". */
export function splitName(text: string): { givenName: string; nameParticle: string | null; familyName: string } {
  const [before = '', after] = text.split(/\s*,\s*/, 2);
  return after === undefined ? inOrder(before.split(' ')) : familyFirst(before, after);
}

const particles = new Set(
  "van von de den der het 't ’t te ten ter d' da das di del della do dos du el al la le los op in aan bij onder over uit voor zu zum zur".split(' '),
);
const isParticle = (word: string) => particles.has(word.toLowerCase());

function inOrder(words: readonly string[]) {
  if (words.length === 1) return { givenName: '', nameParticle: null, familyName: words[0] ?? '' };
  const last = words.length - 1;
  const first = words.findIndex((word, index) => index > 0 && index < last && isParticle(word));
  if (first === -1) return { givenName: words.slice(0, last).join(' '), nameParticle: null, familyName: words[last] ?? '' };
  const after = words.findIndex((word, index) => index > first && (index === last || !isParticle(word)));
  return { givenName: words.slice(0, first).join(' '), nameParticle: words.slice(first, after).join(' '), familyName: words.slice(after).join(' ') };
}

/** "van den Mal, Chloé" and "Mal, Chloé van den" are the same person. */
function familyFirst(family: string, given: string) {
  const [lead, name] = cut(family.split(' '), (words) => words.findIndex((word, index) => !isParticle(word) || index === words.length - 1));
  const [first, tail] = cut(given.split(' '), (words) => words.findLastIndex((word, index) => !isParticle(word) || index === 0) + 1);
  return { givenName: first, nameParticle: [tail, lead].filter(Boolean).join(' ') || null, familyName: name };
}

function cut(words: readonly string[], where: (words: readonly string[]) => number): [string, string] {
  const at = where(words);
  return [words.slice(0, at).join(' '), words.slice(at).join(' ')];
}
