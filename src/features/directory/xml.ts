import { Problem } from '#src/ground/problem.ts';

/** What is told of each element, by its name without a prefix; text comes in pieces. */
export type XmlReader = { open(name: string, attributes: Readonly<Record<string, string>>): void; text?(text: string): void; close?(name: string): void };

const token =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\/(?:[\w.-]+:)?([\w.-]+)\s*>|<(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const attribute = /(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * As much of XML as office programs write: elements, attributes, text, CDATA, comments. A document type, and with it every
 * entity of its own, is refused: nothing is expanded that could grow.
 */
export function readXml(text: string, reader: XmlReader): void {
  token.lastIndex = 0;
  const end = text.length;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < end) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw new Problem('invalid', 'directory.zip-damaged');
    at = token.lastIndex;
    const [, data, closed, opened, attributes, empty, characters] = found;
    if (characters !== undefined) reader.text?.(unescaped(characters));
    else if (data !== undefined) reader.text?.(data);
    else if (closed !== undefined) reader.close?.(closed);
    else if (opened !== undefined) {
      reader.open(opened, attributes ? attributesOf(attributes) : {});
      if (empty) reader.close?.(opened);
    }
  }
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const [, name = '', double, single] of text.matchAll(attribute)) found[name] = unescaped(double ?? single ?? '');
  return found;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
