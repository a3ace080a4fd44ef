import { Problem } from '#src/ground/problem.ts';

/** As much of XML as programs write for one another: elements, attributes, text. No entity but the five of XML and numbers, so nothing grows. */
export class XmlNode {
  readonly children: XmlNode[] = [];
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text = '';

  constructor(name: string, attributes: Readonly<Record<string, string>>) {
    this.name = name;
    this.attributes = attributes;
  }

  first(name: string): XmlNode | undefined {
    return this.children.find((child) => child.name === name);
  }

  /** All of that name below, in the order of the file. */
  *every(name: string): Generator<XmlNode> {
    for (const child of this.children) {
      if (child.name === name) yield child;
      yield* child.every(name);
    }
  }
}

export const textIn = (node: XmlNode | undefined, name: string) => node?.first(name)?.text ?? '';

const deepest = 200;

export function readXml(xml: string): XmlNode {
  const root = new XmlNode('', {});
  const open = [root];
  const token =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)|([\s\S])/g;
  for (const [whole, cdata, closing, name, attributes = '', alone, text, odd] of xml.replace(/^\ufeff/, '').matchAll(token)) {
    const here = open.at(-1) ?? root;
    if (odd !== undefined) throw damaged();
    if (cdata !== undefined) here.text += cdata;
    else if (text !== undefined) here.text += plain(text);
    else if (name === undefined) continue;
    else if (closing) {
      if (open.length < 2 || here.name !== name) throw damaged();
      open.pop();
    } else {
      const node = new XmlNode(name, attributesOf(attributes));
      here.children.push(node);
      if (!alone) open.push(node);
      if (open.length > deepest || whole.length > 10_000) throw damaged();
    }
  }
  if (open.length !== 1) throw damaged();
  return root;
}

const damaged = () => new Problem('invalid', 'directory.vault-kdbx-damaged');

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', one, other]) => [name, plain(one ?? other ?? '')]),
  );
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
