import { countLate, describeNeed, type Need } from '#src/features/needs/index.ts';
import { inGroups } from '#src/ground/fingerprint.ts';
import type { NoticeData, Template } from '#src/ground/notice.ts';
import type { MailedLink } from '#src/features/sessions/index.ts';
import type { Format } from '#src/ui/format.ts';
import type { Messages } from '#src/ui/messages/index.ts';
import type { OwnAccount } from './own-accounts.ts';

export type LetterLine = { when: string; late: boolean; title: string; below: string };

export type LetterRow = { title: string; figure: string; last: string; late: boolean };

/** What a mail says, before it is text and HTML. */
export type Letter = {
  /** One sentence; the subject is the same without its full stop. */
  answer: string;
  soft: string | null;
  lines: readonly LetterLine[];
  more: string | null;
  table: { title: string; heads: readonly [string, string, string]; rows: readonly LetterRow[] } | null;
  action: { label: string; href: string } | null;
  why: string;
};

/** What a digest tells of. */
export type Waiting = { needs: readonly Need[]; accounts: readonly OwnAccount[] };

/**
 * What texts are made with: words and dates of the reader, the address of the server, a one-time link or what waits where a mail shows
 * them, and how the reader comes in.
 */
export type Means = {
  t: Messages;
  f: Format;
  base: string;
  link: MailedLink | null;
  digest: Waiting | null;
  entrance: 'signs-in' | 'invited' | null;
};

type Writers = { [T in Template]: (data: NoticeData[T], means: Means) => Partial<Letter> & { answer: string } };

