/** What stands between two cells: the comma of the standard, or what a spreadsheet of this country or a paste expects. */
export const separators = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type Separator = keyof typeof separators;

/** The mark in front lets a spreadsheet read it as UTF-8. */
export function csvHead(columns: readonly string[], separator: Separator): string {
  return `\uFEFF${columns.join(separators[separator])}\r\n`;
}

export function csvLine(cells: readonly (string | number | null)[], separator: Separator): string {
  return `${cells.map(cell).join(separators[separator])}\r\n`;
}

/** Which separator stands in a file that begins with these two headings. */
export function separatorOf(text: string, first: string, second: string): Separator | undefined {
  const named = Object.keys(separators) as Separator[];
  const head = text.replace(/^\uFEFF/, '');
  return named.find((name) => head.startsWith(`${first}${separators[name]}${second}${separators[name]}`));
}

/** A spreadsheet takes what begins like this for a formula, and a name is somebody's to choose. */
const formula = /^[=+\-@\t\r]/;

/** Whatever separates stands between quotes inside a cell, so that a file reads alike whichever was chosen. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  const safe = typeof value === 'string' && formula.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
