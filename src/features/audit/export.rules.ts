import { fresh } from '#src/ground/moments.ts';
import { day, isoTime } from '#src/ground/time.ts';
import { doerOf, type InText, type Known } from './actor.rules.ts';
import type { Link } from './rules.ts';

export type ExportFormat = 'csv' | 'jsonl';

export type ExportedRow = { event: Omit<Link, 'detail'>; personal: string | null; salt: string | null; known: Known };
/** An event of before there was a chain of what is withheld: its hash stands in its place. */
export type WithheldRow = { seq: number; hash: string };

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
  'salt',
  'hash',
  'body',
] as const;

export function exportHead(format: ExportFormat): string {
  // The mark in front lets a spreadsheet read it as UTF-8.
  return format === 'csv' ? `\uFEFF${columns.join(',')}\r\n` : '';
}

/** With the text that was hashed, and the salt of the free text: a reader can recompute each link. */
export function exportLine(format: ExportFormat, { event, personal, salt, known }: ExportedRow): string {
  const { seq, at, actorKind, actorId, via, subjectKind, subjectId, body, hash } = event;
  const { actor, detail, because = null } = JSON.parse(body) as { actor: InText; detail: unknown; because?: string };
  const { name: actorName, person, token } = doerOf(event, actor, known);
  const human = { personId: person?.id ?? null, personName: person?.name ?? null, tokenName: token?.name ?? null };
  const plain = { seq, at: isoTime(at), event: event.event, actorKind, actorId, actorName, ...human, via, subjectKind, subjectId, because };
  if (format === 'jsonl') return `${JSON.stringify({ ...plain, detail, personal, salt, hash, body })}\n`;
  const row = { ...plain, detail: JSON.stringify(detail), personal, salt, hash, body };
  return `${columns.map((name) => cell(row[name])).join(',')}\r\n`;
}

export function withheldLine(format: ExportFormat, { seq, hash }: WithheldRow): string {
  if (format === 'jsonl') return `${JSON.stringify({ seq, withheld: true, hash })}\n`;
  return `${columns.map((name) => (name === 'seq' ? seq : name === 'hash' ? hash : '')).join(',')}\r\n`;
}

/**
 * Whether an export has to be written down. A log shipper that takes up where the last one ended is written down once a day, or it
 * would ship its own asking for ever.
 */
export function isToldAnew(asked: { since: number | null; events: number; now: number }, before: { at: number; last: number } | null): boolean {
  if (asked.since === null) return true;
  if (asked.events === 0) return false;
  return !before || asked.since < before.last || !fresh(before.at, day, asked.now);
}

/** A spreadsheet takes what begins like this for a formula, and a name is somebody's to choose. */
const formula = /^[=+\-@\t\r]/;

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  const safe = typeof value === 'string' && formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
