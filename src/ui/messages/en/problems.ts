import type { ProblemKind } from '#src/ground/problem.ts';

/** What a refused act says. A code without a sentence of its own falls back to the one of its kind. */
export const problems = {
  title: {
    invalid: 'Something is not filled in right.',
    unauthenticated: 'Sign in to go on.',
    forbidden: 'You may not do this.',
    missing: 'This page is not here.',
    conflict: 'This clashes with how things are now.',
    stale: 'Somebody else changed this in the meantime.',
    'step-up': 'Prove your second factor first.',
    limited: 'Too many attempts.',
    unavailable: 'This cannot be done at the moment.',
  } satisfies Record<ProblemKind, string>,
  kind: {
    invalid: 'Look at the fields below and change what they ask.',
    unauthenticated: 'Your session is over or has not begun.',
    forbidden: 'Ask an administrator who may.',
    missing: 'It does not exist, or it is not yours to see.',
    conflict: 'Look at it again and decide anew.',
    stale: 'Reload the page, look at what changed and try again.',
    'step-up': 'For ten minutes afterwards you are not asked again.',
    limited: 'Wait a few minutes, then try again.',
    unavailable: 'Nothing was changed. Try again in a minute.',
  } satisfies Record<ProblemKind, string>,
  bug: 'Something went wrong on our side. Nothing was changed.',
  reference: (p: { id: string }) => `Mention ${p.id} when you report it.`,
  code: {
    'sign-in.refused': 'That did not match. Check the address, the password and the code, then try again.',
    'sign-in.needed': 'Sign in to go on.',
    'step-up.needed': 'Enter a code of your authenticator app to go on.',
    'csrf.missing': 'This form is too old. Reload the page and send it again.',
    'vault.sealed': 'The vault is sealed: nothing can be read or changed until somebody unseals it.',
    'cursor.invalid': 'This page of the list no longer exists. Start again at the first.',
    'grant.already-ended': 'This access has already ended.',
  },
};
