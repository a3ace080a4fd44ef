import { levels } from '#db/words.ts';
import { accountLevel, type AccountFacts, type Level } from './accounts.ts';
import { admin, anybody, anyOf, isFresh, no, operator, service, yes, type RightsOf, type Verdict, type Who } from './who.ts';

/** What stands between a right to a secret and the secret. */
export type RevealFacts = AccountFacts & {
  acknowledged: boolean;
  reason: string | null;
  /** An announced notice period asks for a reason; an unannounced one is never shown here. */
  noticePeriod: boolean;
};

export type SecretsSubjects = {
  'secret.add': AccountFacts;
  'secret.reveal': RevealFacts;
  'secret.code': RevealFacts;
  'rotation.list': null;
  'rotation.run': AccountFacts;
  'rotation.ask': AccountFacts;
  'rotation.reveal': RevealFacts;
};

/** A machine has no second factor to prove and no policy to read: it reaches what a grant names, and where a reason is asked it gives one. */
function revealToService(facts: RevealFacts, enough: readonly Level[]): Verdict {
  if (facts.unconsented) return no('needs-consent');
  if (!facts.level || !enough.includes(facts.level)) return no('no-grant');
  return facts.critical && !facts.reason?.trim() ? { needs: 'reason', because: 'critical' } : yes('service-grant');
}

/** Whoever is away for long is given no value and no way to set one: their access rests, and is there again when they are back. */
const present =
  <F>(decide: (who: Who, facts: F, now: number) => Verdict) =>
  (who: Who, facts: F, now: number): Verdict =>
    who.person?.absent ? no('absent') : decide(who, facts, now);

/** Rule 2: a named condition for each thing that is missing, in the order in which a person can mend it. */
function reveal(who: Who, facts: RevealFacts, now: number, enough: readonly Level[]): Verdict {
  if (who.has('hr')) return no('hr-and-secrets-exclude-each-other');
  if (who.service) return revealToService(facts, enough);
  const access = accountLevel(who, facts);
  if (!access || !enough.includes(access.level)) return no('no-grant');
  if (!facts.acknowledged) return { needs: 'acknowledgement', because: 'policy' };
  if (!isFresh(who, now)) return { needs: 'step-up', because: 'factor-too-old' };
  if ((facts.critical || facts.noticePeriod) && !facts.reason?.trim()) return { needs: 'reason', because: facts.critical ? 'critical' : 'notice-period' };
  return yes(access.because);
}

function manages(who: Who, facts: AccountFacts): Verdict {
  if (who.has('hr')) return no('hr-and-secrets-exclude-each-other');
  return accountLevel(who, facts)?.level === 'manage' ? yes('manage') : no('no-grant');
}

export const secretsRights: RightsOf<SecretsSubjects> = {
  'secret.add': present(manages),
  'secret.reveal': present((who, facts, now) => reveal(who, facts, now, ['reveal', 'manage'])),
  'secret.code': present((who, facts, now) => reveal(who, facts, now, levels)),
  'rotation.list': anyOf(anybody, operator, service),
  'rotation.run': present(manages),
  'rotation.ask': (who, facts) => (accountLevel(who, facts)?.level === 'manage' ? yes('manage') : anyOf(admin, operator)(who)),
  'rotation.reveal': present((who, facts, now) => reveal(who, facts, now, ['manage'])),
};
