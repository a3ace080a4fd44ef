import type { Violation } from './sources.ts';

export type Place = { where: string; what: string | Uint8Array };

/** Where a known secret lies open: as it is, in hexadecimal, in either base64, or as a part of an address. */
export function canariesIn(places: readonly Place[], canaries: Readonly<Record<string, string>>): Violation[] {
  const guises = Object.entries(canaries).flatMap(([name, value]) => guisesOf(value).map((guise) => ({ name, guise })));
  return places.flatMap(({ where, what }) => {
    const text = typeof what === 'string' ? what : Buffer.from(what).toString('latin1');
    const found = guises.filter(({ guise }) => text.includes(guise) || text.toLowerCase().includes(guise.toLowerCase()));
    return [...new Set(found.map(({ name }) => name))].map((name) => ({ path: where, because: `holds the ${name}` }));
  });
}

function guisesOf(value: string): string[] {
  const bytes = Buffer.from(value);
  // Inside a longer text the base64 of a value depends on where it begins, so its ends are left out of the comparison.
  const shifted = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  const html = value.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return [...new Set([value, bytes.toString('latin1'), html, encodeURIComponent(value), bytes.toString('hex'), ...shifted, ...shifted.map(urlSafe)])];
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}
