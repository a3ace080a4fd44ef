import { fresh } from '#src/ground/moments.ts';
import { day, isoTime } from '#src/ground/time.ts';
import { csvHead, csvLine, type Separator } from './csv.rules.ts';
import { doerOf, type InText, type Known } from './actor.rules.ts';
import type { Link } from './rules.ts';

export type ExportFormat = 'csv' | 'jsonl';
/** `separator` is of a CSV alone. */
export type ExportShape = { format: ExportFormat; separator?: Separator };

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

export function exportHead({ format, separator = 'comma' }: ExportShape): string {
  return format === 'csv' ? csvHead(columns, separator) : '';
}

/** With the text that was hashed, and the salt of the free text: a reader can recompute each link. */
export function exportLine({ format, separator = 'comma' }: ExportShape, { event, personal, salt, known }: ExportedRow): string {
  const { seq, at, actorKind, actorId, via, subjectKind, subjectId, body, hash } = event;
  const { actor, detail, because = null } = JSON.parse(body) as { actor: InText; detail: unknown; because?: string };
  const { name: actorName, person, token } = doerOf(event, actor, known);
  const human = { personId: person?.id ?? null, personName: person?.name ?? null, tokenName: token?.name ?? null };
  const plain = { seq, at: isoTime(at), event: event.event, actorKind, actorId, actorName, ...human, via, subjectKind, subjectId, because };
  if (format === 'jsonl') return `${JSON.stringify({ ...plain, detail, personal, salt, hash, body })}\n`;
  const row = { ...plain, detail: JSON.stringify(detail), personal, salt, hash, body };
  return csvLine(
    columns.map((name) => row[name]),
    separator,
  );
}

export function withheldLine({ format, separator = 'comma' }: ExportShape, { seq, hash }: WithheldRow): string {
  if (format === 'jsonl') return `${JSON.stringify({ seq, withheld: true, hash })}\n`;
  return csvLine(
    columns.map((name) => (name === 'seq' ? seq : name === 'hash' ? hash : null)),
    separator,
  );
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
