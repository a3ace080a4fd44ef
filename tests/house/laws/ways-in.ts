import { isTest, type Source, type Violation, withoutComments } from './sources.ts';

/** What puts somebody into an account: the tables that say who gets in, and the functions that only write what was decided. */
const words = [
  ...[
    '.insert(offices)',
    '.insert(grants)',
    '.insert(serviceGrants)',
    '.update(serviceGrants)',
    '.update(grants)',
    '.update(offices)',
    '.insert(serviceConsents)',
  ],
  ...[
    'openOffices(',
    'placeInOffice(',
    'moveOffices(',
    'saveGrant(',
    'saveGrants(',
    'addServiceGrant(',
    'giveTaskAccess(',
    'addImportedGrants(',
    'fillVacancies(',
    'addConsents(',
    'letTokensIn(',
    'consentToTokensOf(',
  ],
];

/** Decided before: this function is a word itself, and whoever says it is asked. */
const before = 'by whoever calls it';
/** It only ends what is there. */
const ends = 'ends';

/** Function → the decision that it passes, as it says it. */
export const decisions: Readonly<Record<string, string>> = {
  'src/features/accounts/queries.ts openOffices': before,
  'src/features/accounts/queries.ts closeOffices': ends,
  'src/features/accounts/offices.ts placeInOffice': before,
  'src/features/accounts/offices.ts giveOffice': "ensure(ctx, 'office.take-up'",
  'src/features/accounts/offices.ts moveOffices': 'planOfficeMoves(',
  // A new account, in which there is nothing yet.
  'src/features/accounts/service.ts addAccount': "ensure(ctx, 'account.add'",
  'src/features/accounts/vacancies.ts fillVacancies': 'verdictsOnVacancies(',
  'src/features/access/vacancies.ts officeProposals': 'verdictsOnVacancies(',
  'src/features/access/vacancies.ts fillOffices': 'verdictsOnVacancies(',
  'src/features/access/service.ts saveGrant': before,
  'src/features/access/service.ts saveGrants': before,
  'src/features/access/service.ts giveGrant': "ensure(ctx, 'grant.give'",
  'src/features/access/service.ts verifyGrant': "ensure(ctx, 'grant.give'",
  'src/features/access/queries.ts saveEnding': ends,
  'src/features/access/work.ts giveTaskAccess': before,
  // `assignTask` asks for `task.assign`, with whom it goes to and that it opens an account.
  'src/features/access/work.ts reassignTask': 'assignTask(',
  // What a register says is known or held outside the vault; no kind that the vault enforces.
  'src/features/access/bulk.ts addImportedGrants': "ensure(ctx, 'import.run'",
  'src/features/directory/accounts.service.ts applyAccounts': 'fillOffices(',
  'src/features/access/service-grants.ts giveServiceGrant': "ensure(ctx, 'service-grant.give'",
  'src/features/access/service-grants.queries.ts addServiceGrant': before,
  'src/features/access/service-grants.queries.ts saveServiceGrant': ends,
  'src/features/access/consents.queries.ts addConsents': before,
  'src/features/access/consents.ts letTokensIn': before,
  'src/features/access/consents.ts consentToToken': "ensure(ctx, 'service-token.consent'",
  'src/features/access/consents.ts consentToTokensOf': before,
  // On an account in their own care.
  'src/features/access/consents.ts askForConsent': 'inCareOf(way).includes(way.maker.id)',
  // A departure: by the facts, not by whoever came first.
  'src/features/offboarding/cut.service.ts endEverything': 'beganBy',
  'src/features/offboarding/cut.service.ts handOver': 'assigneeFor(',
  'src/features/offboarding/cut.service.ts openWork': 'planTasks(',
};

/** A way in that is opened without a listed decision, one that no longer says it, and one that is gone. */
export function wayInViolations(sources: readonly Source[], listed: Readonly<Record<string, string>> = decisions): Violation[] {
  const functions = sources.filter(({ path }) => !isTest(path) && path.startsWith('src/features/')).flatMap(functionsOf);
  const writers = functions.filter(({ text }) => words.some((word) => says(text, word)));
  return [
    ...writers.flatMap(({ name, text }): Violation[] => {
      const decision = listed[name];
      if (decision === undefined) return [{ path: name, because: 'opens a way in by no decision that is listed' }];
      const isWord = words.includes(`${name.split(' ')[1]}(`);
      if (decision === before) return isWord ? [] : [{ path: name, because: 'is decided by its callers, who are not asked' }];
      return decision === ends || text.includes(decision) ? [] : [{ path: name, because: `does not say ${decision}` }];
    }),
    ...Object.keys(listed)
      .filter((name) => !writers.some((writer) => writer.name === name))
      .map((name) => ({ path: name, because: 'is listed and opens no way in' })),
  ];
}

/** Each top-level function or value of a file, with its text; its own name is not a call. */
function functionsOf({ path, text }: Source): { name: string; text: string }[] {
  const parts = withoutComments(text).split(/^(?=(?:export )?(?:async )?(?:function|const) \w)/m);
  return parts.flatMap((part) => {
    const [head, name] = /^(?:export )?(?:async )?(?:function|const) (\w+)/.exec(part) ?? [];
    return head && name ? [{ name: `${path} ${name}`, text: part.slice(head.length).replace(/\n\s*\./g, '.') }] : [];
  });
}

function says(text: string, word: string): boolean {
  return new RegExp(`${word.startsWith('.') ? '' : '(?<![\\w])'}${word.replace(/[.()]/g, '\\$&')}`).test(text);
}
