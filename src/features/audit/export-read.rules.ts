import { parse } from 'csv-parse/sync';
import { chainStart } from '#src/ground/audit.ts';
import { isoTime } from '#src/ground/time.ts';
import { separatorOf, separators } from './csv.rules.ts';

/** A line of an export, as it came. `body` is null where only the hash was handed out. */
type Row = { seq: number; hash: string; body: string | null; personal: string | null; salt: string | null; shown: Readonly<Record<string, unknown>> };

export type ExportFault = 'not-an-export' | 'gap' | 'altered' | 'broken-link' | 'column-altered' | 'text-altered' | 'text-gone';
export type ReadExport = {
  first: number;
  last: number;
  hashes: ReadonlyMap<number, string>;
  unseen: number;
  fault: { seq: number; because: ExportFault } | null;
};

/** An export tells by its beginning what it is; a spreadsheet's mark may stand before it. */
export function looksLikeExport(text: string): boolean {
  return separatorOf(text, 'seq', 'at') !== undefined || /^\{"seq":\d+,/.test(text);
}

/** Every link from the first line to the last: its text against its hash, the hash before in it, and what is readable beside it. */
export function readExport(text: string, sha256: (text: string) => string): ReadExport {
  const hashes = new Map<number, string>();
  let unseen = 0;
  let previous: { seq: number; hash: string | null } | null = null;
  const result = (fault: ReadExport['fault']): ReadExport => {
    const seqs = [...hashes.keys()];
    return { first: seqs[0] ?? 0, last: seqs.at(-1) ?? 0, hashes, unseen, fault };
  };
  try {
    for (const row of rowsOf(text)) {
      const before: { seq: number; hash: string | null } = previous ?? { seq: row.seq - 1, hash: row.seq === 1 ? chainStart : null };
      const fault = judgeRow(row, before, sha256);
      if (fault) return result({ seq: row.seq, because: fault });
      hashes.set(row.seq, row.hash);
      if (row.body === null) unseen++;
      previous = row;
    }
  } catch {
    return result({ seq: (previous?.seq ?? 0) + 1, because: 'not-an-export' });
  }
  return result(null);
}

function rowsOf(text: string): Row[] {
  const plain = text.replace(/^\uFEFF/, '');
  if (plain.startsWith('{'))
    return plain
      .trimEnd()
      .split('\n')
      .map((line) => rowOf(JSON.parse(line)));
  const delimiter = separators[separatorOf(plain, 'seq', 'at') ?? 'comma'];
  const records = parse(plain, { columns: true, delimiter }) as Record<string, string>[];
  return records.map((record) => rowOf(Object.fromEntries(Object.entries(record).map(([name, cell]) => [name, cell === '' ? null : cell]))));
}

function rowOf(shown: Record<string, unknown>): Row {
  const { hash, body = null, personal = null, salt = null } = shown as Record<string, string | null | undefined>;
  const seq = Number(shown.seq);
  if (!Number.isSafeInteger(seq) || !hash || !/^[0-9a-f]{64}$/.test(hash)) throw new Error('A line without number and hash.');
  return { seq, hash, body, personal, salt, shown };
}

type Body = Readonly<Record<string, unknown>> & { at: number; actor: Named; subject: Named; because?: string };
type Named = { kind: string; id: string | null };

function judgeRow(row: Row, before: { seq: number; hash: string | null }, sha256: (text: string) => string): ExportFault | null {
  if (row.seq !== before.seq + 1) return 'gap';
  if (row.body === null) return null;
  if (sha256(row.body) !== row.hash) return 'altered';
  const body = JSON.parse(row.body) as Body;
  if (body.seq !== row.seq || (before.hash !== null && body.prev !== before.hash)) return 'broken-link';
  if (!columnsAgree(row.shown, body)) return 'column-altered';
  if (body.personal === undefined) return row.personal === null ? null : 'text-altered';
  if (row.personal === null || row.salt === null) return 'text-gone';
  return sha256(`${row.salt}\n${row.personal}`) === body.personal ? null : 'text-altered';
}

/** Whoever reads the columns must read what was hashed. Names are looked up when the export is made, and proven by nothing. */
function columnsAgree(shown: Readonly<Record<string, unknown>>, body: Body): boolean {
  const said: readonly [string, unknown][] = [
    ['at', isoTime(body.at)],
    ['event', body.event],
    ['via', body.via],
    ['actorKind', body.actor.kind],
    ['actorId', body.actor.id],
    ['subjectKind', body.subject.kind],
    ['subjectId', body.subject.id],
    ['because', body.because ?? null],
  ];
  const detail = typeof shown.detail === 'string' ? shown.detail : JSON.stringify(shown.detail);
  return said.every(([name, value]) => (shown[name] ?? null) === value) && detail === JSON.stringify(body.detail);
}
