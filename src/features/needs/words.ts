import type { TokenWay } from '#src/features/access/index.ts';
import type { Alarm } from '#src/features/secrets/index.ts';
import { taskTitle } from '#src/features/offboarding/index.ts';
import { corporateSlug } from '#src/features/policies/index.ts';
import type { PageContext } from '#src/ui/page.tsx';
import { hasNoDay, type InHand, isLate, type Need } from './rules.ts';
import type { Unsigned } from './unsigned.queries.ts';

/** The words of the reader's language and the moment of reading, of a page or of a mail. */
type Words = Pick<PageContext, 't' | 'f' | 'locale'>;

/** `rotates` is the secret whose rotation the button of a page begins; a mail, and whatever has none, leads to `href`, which is null where the reader may not go. */
export type NeedWords = { when: string; late: boolean; title: string; below: string; href: string | null; act: string; primary: string; rotates?: string };
type Described = Omit<NeedWords, 'when' | 'late'>;

/** What it is, why it came to this reader, and what to do about it. */
export function describeNeed(page: Words, need: Need): NeedWords {
  return { when: whenOf(page, need), late: isLate(need, page.f.now), ...described(page, need) };
}

function whenOf({ t, f }: Words, need: Need): string {
  if (need.kind === 'alarm') return f.ago(need.at);
  return hasNoDay(need) ? t.home.now : f.due(need.at);
}

function described(page: Words, need: Need): Described {
  const { home } = page.t;
  const plain = { act: home.acts[need.kind], primary: home.primary[need.kind] };
  switch (need.kind) {
    case 'task': {
      const { task, isMine, opens, inHand } = need;
      const why = home.taskWhy[task.originKind]({ name: task.subjectName ?? home.somebody });
      const whose = isMine ? home.taskMine : whoseOf(page, need, inHand);
      const below = [task.accountTitle && `${task.accountTitle}.`, why, whose].filter(Boolean).join(' ');
      return { ...plain, title: taskTitle(page, task), below, href: opens ? `/tasks/${task.id}` : null };
    }
    case 'rotation':
      return describeRotation(page, need);
    case 'confirmation': {
      const { rotationId, kind, account, by } = need.value;
      const what = page.t.rotation.ofKind[kind];
      return { ...plain, title: home.confirm({ what, account }), below: home.confirmBelow({ by }), href: `/rotations/${rotationId}` };
    }
    case 'offboarding':
      return describeDeparture(page, need);
    case 'proposal':
      return { ...plain, title: home.proposals({ count: need.count }, page.f), below: home.proposalsBelow, href: '/offboardings' };
    case 'decision':
      return { ...plain, title: page.t.proposals.toDecide({ count: need.count }, page.f), below: page.t.proposals.toDecideBelow, href: '/proposals' };
    case 'consent':
      return describeConsent(page, plain, need.way);
    case 'alarm':
      return describeAlarm(page, need.alarm);
    case 'invitation': {
      const { count, first } = need;
      return { ...plain, title: home.invite({ name: first.name, others: count - 1 }, page.f), below: home.inviteBelow, href: `/people/${first.id}` };
    }
    case 'backup': {
      const below = need.last === null ? home.backupNever : home.backupLast({ date: page.f.date(need.last) });
      return { ...plain, title: home.backup, below: `${below} ${home.backupBelow}`, href: '/audit?event=backup.made' };
    }
    case 'policy':
      return describePolicy(page, need.policy);
    case 'sign-in-reset':
      return { ...plain, title: home.ownReset, below: home.ownResetBelow({ at: page.f.dateTime(need.readyAt) }), href: '/me/sign-in' };
    case 'recovery-codes':
      return { ...plain, title: home.fewCodes({ left: need.left }), below: home.fewCodesBelow, href: '/me/sign-in' };
  }
}

function describeConsent({ t }: Words, plain: Pick<NeedWords, 'act' | 'primary'>, { service, account, token, maker }: TokenWay): Described {
  const title = t.home.consent({ service: service.name, account: account.title });
  return { ...plain, title, below: t.home.consentBelow({ token: token.name, maker: maker.name }), href: `/accounts/${account.id}#services` };
}

