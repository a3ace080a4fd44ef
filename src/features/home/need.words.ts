import type { TokenWay } from '#src/features/access/index.ts';
import type { Unsigned } from '#src/features/notifications/index.ts';
import type { Alarm } from '#src/features/secrets/index.ts';
import { taskTitle } from '#src/features/offboarding/index.ts';
import { corporateSlug } from '#src/features/policies/index.ts';
import type { PageContext } from '#src/ui/page.tsx';
import type { Need } from './rules.ts';

/** `rotates` is the secret whose rotation the button begins; without it the button is a link. */
export type NeedWords = { title: string; below: string; href: string; act: string; primary: string; rotates?: string };

/** What it is, why it came to this reader, and what to do about it. */
export function describeNeed(page: PageContext, need: Need): NeedWords {
  const { home } = page.t;
  const plain = { act: home.acts[need.kind], primary: home.primary[need.kind] };
  switch (need.kind) {
    case 'task': {
      const { task } = need;
      const why = home.taskWhy[task.originKind]({ name: task.subjectName ?? home.somebody });
      return {
        ...plain,
        title: taskTitle(page, task),
        below: [task.accountTitle && `${task.accountTitle}.`, why].filter(Boolean).join(' '),
        href: `/tasks/${task.id}`,
      };
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
    case 'policy':
      return describePolicy(page, need.policy);
    case 'sign-in-reset':
      return { ...plain, title: home.ownReset, below: home.ownResetBelow({ at: page.f.dateTime(need.readyAt) }), href: '/me/sign-in' };
    case 'recovery-codes':
      return { ...plain, title: home.fewCodes({ left: need.left }), below: home.fewCodesBelow, href: '/me/sign-in' };
  }
}

function describeConsent({ t }: PageContext, plain: Pick<NeedWords, 'act' | 'primary'>, { service, account, token, maker }: TokenWay): NeedWords {
  const title = t.home.consent({ service: service.name, account: account.title });
  return { ...plain, title, below: t.home.consentBelow({ token: token.name, maker: maker.name }), href: `/accounts/${account.id}#services` };
}

/** The rules for company accounts stand before every secret; the others are asked for and bar nothing. */
function describePolicy({ t, locale }: PageContext, { policyId, slug, titleNl, titleEn }: Unsigned): NeedWords {
  const { home } = t;
  const href = `/policies/${policyId}`;
  if (slug === corporateSlug) return { title: home.acknowledge, below: home.acknowledgeBelow, href, act: home.acts.policy, primary: home.primary.policy };
  const title = home.confirmPolicy({ title: locale === 'nl' ? titleNl : titleEn });
  return { title, below: home.confirmPolicyBelow, href, act: home.acts.policy, primary: home.confirmPolicyPrimary };
}

function describeAlarm({ t, f }: PageContext, { who, secrets, account, others, personId, serviceId }: Alarm): NeedWords {
  const { home } = t;
  const words = { title: home.alarm({ who, secrets }, f), act: home.acts.alarm };
  if (account === null) {
    const href = serviceId === null ? `/people/${personId}` : `/settings/services/${serviceId}`;
    return { ...words, below: home.alarmBelow, href, primary: home.alarmWho };
  }
  const below = others > 0 ? home.alarmOthers({ account: account.title, count: others }, f) : home.alarmOne({ account: account.title });
  return { ...words, below, href: `/accounts/${account.id}`, primary: home.primary.alarm };
}

function describeRotation({ t, f }: PageContext, { due, limit, isMine }: Extract<Need, { kind: 'rotation' }>): NeedWords {
  const { home, rotation } = t;
  const causes = f.list(due.causes.map((cause) => rotation.cause[cause]));
  const tooOld = due.dueAt <= f.now ? home.tooOld({ days: limit, criticality: due.criticality }, f) : home.soonOld({ days: limit }, f);
  const why = causes ? `${causes.charAt(0).toUpperCase()}${causes.slice(1)}.` : tooOld;
  const whose = isMine ? home.rotateMine : due.owner ? home.rotateOther({ owner: due.owner.name }) : home.rotateNobody;
  const words = { title: home.rotate({ what: rotation.ofKind[due.kind], account: due.account }), below: `${why} ${whose}` };
  if (!isMine) return { ...words, href: `/accounts/${due.accountId}`, act: home.acts.rotation, primary: home.primary.rotation };
  if (due.rotation) return { ...words, href: `/rotations/${due.rotation.id}`, act: home.goOn, primary: home.goOnPrimary };
  return { ...words, href: '/rotations', act: home.rotateAct, primary: home.rotatePrimary, rotates: due.secretId };
}

function describeDeparture({ t, f }: PageContext, { departure }: Extract<Need, { kind: 'offboarding' }>): NeedWords {
  const { home, shell } = t;
  const href = `/offboardings/${departure.id}`;
  const act = home.acts.offboarding;
  if (departure.cleanUp.kind !== 'runs') {
    const below = home.leavesBelow[departure.announced ? 'announced' : 'unannounced'];
    return { title: home.leaves({ name: departure.name }), below, href, act, primary: home.openDeparture };
  }
  const { total, done } = departure.cleanUp;
  const { blocker } = departure;
  const who = blocker?.task.assignee ?? shell.nobody;
  const waits = blocker && (blocker.task.account ? home.cleaningWaits({ who, account: blocker.task.account }) : home.cleaningWaitsPlain({ who }));
  const below = [home.cleaningBelow({ open: total - done, total }, f), waits].filter(Boolean).join(' ');
  return { title: home.cleaning({ name: departure.name }), below, href, act, primary: home.primary.offboarding };
}
