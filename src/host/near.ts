/** The word that was meant: the nearest of those there are, or none when each would take many letters to reach. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const [best] = words.map((word) => ({ word, away: lettersApart(typed, word) })).sort((a, b) => a.away - b.away);
  return best && best.away <= Math.max(2, Math.floor(typed.length / 4)) ? best.word : undefined;
}

/** How many letters must be added, dropped, exchanged or swapped with their neighbour. */
function lettersApart(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, at) => at)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= to.length; j++) {
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1), swapped));
    }
  }
  return at(from.length, to.length);
}