const writers: Writers = {
  invitation({ by }, { t, f, link }) {
    const words = link?.purpose === 'reset' || link?.purpose === 'return' ? t.notifications[link.purpose] : t.notifications.invitation;
    if (!link) return { answer: words.answer({ by }) };
    return { answer: words.answer({ by }), soft: words.soft({ until: f.dateTime(link.expiresAt) }), action: { label: words.act, href: link.url } };
  },
  'password-changed'({ at }, { t, f, base }) {
    const words = t.notifications.passwordChanged;
    return { answer: words.answer, soft: words.soft({ at: f.dateTime(at) }), action: toOwnSignIn(t, base) };
  },
  'factor-replaced'({ at }, { t, f, base }) {
    const words = t.notifications.factorReplaced;
    return { answer: words.answer, soft: words.soft({ at: f.dateTime(at) }), action: toOwnSignIn(t, base) };
  },
  'recovery-codes-made'({ at }, { t, f, base }) {
    const words = t.notifications.recoveryCodesMade;
    return { answer: words.answer, soft: words.soft({ at: f.dateTime(at) }), action: toOwnSignIn(t, base) };
  },
  'recovery-code-used'({ at, left }, { t, f, base }) {
    const words = t.notifications.recoveryCodeUsed;
    return { answer: words.answer({ left }), soft: words.soft({ at: f.dateTime(at) }), action: toOwnSignIn(t, base) };
  },
  'sign-in-reset-begun'({ asked, confirmed, readyAt }, { t, f, base }) {
    const words = t.notifications.resetBegun;
    const soft = words.soft({ asked: asked ?? words.machine, confirmed, at: f.dateTime(readyAt) });
    return { answer: words.answer, soft, action: { label: words.act, href: `${base}/me/sign-in` } };
  },
  'sign-in-reset-stopped'({ person, because }, { t }) {
    const words = t.notifications.resetStopped;
    const reasons: Record<string, string> = words.because;
    return { answer: words.answer({ person }), soft: reasons[because] ?? '' };
  },
  'sign-in-reset-near'({ person, personId, readyAt, alone, account, others }, { t, f, base }) {
    const words = t.notifications.resetNear;
    const near = account === null ? null : words.near({ account, others }, f);
    const soft = [alone && words.alone, near, words.soft({ person, at: f.dateTime(readyAt) })].filter(Boolean).join(' ');
    return { answer: words.answer({ person }), soft, action: { label: words.act, href: `${base}/people/${personId}` } };
  },
  'account-access': ({ account, accountId }, means) => {
    const words = means.t.notifications.accountAccess;
    return { answer: words.answer({ account }), soft: words.soft, action: toAccount(means, accountId) };
  },
  'value-to-confirm'({ account, rotationId, by }, { t, base }) {
    const words = t.notifications.valueToConfirm;
    return { answer: words.answer({ by, account }), soft: words.soft, action: { label: words.act, href: `${base}/rotations/${rotationId}` } };
  },
  'secret-changed': ({ account, accountId }, means) => {
    const words = means.t.notifications.secretChanged;
    return { answer: words.answer({ account }), soft: words.soft, action: toAccount(means, accountId) };
  },
  'office-received': ({ account, accountId, office }, means) => {
    const words = means.t.notifications.officeReceived;
    const offices: Record<string, string> = means.t.shell.kind.office;
    return { answer: words.answer({ account, office: offices[office] ?? office }), soft: words.soft, action: toAccount(means, accountId) };
  },
  'task-assigned'({ task, account, taskId, deadlineAt }, { t, f, base }) {
    const words = t.notifications.taskAssigned;
    const kinds: Record<string, string> = words.kinds;
    return {
      answer: words.answer({ task: kinds[task] ?? task, account }),
      soft: words.soft({ moment: f.moment(deadlineAt) }),
      action: { label: words.act, href: `${base}/tasks/${taskId}` },
    };
  },
  'offboarding-announced'({ person, effectiveAt }, { t, f, base }) {
    const words = t.notifications.offboardingAnnounced;
    const answer = effectiveAt > f.now ? words.ahead({ person, day: f.day(effectiveAt) }) : words.past({ person });
    return { answer, soft: words.soft, action: { label: words.act, href: `${base}/tasks` } };
  },
  'offboarding-proposed'({ people }, { t, f, base }) {
    const words = t.notifications.offboardingProposed;
    return { answer: words.answer({ people }, f), soft: words.soft, action: { label: words.act, href: `${base}/offboardings` } };
  },
  'offboarding-completed'({ person, offboardingId }, { t, base }) {
    const words = t.notifications.offboardingCompleted;
    return { answer: words.answer({ person }), soft: words.soft, action: { label: words.act, href: `${base}/offboardings/${offboardingId}` } };
  },
  'person-reinstated'({ person, personId, at }, { t, f, base }) {
    const words = t.notifications.personReinstated;
    return { answer: words.answer({ person }), soft: words.soft({ at: f.dateTime(at) }), action: { label: words.act, href: `${base}/people/${personId}` } };
  },
  'account-ownerless'({ account, accountId, others }, means) {
    const words = means.t.notifications.accountOwnerless;
    const more = others > 0 ? words.others({ count: others }, means.f) : null;
    return { answer: words.answer({ account }), soft: [more, words.soft].filter(Boolean).join(' '), action: toAccount(means, accountId) };
  },
  'way-in-opened'({ account, accountId, who, way, others }, means) {
    const words = means.t.notifications.wayInOpened;
    const more = others > 0 ? words.others({ count: others }, means.f) : null;
    return { answer: words.answer({ who, account }), soft: [words.ways[way], more, words.soft].filter(Boolean).join(' '), action: toAccount(means, accountId) };
  },
  'many-looks'({ who, secrets, at, account, accountId, others }, means) {
    const { t, f, base } = means;
    const words = t.notifications.manyLooks;
    const answer = words.answer({ who, secrets }, f);
    const soft = (first: string) => [words.soft({ at: f.dateTime(at) }), first].join(' ');
    if (account === null || accountId === null) return { answer, soft: soft(words.administrator), action: { label: words.act, href: base } };
    const more = others > 0 ? words.others({ account, count: others }, f) : words.one({ account });
    return { answer, soft: soft(`${more} ${words.officer}`), action: toAccount(means, accountId) };
  },
  'proposal-made'({ proposals }, { t, f, base }) {
    const words = t.notifications.proposalMade;
    return { answer: words.answer({ proposals }, f), soft: words.soft, action: { label: words.act, href: `${base}/proposals` } };
  },
  'departures-held'({ at }, { t, f, base }) {
    const words = t.notifications.departuresHeld;
    return { answer: words.answer, soft: words.soft({ at: f.dateTime(at) }), action: { label: words.act, href: `${base}/proposals` } };
  },
  'administrator-appointed'({ person, at }, { t, f, base }) {
    const words = t.notifications.administratorAppointed;
    return { answer: words.answer({ person }), soft: words.soft({ at: f.dateTime(at) }), action: { label: words.act, href: `${base}/audit` } };
  },
  'administrator-gone'({ person, here, staying, until }, { t, f, base }) {
    const words = t.notifications.administratorGone;
    const left = staying > 0 ? words.staying({ count: staying }, f) : here > 0 ? words.until({ moment: f.dateTime(until ?? f.now) }) : words.nobody;
    return { answer: words.answer({ person }), soft: left, action: { label: words.act, href: `${base}/offboardings` } };
  },
  'key-changed'({ key, at, fingerprint }, { t, f, base }) {
    const words = t.notifications.keyChanged[key];
    const soft = words.soft({ at: f.dateTime(at), fingerprint: fingerprint === null ? '' : inGroups(fingerprint) });
    return { answer: words.answer, soft, action: { label: t.notifications.keyChanged.act, href: `${base}/settings#vault` } };
  },
  'policy-published': ({ policyId, number, titleNl, titleEn }, { t, f, base }) => {
    const words = t.notifications.policyPublished;
    const title = f.locale === 'nl' ? titleNl : titleEn;
    return { answer: words.answer({ title }), soft: words.soft({ number }), action: { label: words.act, href: `${base}/policies/${policyId}` } };
  },
  'address-changed': ({ by, at }, { t, f }) => {
    const words = t.notifications.addressChanged;
    return { answer: words.answer, soft: words.soft({ by, at: f.dateTime(at) }) };
  },
  'record-changed': ({ by, at, name, manager }, { t, f }) => {
    const words = t.notifications.recordChanged;
    const what = f.list([...(name ? [words.name] : []), ...(manager ? [words.manager] : [])]);
    return { answer: words.answer({ what }), soft: words.soft({ by, at: f.dateTime(at) }) };
  },
  'role-changed': ({ role, given, by, at }, { t, f }) => {
    const words = t.notifications.roleChanged;
    const roles: Record<string, string> = t.people.roles;
    const said = { role: roles[role] ?? role };
    return { answer: given ? words.given(said) : words.taken(said), soft: words.soft({ by, at: f.dateTime(at) }) };
  },
  'token-changed': ({ token, made, by, at }, { t, f, base }) => {
    const words = t.notifications.tokenChanged;
    const action = { label: words.act, href: `${base}/me/tokens` };
    return { answer: made ? words.made({ token }) : words.revoked({ token }), soft: words.soft({ by, at: f.dateTime(at) }), action };
  },
  'invitation-used': ({ at }, { t, f }) => {
    const words = t.notifications.invitationUsed;
    return { answer: words.answer, soft: words.soft({ at: f.dateTime(at) }) };
  },
  'service-token': (data, means) => {
    const words = means.t.notifications.serviceToken;
    return { answer: words.answer(data), soft: words.soft({ ...data, level: serviceLevel(means, data.level) }), action: toAccount(means, data.accountId) };
  },
  digest: (_, means) => digestLetter(means),
};

