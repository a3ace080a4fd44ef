import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonical } from '#src/ground/canonical.ts';
import { beforeFirst, type ChainPlace, checkLink, judgeAnchor, type Link } from './rules.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function link(previous: ChainPlace, more: { personal?: string } = {}): Link {
  const seq = previous.seq + 1;
  const salt = 'a salt';
  const head = { id: `evt_${seq}`, at: 1000 + seq, event: 'grant.ended', via: 'web' };
  const actor = { kind: 'person', id: 'per_1' };
  const subject = { kind: 'account', id: 'acc_1' };
  const personal = more.personal === undefined ? {} : { personal: sha256(`${salt}\n${more.personal}`) };
  const body = canonical({ v: 1, seq, ...head, actor, subject, detail: {}, ...personal, prev: previous.hash });
  return {
    ...head,
    seq,
    actorKind: actor.kind,
    actorId: actor.id,
    subjectKind: subject.kind,
    subjectId: subject.id,
    body,
    hash: sha256(body),
    detail: more.personal === undefined ? null : { text: more.personal, salt },
  };
}

describe('a link of the chain', () => {
  const first = link(beforeFirst);
  const second = link(first, { personal: '{"name":"Noor Aerts"}' });

  it('holds when it follows the one before it', () => {
    expect(checkLink(beforeFirst, first, sha256)).toBeNull();
    expect(checkLink(first, second, sha256)).toBeNull();
  });

  it('lacks its text once that was removed', () => {
    expect(checkLink(first, { ...second, detail: null }, sha256)).toBe('text-gone');
  });

  const rehashed = (body: string): Partial<Link> => ({ body, hash: sha256(body) });
  it.each<[string, Partial<Link>, string]>([
    ['is missing', { seq: 3 }, 'missing'],
    ['was edited', { body: second.body.replace('web', 'cli') }, 'altered'],
    ['was edited and hashed anew, but says another number', rehashed(second.body.replace('"seq":2', '"seq":5')), 'broken-link'],
    ['follows another one', rehashed(second.body.replace(first.hash, sha256('another'))), 'broken-link'],
    ['has an actor column that its text does not name', { actorId: 'per_2' }, 'column-altered'],
    ['has another moment in its column', { at: 1 }, 'column-altered'],
    ['has another subject in its column', { subjectId: 'acc_2' }, 'column-altered'],
    ['has a detail that was changed', { detail: { text: '{"name":"Somebody"}', salt: 'a salt' } }, 'detail-altered'],
  ])('does not hold when it %s', (_, change, fault) => {
    expect(checkLink(first, { ...second, ...change }, sha256)).toBe(fault);
  });

  it('does not hold when a detail was added that it never had', () => {
    expect(checkLink(beforeFirst, { ...first, detail: { text: '{}', salt: '' } }, sha256)).toBe('detail-stray');
  });
});

describe('the chain against its anchor', () => {
  const hash = 'a'.repeat(64);
  const at = (seq: number) => ({ seq, hash, at: 0 });
  it.each([
    ['a new installation', undefined, 0, undefined, 'agrees'],
    ['a log of before anchors were written down', undefined, 7, undefined, 'no-anchor'],
    ['a chain a little ahead, because the anchor lags', at(5), 7, hash, 'agrees'],
    ['a cut tail or an older file', at(9), 7, undefined, 'behind'],
    ['another log of the same length', at(7), 7, 'b'.repeat(64), 'differs'],
  ] as const)('%s', (_, anchor, head, hashThere, verdict) => {
    expect(judgeAnchor(anchor, { seq: head, hash }, hashThere, false)).toBe(verdict);
  });

  it.each([
    ['gone', undefined, 7, undefined, 'lost'],
    ['gone together with the whole log', undefined, 0, undefined, 'lost'],
    ['there', at(5), 7, hash, 'agrees'],
  ] as const)('one that the log tells of is %s', (_, anchor, head, hashThere, verdict) => {
    expect(judgeAnchor(anchor, { seq: head, hash }, hashThere, true)).toBe(verdict);
  });
});