/** The rules for company accounts stand before every secret; the others are asked for and bar nothing. */
function describePolicy({ t, locale }: Words, { policyId, slug, titleNl, titleEn }: Unsigned): Described {
  const { home } = t;
  const href = `/policies/${policyId}`;
  if (slug === corporateSlug) return { title: home.acknowledge, below: home.acknowledgeBelow, href, act: home.acts.policy, primary: home.primary.policy };
  const title = home.confirmPolicy({ title: locale === 'nl' ? titleNl : titleEn });
  return { title, below: home.confirmPolicyBelow, href, act: home.acts.policy, primary: home.confirmPolicyPrimary };
}

function describeAlarm({ t, f }: Words, { who, secrets, account, others, personId, serviceId }: Alarm): Described {
  const { home } = t;
  const words = { title: home.alarm({ who, secrets }, f), act: home.acts.alarm };
  if (account === null) {
    const href = serviceId === null ? `/people/${personId}` : `/settings/services/${serviceId}`;
    return { ...words, below: home.alarmBelow, href, primary: home.alarmWho };
  }
  const below = others > 0 ? home.alarmOthers({ account: account.title, count: others }, f) : home.alarmOne({ account: account.title });
  return { ...words, below, href: `/accounts/${account.id}`, primary: home.primary.alarm };
}

/** Why it came to somebody who does not have it in hand. */
function whoseOf({ t, f }: Words, need: Need, inHand: InHand | null): string {
  const { home } = t;
  if (!inHand) return home.withNobody;
  if (inHand.shutOut) return home.withShutOut({ name: inHand.name });
  return isLate(need, f.now) ? home.lateWith({ name: inHand.name }) : home.withAway({ name: inHand.name });
}

function describeRotation(page: Words, need: Extract<Need, { kind: 'rotation' }>): Described {
  const { t, f } = page;
  const { due, limit, isMine, opens, inHand } = need;
  const { home, rotation } = t;
  const causes = f.list(due.causes.map((cause) => rotation.cause[cause]));
  const tooOld = due.dueAt <= f.now ? home.tooOld({ days: limit, criticality: due.criticality }, f) : home.soonOld({ days: limit }, f);
  const why = causes ? `${causes.charAt(0).toUpperCase()}${causes.slice(1)}.` : tooOld;
  const whose = isMine ? home.rotateMine : inHand ? whoseOf(page, need, inHand) : home.rotateNobody;
  const words = { title: home.rotate({ what: rotation.ofKind[due.kind], account: due.account }), below: `${why} ${whose}` };
  if (!isMine) return { ...words, href: opens ? `/accounts/${due.accountId}` : null, act: home.acts.rotation, primary: home.primary.rotation };
  if (due.rotation) return { ...words, href: `/rotations/${due.rotation.id}`, act: home.goOn, primary: home.goOnPrimary };
  return { ...words, href: `/accounts/${due.accountId}`, act: home.rotateAct, primary: home.rotatePrimary, rotates: due.secretId };
}

function describeDeparture({ t, f }: Words, { departure }: Extract<Need, { kind: 'offboarding' }>): Described {
  const { home, shell } = t;
  const href = `/offboardings/${departure.id}`;
  const act = home.acts.offboarding;
  if (departure.cleanUp.kind !== 'runs') {
    const below = home.leavesBelow[departure.state === 'held' ? 'held' : departure.announced ? 'announced' : 'unannounced'];
    return { title: home.leaves({ name: departure.name }), below, href, act, primary: home.openDeparture };
  }
  const { total, done } = departure.cleanUp;
  const { blocker } = departure;
  const who = blocker?.task.assignee ?? shell.nobody;
  const waits = blocker && (blocker.task.account ? home.cleaningWaits({ who, account: blocker.task.account }) : home.cleaningWaitsPlain({ who }));
  const below = [home.cleaningBelow({ open: total - done, total }, f), waits].filter(Boolean).join(' ');
  return { title: home.cleaning({ name: departure.name }), below, href, act, primary: home.primary.offboarding };
}
