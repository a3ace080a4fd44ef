import type { EventDetails, EventName } from '#src/ground/events.ts';
import type { FieldProblem, Problem, ProblemParams } from '#src/ground/problem.ts';
import type { Format } from '#src/ui/format.ts';
import { access } from './en/access.ts';
import { accounts } from './en/accounts.ts';
import { audit } from './en/audit.ts';
import { desk } from './en/desk.ts';
import { directory } from './en/directory.ts';
import { endDates } from './en/endDates.ts';
import { held } from './en/held.ts';
import { events } from './en/events.ts';
import { fields } from './en/fields.ts';
import { home } from './en/home.ts';
import { keys } from './en/keys.ts';
import { notifications } from './en/notifications.ts';
import { offboarding } from './en/offboarding.ts';
import { reinstate } from './en/reinstate.ts';
import { people } from './en/people.ts';
import { platforms } from './en/platforms.ts';
import { policies } from './en/policies.ts';
import { problems } from './en/problems.ts';
import { proposals } from './en/proposals.ts';
import { reference } from './en/reference.ts';
import { reports } from './en/reports.ts';
import { rotation } from './en/rotation.ts';
import { secrets } from './en/secrets.ts';
import { services } from './en/services.ts';
import { sessions } from './en/sessions.ts';
import { settings } from './en/settings.ts';
import { setup } from './en/setup.ts';
import { shell } from './en/shell.ts';
import { tasks } from './en/tasks.ts';
import { time } from './en/time.ts';
import { tokens } from './en/tokens.ts';
import { access as accessNl } from './nl/access.ts';
import { accounts as accountsNl } from './nl/accounts.ts';
import { audit as auditNl } from './nl/audit.ts';
import { desk as deskNl } from './nl/desk.ts';
import { directory as directoryNl } from './nl/directory.ts';
import { endDates as endDatesNl } from './nl/endDates.ts';
import { held as heldNl } from './nl/held.ts';
import { events as eventsNl } from './nl/events.ts';
import { fields as fieldsNl } from './nl/fields.ts';
import { home as homeNl } from './nl/home.ts';
import { keys as keysNl } from './nl/keys.ts';
import { notifications as notificationsNl } from './nl/notifications.ts';
import { offboarding as offboardingNl } from './nl/offboarding.ts';
import { reinstate as reinstateNl } from './nl/reinstate.ts';
import { people as peopleNl } from './nl/people.ts';
import { platforms as platformsNl } from './nl/platforms.ts';
import { policies as policiesNl } from './nl/policies.ts';
import { problems as problemsNl } from './nl/problems.ts';
import { proposals as proposalsNl } from './nl/proposals.ts';
import { reference as referenceNl } from './nl/reference.ts';
import { reports as reportsNl } from './nl/reports.ts';
import { rotation as rotationNl } from './nl/rotation.ts';
import { secrets as secretsNl } from './nl/secrets.ts';
import { services as servicesNl } from './nl/services.ts';
import { sessions as sessionsNl } from './nl/sessions.ts';
import { settings as settingsNl } from './nl/settings.ts';
import { setup as setupNl } from './nl/setup.ts';
import { shell as shellNl } from './nl/shell.ts';
import { tasks as tasksNl } from './nl/tasks.ts';
import { time as timeNl } from './nl/time.ts';
import { tokens as tokensNl } from './nl/tokens.ts';

export const locales = ['nl', 'en'] as const;
export type Locale = (typeof locales)[number];

const en = {
  access,
  accounts,
  audit,
  desk,
  directory,
  endDates,
  held,
  events,
  fields,
  home,
  keys,
  notifications,
  offboarding,
  reinstate,
  people,
  platforms,
  policies,
  problems,
  proposals,
  reference,
  reports,
  rotation,
  secrets,
  services,
  sessions,
  settings,
  setup,
  shell,
  tasks,
  time,
  tokens,
};

/** Every text of the product. A language is a folder beside `en` with the same shape; a missing key does not compile. */
export type Messages = typeof en;

const nl = {
  access: accessNl,
  accounts: accountsNl,
  audit: auditNl,
  desk: deskNl,
  directory: directoryNl,
  endDates: endDatesNl,
  held: heldNl,
  events: eventsNl,
  fields: fieldsNl,
  home: homeNl,
  keys: keysNl,
  notifications: notificationsNl,
  offboarding: offboardingNl,
  reinstate: reinstateNl,
  people: peopleNl,
  platforms: platformsNl,
  policies: policiesNl,
  problems: problemsNl,
  proposals: proposalsNl,
  reference: referenceNl,
  reports: reportsNl,
  rotation: rotationNl,
  secrets: secretsNl,
  services: servicesNl,
  sessions: sessionsNl,
  settings: settingsNl,
  setup: setupNl,
  shell: shellNl,
  tasks: tasksNl,
  time: timeNl,
  tokens: tokensNl,
} satisfies Messages;

const catalogues: Record<Locale, Messages> = { nl, en };

export function messagesFor(locale: Locale): Messages {
  return catalogues[locale];
}

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/** The sentence for a problem: the one of its code, else the one of its kind. */
export function problemText(t: Messages, problem: Pick<Problem, 'kind' | 'code' | 'params'>): string {
  return textOf(t.problems.code, problem.code, problem.params) ?? t.problems.kind[problem.kind];
}

/** Title and sentence of an error page; without a problem it is a bug of ours, told with the id it has in the log. */
export function explainProblem(t: Messages, problem: Problem | null, requestId: string): { title: string; message: string } {
  if (!problem) return { title: t.problems.bug, message: t.problems.reference({ id: requestId }) };
  return { title: t.problems.title[problem.kind], message: problemText(t, problem) };
}

/** The sentence under a field: that of its code, which may be the code of the whole problem. */
export function fieldText(t: Messages, { code, params = {} }: FieldProblem): string {
  return textOf(t.fields, code, params) ?? textOf(t.problems.code, code, params) ?? t.fields.invalid;
}

/** What was done, to be read after the name of who did it: "copied the password". */
export function eventText<E extends EventName>(t: Messages, f: Format, event: E, detail: EventDetails[E]): string {
  const text: EventTexts[E] = t.events[event];
  return typeof text === 'function' ? text(detail, f) : text;
}

/** A phrase per event, and a function where the detail changes what happened. */
export type EventTexts = { [E in EventName]: string | ((detail: EventDetails[E], f: Format) => string) };

type Sentence = string | ((params: never) => string);

/** Codes come from thrown problems, so their parameters can only be matched with the sentence at run time. */
function textOf(sentences: Record<string, Sentence>, code: string, params: ProblemParams): string | undefined {
  const sentence = sentences[code];
  return typeof sentence === 'function' ? (sentence as (params: ProblemParams) => string)(params) : sentence;
}
