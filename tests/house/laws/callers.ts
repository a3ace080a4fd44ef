import { isTest, type Source, type Violation, withoutComments } from './sources.ts';

/**
 * Words that turn what is sealed into plaintext, put the root key in memory, or tell when somebody leaves whose departure
 * nobody has announced; and the few files that may say them.
 */
export const callers: Readonly<Record<string, readonly string[]>> = {
  'vault.open(': ['src/features/keys/open.ts'],
  'vault.unseal(': ['src/features/keys/root-key.ts'],
  'vault.fingerprintsOf(': ['src/features/keys/open.ts'],
  'printValue(': ['src/features/keys/open.ts', 'src/features/secrets/print.ts'],
  // Whatever is keyed under the root key moves along when it is changed: a new caller adds its own to the followers in app/root-key.ts.
  'vault.fingerprint(': ['src/features/secrets/values.ts'],
  'printsOf(': ['src/features/keys/seal.ts', 'src/features/secrets/values.ts', 'src/features/secrets/texts.ts', 'src/features/sessions/self.ts'],
  'vault.lock(': ['src/app/boot.ts'],
  'openBytes(': ['src/host/vault.ts', 'src/host/crypto/seal.ts'],
  'openValue(': ['src/features/keys/open.ts', 'src/features/secrets/reveal.ts', 'src/features/sessions/factor.ts', 'src/features/directory/service.ts'],
  'revealVersion(': ['src/features/secrets/reveal.ts', 'src/features/access/reveal.ts'],
  'housekeeping(tx': ['src/host/db/handle.ts', 'src/features/sessions/service.ts', 'src/features/tokens/service.ts', 'src/features/notifications/deliver.ts'],
  // Everybody else asks `people` what a reader may know of somebody's end.
  'unveil(': ['src/ground/veil.ts', 'src/ground/permission.ts', 'src/features/people/standing.rules.ts'],
  'veil(': ['src/ground/veil.ts', 'src/features/people/employment.ts', 'src/features/people/standing.queries.ts'],
  'people.endsAt': ['src/features/people/standing.queries.ts'],
  // Who acts for the machine inside somebody's request: the cut, completion by proof, and the set-up of an empty installation; a sign-in
  // that has just been proven, which acts as its person; who asks, for somebody else, what they might decide; and a digest, which says
  // what its reader would see.
  'actingAs(': [
    'src/ground/ctx.ts',
    'src/features/proposals/service.ts',
    'src/features/notifications/deliver.ts',
    'src/features/offboarding/cut.service.ts',
    'src/features/offboarding/issue.service.ts',
    'src/features/sessions/service.ts',
    'src/features/setup/service.ts',
  ],
};

/** Somebody says a word that is not theirs, or a listed file no longer says it. */
export function callerViolations(sources: readonly Source[], listed: Readonly<Record<string, readonly string[]>> = callers): Violation[] {
  const product = sources.filter(({ path }) => !isTest(path)).map(({ path, text }) => ({ path, text: withoutComments(text) }));
  return Object.entries(listed).flatMap(([word, files]) => {
    const saying = product.filter(({ text }) => says(text, word)).map(({ path }) => path);
    return [
      ...saying.filter((path) => !files.includes(path)).map((path) => ({ path, because: `says ${word}…)` })),
      ...files.filter((path) => !saying.includes(path)).map((path) => ({ path, because: `is listed for ${word}…) and does not say it` })),
    ];
  });
}

function says(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w])${word.replace(/[.()]/g, '\\$&')}`).test(text);
}