function toOwnSignIn(t: Messages, base: string) {
  return { label: t.notifications.toOwnSignIn, href: `${base}/me/sign-in` };
}

function serviceLevel({ t }: Means, level: string): string {
  const levels: Record<string, string> = t.services.levelText;
  return levels[level] ?? level;
}

function toAccount({ t, base }: Means, accountId: string) {
  return { label: t.notifications.seeAccount, href: `${base}/accounts/${accountId}` };
}

export function letterOf(mail: { template: string; data: string }, means: Means): Letter {
  if (!isTemplate(mail.template)) throw new Error(`There is no mail called ${mail.template}.`);
  const letter = { soft: null, lines: [], more: null, table: null, action: null, why: means.t.notifications.why, ...written(mail.template, mail.data, means) };
  return letter.action && means.link === null && means.entrance !== 'signs-in' ? withoutEntrance(letter, means) : letter;
}

/** A link to a page that its reader cannot come to would end at a closed door: the mail says how it opens. */
function withoutEntrance(letter: Letter, { t, entrance }: Means): Letter {
  const { invited, shutOut } = t.notifications.entrance;
  return { ...letter, soft: [letter.soft, entrance === 'invited' ? invited : shutOut].filter(Boolean).join(' '), action: null };
}

function isTemplate(name: string): name is Template {
  return name in writers;
}

/** The row was written by `writeNotice`, which ties the data to the template. */
function written<T extends Template>(template: T, data: string, means: Means) {
  return writers[template](JSON.parse(data) as NoticeData[T], means);
}

const mostLines = 20;

/** The lines are those of the reader's start page, in its words. */
function digestLetter(means: Means): Partial<Letter> & { answer: string } {
  const { t, f, base } = means;
  const words = t.notifications.digest;
  const needs = means.digest?.needs ?? [];
  const described = needs.map((need) => describeNeed({ t, f, locale: f.locale }, need));
  const [first] = described;
  return {
    answer: words.answer({ items: needs.length, late: countLate(needs, f.now) }, f),
    lines: described.slice(0, mostLines).map(({ when, late, title, below }) => ({ when: capital(when), late, title, below })),
    more: needs.length > mostLines ? words.more({ count: needs.length - mostLines }, f) : null,
    table: accountsTable(means),
    action: first?.href ? { label: first.primary, href: base + first.href } : { label: words.open, href: base },
    why: words.why,
  };
}

function accountsTable({ t, f, digest }: Means): Letter['table'] {
  const words = t.notifications.digest;
  const accounts = digest?.accounts ?? [];
  if (accounts.length === 0) return null;
  const rows = accounts.map(({ title, people, nextAt }) => {
    const late = nextAt !== null && nextAt < f.now;
    return { title, figure: f.number(people), last: nextAt === null ? words.none : late ? f.due(nextAt) : f.briefDay(nextAt), late };
  });
  return { title: words.accounts, heads: [words.account, words.people, words.next], rows };
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
