import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VersionFact } from '#src/features/secrets/index.ts';
import { type Knowledge, knowsWithoutRight, planLosses, type Way } from './rules.ts';

/*
 * Random histories of one password and of Bob, who may be known to know it from before and may have a login here. They are told
 * twice: as the rows that the product keeps, and as a story of values, each of which was in force in one stretch of the
 * platform's own time. Known from outside means: whatever was in force when that was written down.
 */

type WayKind = 'known-outside' | 'shared-login';
type Step =
  | { do: 'adopt' | 'abandon' }
  | { do: 'prepare'; typedByBob: boolean }
  | { do: 'confirm'; by: 'bob' | 'olga' | null }
  | { do: 'show'; which: number }
  | { do: 'give' | 'end'; kind: WayKind };

const kinds = fc.constantFrom('known-outside' as const, 'shared-login' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('adopt' as const, 'abandon' as const) }),
  fc.record({ do: fc.constant('prepare' as const), typedByBob: fc.boolean() }),
  fc.record({ do: fc.constant('confirm' as const), by: fc.constantFrom('bob' as const, 'olga' as const, null) }),
  fc.record({ do: fc.constant('show' as const), which: fc.nat(5) }),
  fc.record({ do: fc.constant('give' as const), kind: kinds }),
  fc.record({ do: fc.constant('end' as const), kind: kinds }),
);

const secret = { id: 's', accountId: 'a', kind: 'password' as const };

/** The rows. */
class Rows {
  at = 0;
  versions: (VersionFact & { state: string })[] = [];
  shown: { versionId: string; personId: string; at: number }[] = [];
  ways: Way[] = [];

  knowledge(ways = this.ways): Knowledge {
    const versions = new Map([['s', this.versions]]);
    return { ways, offices: [], secrets: [secret], versions, disclosures: new Map([['s', this.shown]]), goneAt: new Map() };
  }

  active(kind: WayKind): Way | undefined {
    return this.ways.find(({ grant }) => grant.kind === kind && grant.state === 'active');
  }

  add(state: string, origin: 'adopted' | 'set'): string {
    const number = this.versions.length + 1;
    const setAt = origin === 'adopted' ? this.at : null;
    this.versions.push({ id: `v${number}`, number, state, origin, createdAt: this.at, setAt, setBy: null });
    return `v${number}`;
  }

  pending() {
    return this.versions.find((row) => row.state === 'pending');
  }
}

/** The story. `stretch` counts the values that were in force on the platform, one after another. */
class Story {
  stretch = 0;
  inForceIn = new Map<string, number>([['old', 0]]);
  head = new Set<string>();
  accepted = new Set<string>(['old']);
  outside: number | null = null;
  login = false;

  mayKnow(value: string, outside = this.outside, login = this.login): boolean {
    return login || (outside !== null && (this.inForceIn.get(value) ?? Number.POSITIVE_INFINITY) <= outside);
  }

  usable(): string[] {
    return [...this.head].filter((value) => this.accepted.has(value));
  }
}

/** What ending a way must write a cause for, as the rules say and as the story says; null where no way ended. */
function live(rows: Rows, story: Story, step: Step): { planned: boolean; told: boolean } | null {
  rows.at += 1;
  const pending = rows.pending();
  if (step.do === 'adopt') {
    const id = rows.add('current', 'adopted');
    story.inForceIn.set(id, story.stretch);
    story.accepted.add(id);
  }
  if (step.do === 'prepare' && !pending) {
    const id = rows.add('pending', 'set');
    story.accepted.add(id);
    if (step.typedByBob && story.login) {
      rows.shown.push({ versionId: id, personId: 'bob', at: rows.at });
      story.head.add(id);
    }
  }
  if (step.do === 'confirm' && pending && (step.by !== 'bob' || story.login)) {
    Object.assign(pending, { state: 'current', setAt: rows.at, setBy: step.by });
    story.stretch += 1;
    story.inForceIn.set(pending.id, story.stretch);
    if (step.by === 'bob') story.head.add(pending.id);
    else story.accepted = new Set([pending.id]);
  }
  if (step.do === 'abandon' && pending) pending.state = 'retired';
  const version = step.do === 'show' ? rows.versions[step.which % Math.max(1, rows.versions.length)] : undefined;
  if (version && story.login) {
    rows.shown.push({ versionId: version.id, personId: 'bob', at: rows.at });
    story.head.add(version.id);
  }
  if (step.do === 'give' && !rows.active(step.kind)) give(rows, story, step.kind);
  return step.do === 'end' && rows.active(step.kind) ? end(rows, story, step.kind) : null;
}

function give(rows: Rows, story: Story, kind: WayKind): void {
  const level = kind === 'shared-login' ? ('manage' as const) : null;
  const grant = { id: `g${rows.ways.length}`, accountId: 'a', kind, level, state: 'active' as const, expiresAt: null, endedAt: null, closedAt: null };
  rows.ways.push({ grant: { ...grant, startsAt: rows.at }, personId: 'bob', teamId: null, memberFrom: null, memberTo: null });
  if (kind === 'shared-login') story.login = true;
  else {
    story.outside = story.stretch;
    story.inForceIn.set(`outside-${rows.at}`, story.stretch);
    story.head.add(`outside-${rows.at}`);
    story.accepted.add(`outside-${rows.at}`);
  }
}

function end(rows: Rows, story: Story, kind: WayKind): { planned: boolean; told: boolean } {
  const way = rows.active(kind);
  const left = rows.ways.filter((each) => each !== way);
  const planned = planLosses(rows.knowledge(), rows.knowledge(left), ['bob'], rows.at).length > 0;
  const outside = kind === 'known-outside' ? null : story.outside;
  const login = kind === 'shared-login' ? false : story.login;
  const told = story.usable().some((value) => story.mayKnow(value) && !story.mayKnow(value, outside, login));
  rows.ways = rows.ways.map((each) => (each === way ? { ...each, grant: { ...each.grant, state: 'ended' as const, endedAt: rows.at } } : each));
  Object.assign(story, { outside, login });
  return { planned, told };
}

describe('over any history', () => {
  it('the end of a way in writes a cause for exactly what is no longer theirs to know', () => {
    let [causes, none] = [0, 0];
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
        const [rows, story] = [new Rows(), new Story()];
        for (const each of steps) {
          const ended = live(rows, story, each);
          if (ended) {
            expect(ended.planned).toBe(ended.told);
            if (ended.told) causes += 1;
            else none += 1;
          }
          const unentitled = story.usable().some((value) => !story.mayKnow(value));
          expect(knowsWithoutRight('bob', secret, rows.knowledge(), rows.at)).toBe(unentitled);
        }
      }),
      { numRuns: 2000 },
    );
    // Both answers were really asked for.
    expect(Math.min(causes, none)).toBeGreaterThan(100);
  });
});
