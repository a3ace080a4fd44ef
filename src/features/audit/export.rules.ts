import { isoTime } from '#src/ground/time.ts';
import { doerOf, type InText, type Known } from './actor.rules.ts';
import type { Link } from './rules.ts';

export type ExportFormat = 'csv' | 'jsonl';

export type ExportedRow = { event: Omit<Link, 'detail'>; personal: string | null; known: Known };

const columns = [
  'seq',
  'at',
  'event',
  'actorKind',
  'actorId',
  'actorName',
  'personId',
  'personName',
  'tokenName',
  'via',
  'subjectKind',
  'subjectId',
  'because',
  'detail',
  'personal',
  'hash',
] as const;

export function exportHead(format: ExportFormat): string {
  return format === 'csv' ? `${columns.join(',')}\r\n` : '';
}

/** In JSONL each event brings the text that was hashed, so that a reader can recompute its link. */
export function exportLine(format: ExportFormat, { event, personal, known }: ExportedRow): string {
  const { seq, at, actorKind, actorId, via, subjectKind, subjectId, body, hash } = event;
  const { actor, detail, because = null } = JSON.parse(body) as { actor: InText; detail: unknown; because?: string };
  const { name: actorName, person, token } = doerOf(event, actor, known);
  const human = { personId: person?.id ?? null, personName: person?.name ?? null, tokenName: token?.name ?? null };
  const plain = { seq, at: isoTime(at), event: event.event, actorKind, actorId, actorName, ...human, via, subjectKind, subjectId, because };
  if (format === 'jsonl') return `${JSON.stringify({ ...plain, detail, personal: personal === null ? null : JSON.parse(personal), hash, body })}\n`;
  const row = { ...plain, detail: JSON.stringify(detail), personal, hash };
  return `${columns.map((name) => cell(row[name])).join(',')}\r\n`;
}

/** A spreadsheet takes what begins like this for a formula, and a name is somebody's to choose. */
const formula = /^[=+\-@\t\r]/;

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  const safe = typeof value === 'string' && formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
