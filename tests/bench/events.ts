import { hash } from 'node:crypto';
import { auditDetails, auditEvents } from '#db/schema/index.ts';
import { canonical } from '#src/ground/canonical.ts';
import { minute } from '#src/ground/time.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import type { Filler } from './fill.ts';

const sha256 = (text: string) => hash('sha256', text);

/** Links that continue the chain as `record` would have written them; verifying them is what tells that they are right. */
export function fillEvents(filler: Filler, count: number, head: { seq: number; hash: string }, people: readonly string[], accounts: readonly string[]): void {
  const details: (typeof auditDetails.$inferInsert)[] = [];
  const links = function* () {
    let prev = head.hash;
    for (let n = 1; n <= count; n++) {
      const seq = head.seq + n;
      const id = `evt_0${String(n).padStart(25, '0')}`;
      const at = tuesday - 400 * minute + n;
      const actorId = people[n % people.length] ?? '';
      const subjectId = accounts[(n * 31) % accounts.length] ?? '';
      // Free text is kept apart and bound by a salted hash: one event in ten has some.
      const text = n % 10 === 0 ? canonical({ reason: `asked by the desk, number ${n}` }) : undefined;
      const salt = 'c2FsdHNhbHRzYWx0c2FsdA';
      if (text !== undefined) details.push({ eventId: id, text, salt });
      const body = canonical({
        v: 1,
        seq,
        id,
        at,
        event: 'secret.shown',
        actor: { kind: 'person', id: actorId },
        via: 'web',
        request: `req_0${String(n).padStart(25, '0')}`,
        subject: { kind: 'account', id: subjectId },
        detail: { secretId: `sec_0${String(n).padStart(25, '0')}`, versionId: `ver_0${String(n).padStart(25, '0')}`, how: 'shown' },
        because: 'grant',
        ...(text === undefined ? {} : { personal: sha256(`${salt}\n${text}`) }),
        prev,
      });
      prev = sha256(body);
      const columns = { event: 'secret.shown', actorKind: 'person', actorId, via: 'web', subjectKind: 'account', subjectId };
      yield { seq, id, at, ...columns, body, hash: prev };
    }
  };
  filler.rows(auditEvents, links());
  filler.rows(auditDetails, details);
}
