import type { Measured } from './measure.ts';

export type Unit = 'ms' | '/s' | 'MB' | 'kB' | '';

/** One line of the table: what was measured, beside its floor of the same run and its budget. */
export type Figure = {
  what: string;
  unit: Unit;
  value: number;
  spread?: readonly [number, number];
  floor?: { what: string; value: number };
  /** Value ÷ floor. */
  ratio?: number;
  budget?: { text: string; kept: boolean };
};

export type Budget = { most?: number; least?: number; mostRatio?: number; leastRatio?: number };
type Wanted = { what: string; unit: Unit; value: number | Measured; floor?: { what: string; value: number | Measured }; budget?: Budget };

export function figure({ what, unit, value: given, floor: beneath, budget }: Wanted): Figure {
  const { value, spread } = measured(given);
  const floor = beneath && { what: beneath.what, value: measured(beneath.value).value };
  const ratio = floor && value / floor.value;
  const judged = budget && judge(budget, unit, value, ratio);
  return {
    what,
    unit,
    value,
    ...(spread ? { spread } : {}),
    ...(floor ? { floor } : {}),
    ...(ratio === undefined ? {} : { ratio }),
    ...(judged ? { budget: judged } : {}),
  };
}

function measured(value: number | Measured): { value: number; spread?: readonly [number, number] } {
  return typeof value === 'number' ? { value } : value;
}

function judge({ most, least, mostRatio, leastRatio }: Budget, unit: Unit, value: number, ratio = Number.NaN): { text: string; kept: boolean } {
  const rules: [number | undefined, string, (limit: number) => boolean][] = [
    [most, `≤ ${most}${unit && ` ${unit}`}`, (limit) => value <= limit],
    [least, `≥ ${least}${unit && ` ${unit}`}`, (limit) => value >= limit],
    [mostRatio, `≤ ${mostRatio} ×`, (limit) => ratio <= limit],
    [leastRatio, `≥ ${leastRatio} ×`, (limit) => ratio >= limit],
  ];
  const asked = rules.flatMap(([limit, text, holds]) => (limit === undefined ? [] : [{ text, kept: holds(limit) }]));
  return { text: asked.map(({ text }) => text).join(', '), kept: asked.every(({ kept }) => kept) };
}

const headings = ['bench', 'what', 'figure', 'spread', 'floor', 'ratio', 'budget', ''];

export function tableOf(benches: readonly { bench: string; figures: readonly Figure[] }[]): string {
  const rows = benches.flatMap(({ bench, figures }) =>
    figures.map(({ what, unit, value, spread, floor, ratio, budget }) => [
      bench,
      what,
      `${short(value)} ${unit}`.trim(),
      spread ? `${short(spread[0])}–${short(spread[1])}` : '',
      floor ? `${short(floor.value)} ${unit} ${floor.what}` : '',
      ratio === undefined ? '' : `${short(ratio)} ×`,
      budget?.text ?? '',
      budget ? (budget.kept ? 'kept' : 'MISSED') : '',
    ]),
  );
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function short(value: number): string {
  const size = Math.abs(value);
  return value.toLocaleString('en', { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : 2 });
}
