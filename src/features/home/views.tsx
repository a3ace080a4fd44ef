import { taskTitle } from '#src/features/offboarding/index.ts';
import { LinkButton } from '#src/ui/form.tsx';
import { PageHead, Section } from '#src/ui/head.tsx';
import { Lines } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import { DotStatus, Time } from '#src/ui/status.tsx';
import { countLate, type Need } from './rules.ts';
import type { Posture } from './service.ts';

type Props = { page: PageContext; needs: readonly Need[]; posture: Posture | null };

const shown = 25;

/** What needs you now; below it, for whoever looks after the whole, how we stand. */
export function StartPage({ page, needs, posture }: Props) {
  const { t, f } = page;
  const { home } = t;
  const [first] = needs;
  const words = first && describe(page, first);
  return (
    <>
      <PageHead
        path={f.day(f.now)}
        answer={first ? home.answer({ count: needs.length, late: countLate(needs, f.now) }, f) : home.answerNothing}
        soft={words ? home.soft({ title: words.title }) : home.softNothing}
        primary={
          words && (
            <LinkButton href={words.href} primary>
              {home.open}
            </LinkButton>
          )
        }
      />
      {needs.length > 0 && (
        <Sheet
          caption={home.caption}
          columns={[{ label: home.when, narrow: true }, { label: home.what }, { label: home.kind, narrow: true }, { label: home.act, hidden: true, end: true }]}
          rows={needs.slice(0, shown).map((need) => ({ cells: cells(page, need) }))}
          {...(needs.length > shown ? { foot: home.more({ count: needs.length - shown }, f) } : {})}
        />
      )}
      {posture && (posture.accounts === 0 ? <FirstSteps page={page} /> : <Standing page={page} posture={posture} />)}
    </>
  );
}

function cells(page: PageContext, need: Need) {
  const { t, f } = page;
  const { title, below, href } = describe(page, need);
  const late = need.at < f.now;
  const settled = need.kind === 'policy' || need.kind === 'proposal';
  return [
    <DotStatus dot={settled ? 'needs' : late ? 'late' : need.at - f.now < 24 * 3_600_000 ? 'needs' : 'waits'}>
      {need.kind === 'policy' ? (
        t.home.now
      ) : (
        <Time f={f} at={need.at}>
          {f.due(need.at)}
        </Time>
      )}
    </DotStatus>,
    <TitleLine title={title} below={below} />,
    t.home.kinds[need.kind],
    <LinkButton href={href} small about={title}>
      {t.home.open}
    </LinkButton>,
  ];
}

type Words = { title: string; below: string; href: string };

function describe(page: PageContext, need: Need): Words {
  const { t, f } = page;
  const { home, rotation } = t;
  switch (need.kind) {
    case 'task':
      return { title: taskTitle(page, need.task), below: need.task.accountTitle ?? '', href: `/tasks/${need.task.id}` };
    case 'rotation': {
      const { due } = need;
      const why = due.causes.length > 0 ? f.list(due.causes.map((cause) => rotation.cause[cause])) : rotation.age;
      const href = due.rotation ? `/rotations/${due.rotation.id}` : '/rotations';
      return {
        title: home.rotate({ what: rotation.ofKind[due.kind], account: due.account }),
        below: home.rotateWhy({ why: why.charAt(0).toUpperCase() + why.slice(1), owner: due.owner?.name ?? t.shell.nobody }),
        href,
      };
    }
    case 'offboarding': {
      const { departure } = need;
      const href = `/offboardings/${departure.id}`;
      if (departure.cleanUp.kind === 'runs') {
        const { total, done } = departure.cleanUp;
        return { title: home.cleaning({ name: departure.name }), below: home.cleaningBelow({ open: total - done, total }, f), href };
      }
      return { title: home.leaves({ name: departure.name }), below: home.leavesBelow[departure.announced ? 'announced' : 'unannounced'], href };
    }
    case 'proposal':
      return { title: home.proposals({ count: need.count }, f), below: home.proposalsBelow, href: '/offboardings' };
    case 'policy':
      return { title: home.acknowledge, below: home.acknowledgeBelow, href: `/policies/${need.policyId}` };
  }
}

function Standing({ page, posture }: { page: PageContext; posture: Posture }) {
  const { t, f } = page;
  const { home } = t;
  const link = (count: number, href: string) => (count > 0 ? <a href={href}>{home.see}</a> : undefined);
  const { total, kept } = posture.passwords;
  return (
    <Section title={home.stand}>
      <Lines
        lines={[
          { lead: home.covered({ covered: kept, total }), middle: total > kept ? home.coveredWhy : '', end: link(total - kept, '/accounts?without=password') },
          { lead: home.overdue({ count: posture.overdue }, f), middle: posture.overdue > 0 ? home.overdueWhy : '', end: link(posture.overdue, '/rotations') },
          {
            lead: home.ownerless({ count: posture.ownerless }, f),
            middle: posture.ownerless > 0 ? home.ownerlessWhy : '',
            end: link(posture.ownerless, '/accounts?without=owner'),
          },
          {
            lead: home.deputyless({ count: posture.deputyless }, f),
            middle: posture.deputyless > 0 ? home.deputylessWhy : '',
            end: link(posture.deputyless, '/accounts?without=deputy'),
          },
          { lead: home.unacknowledged({ count: posture.unacknowledged }, f), middle: posture.unacknowledged > 0 ? home.unacknowledgedWhy : '', end: undefined },
        ]}
      />
    </Section>
  );
}

function FirstSteps({ page }: { page: PageContext }) {
  const { home } = page.t;
  return (
    <Section title={home.firstSteps}>
      <Lines
        lines={[
          { lead: <a href="/import?kind=people">{home.importPeople}</a> },
          { lead: <a href="/import?kind=accounts">{home.importAccounts}</a> },
          { lead: <a href="/accounts/new">{home.addAccount}</a> },
        ]}
      />
    </Section>
  );
}
