import type { AccountPlan } from './accounts.rules.ts';
import type { DateQuestion } from './dates.rules.ts';
import type { Ignored } from './headings.ts';
import { isMassDeparture, type PeoplePlan } from './people.rules.ts';
import type { Remark } from './remarks.ts';
import type { Told } from './upload.ts';

export type ImportKind = 'people' | 'accounts';

/** Somebody who is gone and, as far as is known, can still get in. */
export type Exposed = { personId: string; name: string; accounts: number };

/** What an import did, or would do. Counts are rows of the file, except `left` and `proposals`, which are people. */
export type ImportReport = {
  kind: ImportKind;
  dryRun: boolean;
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  bad: readonly Remark[];
  notes: readonly Remark[];
  ignored: readonly Ignored[];
  /** What was done to read the file that its owner may not expect. */
  told: readonly Told[];
  /** Came in as somebody who has left. */
  left: number;
  /** Departures that HR is asked to decide on. */
  proposals: number;
  /** Whether anybody is HR, so that somebody is asked. */
  hr: boolean;
  /** Offices that somebody else has to confirm. */
  waiting: number;
  /** Dates of passwords that were left alone, because nobody shares a password there. */
  unusedDates: number;
  /** So many at once that the file may be wrong. */
  massDeparture: boolean;
  exposed: readonly Exposed[];
};

export type ReadFile = { rows: number; ignored: readonly Ignored[]; question: DateQuestion | null; told: readonly Told[] };

type Circumstances = { hr: boolean; dryRun: boolean };

export function peopleReport(
  file: ReadFile,
  plan: PeoplePlan,
  { staff, exposed, ...more }: Circumstances & { staff: number; exposed: readonly Exposed[] },
): ImportReport {
  return {
    ...common(file, plan),
    kind: 'people',
    ...more,
    changed: file.rows - plan.bad.length - plan.add.length - plan.unchanged - plan.folded,
    left: plan.add.filter(({ leftAt }) => leftAt !== null).length,
    proposals: plan.proposals.length,
    waiting: 0,
    unusedDates: 0,
    massDeparture: isMassDeparture(plan.proposals.length, staff),
    exposed,
  };
}

export function accountReport(file: ReadFile, plan: AccountPlan, { waiting, ...more }: Circumstances & { waiting: number }): ImportReport {
  return {
    ...common(file, plan),
    kind: 'accounts',
    ...more,
    changed: plan.change.length,
    left: 0,
    proposals: plan.exposed.length,
    waiting,
    unusedDates: plan.unusedDates,
    massDeparture: false,
    exposed: plan.exposed.map(({ personId, name, accounts }) => ({ personId, name, accounts })),
  };
}

function common({ rows, ignored, told }: ReadFile, plan: PeoplePlan | AccountPlan) {
  return { rows, ignored, told, added: plan.add.length, unchanged: plan.unchanged, bad: plan.bad, notes: plan.notes };
}
