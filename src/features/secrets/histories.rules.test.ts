import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CauseFact, type DisclosureFact, exposure, isAnswered, type KnownOutside, type VersionFact } from './rules.ts';

/*
 * Random histories of one secret, told twice: as the rows that the product keeps, judged by the rules, and as a little
 * world in which we follow what each person has in mind and what the platform might accept. Both must agree after
 * every step.
 */

const persons = ['ann', 'bob', 'cas'] as const;
type Person = (typeof persons)[number];

type Step =
  | { do: 'adopt'; by: Person }
  | { do: 'prepare'; by: Person; typed: boolean }
  | { do: 'confirm'; by: Person | null }
  | { do: 'abandon' }
  | { do: 'show'; to: Person; which: number }
  | { do: 'know-outside'; who: Person }
  | { do: 'end'; who: Person }
  | { do: 'breach' }
  | { do: 'talk'; what: 're-grant' | 'cancel' | 'edit-note' | 'close-task' };

const somebody = fc.constantFrom(...persons);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('adopt' as const), by: somebody }),
  fc.record({ do: fc.constant('prepare' as const), by: somebody, typed: fc.boolean() }),
  fc.record({ do: fc.constant('confirm' as const), by: fc.option(somebody) }),
  fc.record({ do: fc.constant('abandon' as const) }),
  fc.record({ do: fc.constant('show' as const), to: somebody, which: fc.nat(5) }),
  fc.record({ do: fc.constant('know-outside' as const), who: somebody }),
  fc.record({ do: fc.constant('end' as const), who: somebody }),
  fc.record({ do: fc.constant('breach' as const) }),
  fc.record({ do: fc.constant('talk' as const), what: fc.constantFrom('re-grant' as const, 'cancel' as const, 'edit-note' as const, 'close-task' as const) }),
);

/** The rows. */
class Rows {
  at = 0;
  versions: (VersionFact & { state: string })[] = [];
  disclosures: DisclosureFact[] = [];
  outside: { who: Person; from: number }[] = [];
  causes: CauseFact[] = [];

  add(state: string, origin: 'adopted' | 'set', setAt: number | null): VersionFact {
    const number = this.versions.length + 1;
    const row = { id: `v${number}`, number, state, origin, createdAt: this.at, setAt, setBy: null };
    this.versions.push(row);
    return row;
  }
  disclose(versionId: string, personId: string) {
    this.disclosures.push({ versionId, personId, at: this.at });
  }
  retire(state: 'current' | 'pending') {
    for (const row of this.versions) if (row.state === state) row.state = 'retired';
  }
  pending() {
    return this.versions.find((row) => row.state === 'pending');
  }
  exposed(who: Person): boolean {
    const knownOutside: KnownOutside[] = this.outside.filter((row) => row.who === who);
    return exposure(who, { versions: this.versions, disclosures: this.disclosures, knownOutside, reach: [] }, this.at).tier === 'knows';
  }
  open(): CauseFact[] {
    return this.causes.filter((cause) => !isAnswered(cause, this.versions, this.disclosures));
  }
}

/** The little world: values in heads, values the platform might take as each person would find it, causes not yet met. */
class Oracle {
  heads = new Map<Person, Set<string>>(persons.map((who) => [who, new Set()]));
  accepts = new Map<Person, Set<string>>(persons.map((who) => [who, new Set(['old'])]));
  causes: { subject: Person | null }[] = [];

  learn(who: Person, value: string) {
    this.heads.get(who)?.add(value);
  }
  mayAccept(value: string) {
    for (const values of this.accepts.values()) values.add(value);
  }
  setBy(by: Person | null, value: string, shownBefore: ReadonlySet<Person>) {
    for (const who of persons) if (who !== by) this.accepts.set(who, new Set([value]));
    if (by) this.learn(by, value);
    this.causes = this.causes.filter(({ subject }) => subject !== null && (subject === by || shownBefore.has(subject)));
  }
  exposed(who: Person): boolean {
    return [...(this.heads.get(who) ?? [])].some((value) => this.accepts.get(who)?.has(value));
  }
}

function live(rows: Rows, oracle: Oracle, step: Step): void {
  rows.at += 1;
  const pending = rows.pending();
  if (step.do === 'adopt') {
    rows.retire('current');
    const { id } = rows.add('current', 'adopted', rows.at);
    rows.disclose(id, step.by);
    oracle.mayAccept(id);
    oracle.learn(step.by, id);
  }
  if (step.do === 'prepare' && !pending) {
    const { id } = rows.add('pending', 'set', null);
    oracle.mayAccept(id);
    if (step.typed) {
      rows.disclose(id, step.by);
      oracle.learn(step.by, id);
    }
  }
  if (step.do === 'confirm' && pending) {
    const shownBefore = new Set(persons.filter((who) => oracle.heads.get(who)?.has(pending.id)));
    rows.retire('current');
    Object.assign(pending, { state: 'current', setAt: rows.at, setBy: step.by });
    oracle.setBy(step.by, pending.id, shownBefore);
  }
  if (step.do === 'abandon') rows.retire('pending');
  if (step.do === 'show') {
    const version = rows.versions[step.which % Math.max(1, rows.versions.length)];
    if (version) {
      rows.disclose(version.id, step.to);
      oracle.learn(step.to, version.id);
    }
  }
  if (step.do === 'know-outside') {
    rows.outside.push({ who: step.who, from: rows.at });
    // They know something that works now, whatever it is.
    oracle.learn(step.who, `outside-${rows.at}`);
    oracle.accepts.get(step.who)?.add(`outside-${rows.at}`);
  }
  if (step.do === 'end' && rows.exposed(step.who)) {
    rows.causes.push({ subjectId: step.who, at: rows.at });
    oracle.causes.push({ subject: step.who });
  }
  if (step.do === 'breach') {
    rows.causes.push({ subjectId: null, at: rows.at });
    oracle.causes.push({ subject: null });
  }
}

const histories = fc.array(step, { maxLength: 40, size: 'max' });

describe('over any history', () => {
  it('exposure and open causes are what a world of heads and platforms says', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const [rows, oracle] = [new Rows(), new Oracle()];
        for (const each of steps) {
          live(rows, oracle, each);
          expect(persons.map((who) => rows.exposed(who))).toEqual(persons.map((who) => oracle.exposed(who)));
          expect(rows.open().map((cause) => cause.subjectId)).toEqual(oracle.causes.map((cause) => cause.subject));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('only a confirmed value ends a cause, never a re-grant, a cancellation, an edited note or a closed task', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const [rows, oracle] = [new Rows(), new Oracle()];
        for (const each of steps) {
          const before = rows.open().length;
          const hadCandidate = rows.pending() !== undefined;
          live(rows, oracle, each);
          if (rows.open().length < before) expect(each.do === 'confirm' && hadCandidate).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('an earlier moment is judged the same, whatever happened after it', () => {
    fc.assert(
      fc.property(histories, fc.nat(40), (steps, cut) => {
        const [rows, oracle] = [new Rows(), new Oracle()];
        const seen: boolean[][] = [];
        for (const each of steps) {
          live(rows, oracle, each);
          seen.push(persons.map((who) => rows.exposed(who)));
        }
        const moment = Math.min(cut, steps.length - 1);
        if (moment < 0) return;
        const end = rows.at;
        rows.at = moment + 1;
        expect(persons.map((who) => rows.exposed(who))).toEqual(seen[moment]);
        rows.at = end;
      }),
      { numRuns: 200 },
    );
  });
});
