import { createHash, createPublicKey, verify } from 'node:crypto';

// Written from docs/evidence-format.md alone: nothing of the product is imported here.

export type Exit = 0 | 3 | 4;
type Place = { seq: number; hash: string };
type Link = Record<string, unknown> & { seq: number; prev: string; event: string; actor: { id: string | null }; personal?: string };
type Signed = { fingerprint: string; publicKey: string; at?: string; issuedAt?: string; auditRange?: { first: Place; last: Place } } & Place;

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

function need(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

function strict(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  need(bytes.toString('base64') === text, 'loose base64');
  return bytes;
}

type Key = { fingerprint: string; publicKey: string };
type Handover = { at: string; from: Key & { since: string }; to: Key };

function signedBy(key: Key, body: string, signature: string): void {
  const raw = strict(key.publicKey);
  const publicKey = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]), format: 'der', type: 'spki' });
  need(verify(null, Buffer.from(body), publicKey, strict(signature)), 'wrong signature');
  need(sha256(raw) === key.fingerprint, 'wrong fingerprint');
}

function readHandover(line: string): Handover {
  const { handover, signature, successorSignature } = JSON.parse(line) as { handover: Handover; signature: string; successorSignature: string };
  const body = canonical(handover);
  need(line === `{"handover":${body},"signature":"${signature}","successorSignature":"${successorSignature}"}`, 'not as it was written');
  signedBy(handover.from, body, signature);
  signedBy(handover.to, body, successorSignature);
  return handover;
}

/** Fingerprints that can be trusted: along the changes of key, in both directions. */
function trustedAlong(handovers: readonly Handover[], isTrusted: (fingerprint: string) => boolean): (fingerprint: string) => boolean {
  const reached = new Set(handovers.flatMap(({ from, to }) => [from.fingerprint, to.fingerprint]).filter(isTrusted));
  for (const { from, to } of handovers)
    need(
      handovers.every((other) => other.from.fingerprint !== from.fingerprint || other.to.fingerprint === to.fingerprint),
      'two successors',
    );
  for (const fingerprint of reached) {
    for (const { from, to } of handovers) {
      if (from.fingerprint === fingerprint) reached.add(to.fingerprint);
      if (to.fingerprint === fingerprint) reached.add(from.fingerprint);
    }
  }
  return (fingerprint) => reached.has(fingerprint) || isTrusted(fingerprint);
}

const hour = 3_600_000;

function needInForce(handovers: readonly Handover[], fingerprint: string, at: string): void {
  const moment = Date.parse(at);
  for (const { at: changed, from, to } of handovers) {
    if (from.fingerprint === fingerprint) need(moment <= Date.parse(changed) + hour, 'signed after the key was changed');
    if (to.fingerprint === fingerprint) need(moment >= Date.parse(changed) - hour, 'signed before the key was made');
  }
}

function readSigned(text: string, kind: 'certificate' | 'checkpoint'): { fingerprint: string; at: string; places: Place[] } {
  const document = JSON.parse(text) as Record<string, Signed> & { signature: string };
  const body = document[kind] as Signed;
  need(text.trimEnd() === `{"${kind}":${canonical(body)},"signature":${JSON.stringify(document.signature)}}`, 'not as it was written');
  const raw = strict(body.publicKey);
  const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]), format: 'der', type: 'spki' });
  need(verify(null, Buffer.from(canonical(body)), key, strict(document.signature)), 'wrong signature');
  const fingerprint = sha256(raw);
  const short = fingerprint.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ');
  need([fingerprint, short].includes(body.fingerprint), 'wrong fingerprint');
  return { fingerprint, at: String(body.issuedAt ?? body.at), places: body.auditRange ? [body.auditRange.first, body.auditRange.last] : [body] };
}

/** RFC 4180. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function rowsOf(text: string): Record<string, unknown>[] {
  if (!text.startsWith('\uFEFF')) {
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  const [head = [], ...rows] = cellsOf(text.slice(1));
  return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] || null])));
}

function readExport(text: string): Map<number, string> {
  const hashes = new Map<number, string>();
  let previous: Place | undefined;
  for (const row of rowsOf(text)) {
    const [seq, hash, body] = [Number(row.seq), String(row.hash), row.body as string | null | undefined];
    need(!previous || seq === previous.seq + 1, `gap before ${seq}`);
    if (body) {
      const link = JSON.parse(body) as Link;
      need(sha256(body) === hash && link.seq === seq, `event ${seq} was changed`);
      need(link.prev === (previous?.hash ?? (seq === 1 ? '0'.repeat(64) : link.prev)), `event ${seq} does not follow`);
      need(link.event === row.event && link.actor.id === (row.actorId ?? null), `a column of event ${seq} was changed`);
      const bound = typeof row.personal === 'string' ? sha256(`${row.salt}\n${row.personal}`) : undefined;
      need(link.personal === bound, `the free text of event ${seq} was changed`);
    }
    hashes.set(seq, hash);
    previous = { seq, hash };
  }
  return hashes;
}

/** 0: all of it fits, by a key that is trusted. 4: whole, but nobody known stands for it. 3: broken. */
export function check(texts: readonly string[], trusted: string): Exit {
  try {
    let known = true;
    const places: Place[] = [];
    const exports: Map<number, string>[] = [];
    const handovers = texts.flatMap((text) => (text.startsWith('{"handover":') ? text.trimEnd().split('\n').map(readHandover) : []));
    const isTrusted = trustedAlong(handovers, (fingerprint) => fingerprint.startsWith(trusted));
    known &&= handovers.every(({ to }) => isTrusted(to.fingerprint));
    for (const text of texts.filter((one) => !one.startsWith('{"handover":'))) {
      const kind = (['certificate', 'checkpoint'] as const).find((one) => text.startsWith(`{"${one}":`));
      if (!kind) {
        exports.push(readExport(text));
        continue;
      }
      const signed = readSigned(text, kind);
      known &&= isTrusted(signed.fingerprint);
      if (isTrusted(signed.fingerprint)) needInForce(handovers, signed.fingerprint, signed.at);
      places.push(...signed.places);
    }
    for (const hashes of exports) {
      need(
        places.every(({ seq, hash }) => (hashes.get(seq) ?? hash) === hash),
        'an export holds another event',
      );
      known &&= places.some(({ seq }) => hashes.has(seq));
    }
    return known ? 0 : 4;
  } catch {
    return 3;
  }
}
