import { chainStart } from '#src/ground/audit.ts';
import type { AnchorPoint } from '#src/host/anchor.ts';

export type Link = {
  seq: number;
  id: string;
  at: number;
  event: string;
  actorKind: string;
  actorId: string | null;
  via: string;
  subjectKind: string;
  subjectId: string | null;
  body: string;
  hash: string;
  detail: { text: string; salt: string } | null;
};

export type LinkFault = 'missing' | 'altered' | 'broken-link' | 'column-altered' | 'detail-altered' | 'detail-stray';
export type ChainPlace = { seq: number; hash: string };
export type ChainFinding = { seq: number; fault: LinkFault };

export const beforeFirst: ChainPlace = { seq: 0, hash: chainStart };

/**
 * Checks one link against its predecessor: numbering without a gap, the hash of the text, the predecessor's hash in it,
 * the searchable columns against it, and the erasable detail against the hash that binds it. A detail that retention
 * erased is no fault; one that was never bound is.
 */
export function checkLink(previous: ChainPlace, link: Link, sha256: (text: string) => string): LinkFault | null {
  if (link.seq !== previous.seq + 1) return 'missing';
  if (sha256(link.body) !== link.hash) return 'altered';
  const body = JSON.parse(link.body) as Record<string, unknown> & { actor: Named; subject: Named };
  if (body.prev !== previous.hash || body.seq !== link.seq) return 'broken-link';
  const columns: readonly [unknown, unknown][] = [
    [body.id, link.id],
    [body.at, link.at],
    [body.event, link.event],
    [body.via, link.via],
    [body.actor.kind, link.actorKind],
    [body.actor.id, link.actorId],
    [body.subject.kind, link.subjectKind],
    [body.subject.id, link.subjectId],
  ];
  if (columns.some(([hashed, column]) => hashed !== column)) return 'column-altered';
  if (!link.detail) return null;
  if (body.personal === undefined) return 'detail-stray';
  return body.personal === sha256(`${link.detail.salt}\n${link.detail.text}`) ? null : 'detail-altered';
}

type Named = { kind: string; id: string | null };

export type AnchorVerdict = 'agrees' | 'no-anchor' | 'behind' | 'differs';

/**
 * The chain against its anchor. `behind`: the anchor saw events that are gone, so the tail was cut or an older file put
 * back. `differs`: the event it saw is another now. The anchor itself may lag by a second, so a chain ahead of it agrees.
 */
export function judgeAnchor(anchor: AnchorPoint | undefined, head: ChainPlace, hashAtAnchor: string | undefined): AnchorVerdict {
  if (!anchor) return head.seq === 0 ? 'agrees' : 'no-anchor';
  if (anchor.seq > head.seq) return 'behind';
  if (anchor.seq === 0) return 'agrees';
  return hashAtAnchor === anchor.hash ? 'agrees' : 'differs';
}
