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

export type LinkFault = 'missing' | 'altered' | 'broken-link' | 'column-altered' | 'detail-altered' | 'detail-stray' | 'withheld-altered';
/** The chain itself goes on behind it: counted, not the end of the way. */
export type TextGone = 'text-gone';
export type ChainPlace = { seq: number; hash: string };
export type ChainFinding = { seq: number; fault: LinkFault };

export const beforeFirst: ChainPlace = { seq: 0, hash: chainStart };

/**
 * Checks one link against its predecessor: numbering without a gap, the hash of the text, the predecessor's hash in it,
 * the searchable columns against it, and its free text against the hash that binds it: one that was never bound is a fault,
 * and so is one that is bound and not there, because no event says who erased it.
 */
export function checkLink(previous: ChainPlace, link: Link, sha256: (text: string) => string, withheld?: WithheldTrail): LinkFault | TextGone | null {
  if (link.seq !== previous.seq + 1) return 'missing';
  if (sha256(link.body) !== link.hash) return 'altered';
  const body = JSON.parse(link.body) as Body;
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
  if (withheld && !withheld.fits(body)) return 'withheld-altered';
  if (!link.detail) return body.personal === undefined ? null : 'text-gone';
  if (body.personal === undefined) return 'detail-stray';
  return body.personal === sha256(`${link.detail.salt}\n${link.detail.text}`) ? null : 'detail-altered';
}

type Named = { kind: string; id: string | null };
type Body = Record<string, unknown> & { id: string; actor: Named; subject: Named; told?: { at: number; hash: string }; withheld?: string };

/** A link of the chain of what is withheld, which is kept beside the log. */
export type WithheldLink = Pick<Link, 'seq' | 'id' | 'at' | 'event' | 'subjectId' | 'body' | 'hash' | 'detail'>;

export type WithheldTrail = { add(links: readonly WithheldLink[]): void; broken(): boolean; fits(body: Body): boolean };

/**
 * Follows that chain beside the log: each event binds its newest link of the time, never one before that of the event before,
 * and what was told later says what was withheld.
 */
export function followWithheld(sha256: (text: string) => string): WithheldTrail {
  const links: WithheldLink[] = [];
  const byHash = new Map<string, Body>();
  let bound = 0;
  let broken = false;
  return {
    add(more) {
      for (const link of more) {
        const previous = links.at(-1) ?? beforeFirst;
        const body = JSON.parse(link.body) as Body;
        const holds = link.seq === previous.seq + 1 && sha256(link.body) === link.hash && body.prev === previous.hash && body.seq === link.seq;
        const isSame = body.id === link.id && body.at === link.at && body.event === link.event && body.subject.id === link.subjectId;
        const text = link.detail && sha256(`${link.detail.salt}\n${link.detail.text}`);
        if (!holds || !isSame || (body.personal ?? null) !== text) broken = true;
        links.push(link);
        byHash.set(link.hash, body);
      }
    },
    broken: () => broken,
    fits({ id, withheld, told, event, detail, actor, subject }) {
      // Version 1 bound nothing.
      if (withheld === undefined) return told === undefined;
      while (bound < links.length && sha256(`${id}\n${links[bound]?.hash}`) !== withheld) bound++;
      if (bound === links.length) return false;
      const kept = told && byHash.get(told.hash);
      return !told || (kept !== undefined && kept.at === told.at && same({ event, detail, actor, subject }, kept));
    },
  };
}

function same(told: Pick<Body, 'event' | 'detail' | 'actor' | 'subject'>, kept: Body): boolean {
  const { event, detail, actor, subject } = kept;
  return JSON.stringify(told) === JSON.stringify({ event, detail, actor, subject });
}

export type AnchorVerdict = 'agrees' | 'no-anchor' | 'lost' | 'behind' | 'differs';

/**
 * The chain against its anchor. `behind`: the anchor saw events that are gone, so the tail was cut or an older file put
 * back. `differs`: the event it saw is another now. `lost`: the log tells that there was an anchor here, and it is gone.
 * The anchor itself may lag by a second, so a chain ahead of it agrees.
 */
export function judgeAnchor(anchor: AnchorPoint | undefined, head: ChainPlace, hashAtAnchor: string | undefined, hadOne: boolean): AnchorVerdict {
  if (!anchor) return hadOne ? 'lost' : head.seq === 0 ? 'agrees' : 'no-anchor';
  if (anchor.seq > head.seq) return 'behind';
  if (anchor.seq === 0) return 'agrees';
  return hashAtAnchor === anchor.hash ? 'agrees' : 'differs';
}
