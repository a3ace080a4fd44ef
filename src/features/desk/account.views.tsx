import { whoDid } from '#src/features/audit/index.ts';
import { findPlatform, type Pitfall, isPersonal } from '#src/features/platforms/index.ts';
import { MachinesSection } from '#src/features/services/index.ts';
import type { Problem } from '#src/ground/problem.ts';
import {
  ActForm,
  ActivityList,
  Callout,
  Columns,
  ErrorSummary,
  eventText,
  FactList,
  LinkButton,
  PageHead,
  type PageContext,
  PrimaryButton,
  Section,
  Time,
} from '#src/ui/index.ts';
import { leaversAmong, lostWithLeavers, pictureOf, type WhoCanGetIn } from './account.rules.ts';
import type { AccountPage } from './account.service.ts';
import { MapSection } from './map.views.tsx';
import { SecretsSection } from './secrets.views.tsx';
import { TimelineSection } from './timeline.views.tsx';
import { dayWord, WhoSection } from './who.views.tsx';

type Props = { page: PageContext; account: AccountPage; reason?: string | undefined; problem?: Problem | undefined };

/** One account: who can get in, what stands before its secrets, and what happened. */
export function AccountView({ page, account, reason, problem }: Props) {
  const { t } = page;
  const { who } = account;
  const path = [{ label: t.shell.nav.accounts, href: '/accounts' }, { label: account.title }];
  return (
    <>
      <PageHead path={path} {...headline(page, account)} {...nextSteps(page, account)} />
      {who && account.may.code && account.secrets.length > 0 && account.on === null && (
        <p class="kh-jump">
          <a href="#secrets">{t.secrets.toSecrets}</a>
        </p>
      )}
      <ErrorSummary page={page} problem={problem} />
      <Columns
        side={
          <>
            {who && account.on === null && <Beside page={page} account={account} who={who} reason={reason} />}
            <Facts page={page} account={account} />
          </>
        }
      >
        {!who && <SecretsSection page={page} account={account} reason={reason} />}
        {who && <WhoSection page={page} account={account} who={who} />}
        {who && account.on === null && <Machines page={page} account={account} />}
        <Pitfalls page={page} account={account} />
        <Activity page={page} account={account} />
      </Columns>
      {who && account.on === null && <TimelineSection page={page} account={account} />}
    </>
  );
}

function Machines({ page, account }: Props) {
  const { give, end } = { give: account.may.giveMachine, end: account.may.endMachine };
  return <MachinesSection page={page} accountId={account.account.id} ways={account.machines} tokens={account.machineTokens} may={{ give, end }} />;
}

/** Whoever opens the secrets finds them first, however many people get in; whoever only watches finds the map first. */
function Beside({ page, account, who, reason }: Props & { who: WhoCanGetIn }) {
  const secrets = <SecretsSection page={page} account={account} reason={reason} />;
  const map = <MapSection page={page} who={who} ownProfiles={isPersonal(account.account.platform)} />;
  return account.may.code && account.secrets.length > 0 ? (
    <>
      {secrets}
      {map}
    </>
  ) : (
    <>
      {map}
      {secrets}
    </>
  );
}

function headline(page: PageContext, account: AccountPage) {
  const { t, f } = page;
  const { who, on, may } = account;
  if (!who) {
    const level = may.keep ? 'manage' : may.reveal ? 'reveal' : may.code ? 'code' : 'none';
    return { answer: t.access.answerHolder[level], soft: softOf(page, account) };
  }
  if (on !== null) return { answer: t.access.answerOn({ people: who.count, day: f.date(on) }, f), soft: t.access.softOn };
  return { answer: answerOf(page, who), soft: warningOf(page, who) ?? softOf(page, account) };
}

/** From the same rows as the table below it, so that the two cannot disagree. */
export function answerOf({ t, f }: PageContext, who: WhoCanGetIn): string {
  const people = who.count;
  const leavers = leaversAmong(who.people, f.now);
  if (leavers) return t.access.answerLeaving({ people, leaving: leavers.count, day: dayWord(f, leavers.first) }, f);
  return who.stillOpen > 0 ? t.access.answerOpen({ people, open: who.stillOpen }, f) : t.access.answer({ people }, f);
}

function warningOf({ t, f }: PageContext, who: WhoCanGetIn): string | null {
  const leavers = leaversAmong(who.people, f.now);
  if (!leavers) return null;
  const lost = lostWithLeavers(pictureOf(who.people, f.now));
  const sentences = [
    lost.length > 0 && t.access.lost({ ways: f.list(lost.map((group) => t.access.lostGroup[group])), day: dayWord(f, leavers.first) }),
    who.stillOpen > 0 && t.access.stillOpen({ open: who.stillOpen }, f),
  ].filter(Boolean);
  return sentences.length > 0 ? sentences.join(' ') : null;
}

function softOf({ t }: PageContext, { account }: AccountPage): string | undefined {
  if (account.status !== 'active') return t.accounts.statusLine[account.status];
  return account.purpose ?? undefined;
}

/** One primary step: what is due, else a way that nobody holds soon, else the first password, else giving access. */
function nextSteps(page: PageContext, account: AccountPage) {
  const { t } = page;
  const { may, secrets, on } = account;
  const id = account.account.id;
  if (on !== null)
    return {
      primary: (
        <LinkButton href={`/accounts/${id}`} primary>
          {t.access.today}
        </LinkButton>
      ),
    };
  const due = secrets.find((line) => line.due && line.due.at <= page.f.now);
  const give = may.give && <LinkButton href={`/accounts/${id}/grants/new`}>{t.access.give}</LinkButton>;
  if (due && may.rotate) {
    const rotate = (
      <ActForm page={page} action="/rotations" fields={{ secretId: due.secret.id }}>
        <PrimaryButton about={due.secret.label ?? ''}>{t.secrets.rotate}</PrimaryButton>
      </ActForm>
    );
    return { primary: rotate, actions: give };
  }
  const [lost] = account.who && leaversAmong(account.who.people, page.f.now) ? lostWithLeavers(pictureOf(account.who.people, page.f.now)) : [];
  if (lost && may.give) {
    return {
      primary: (
        <LinkButton href={`/accounts/${id}/grants/new?kind=${lost === 'login' ? 'shared-login' : lost}`} primary>
          {t.access.handOver[lost]}
        </LinkButton>
      ),
      actions: give,
    };
  }
  if (secrets.length === 0 && may.keep && findPlatform(account.account.platform)?.passwordOf !== 'person') {
    return {
      primary: (
        <LinkButton href={`/accounts/${id}/secrets/new?kind=password`} primary>
          {t.secrets.add.password}
        </LinkButton>
      ),
      actions: give,
    };
  }
  return may.give
    ? {
        primary: (
          <LinkButton href={`/accounts/${id}/grants/new`} primary>
            {t.access.give}
          </LinkButton>
        ),
      }
    : {};
}

function Facts({ page, account }: Props) {
  const { t } = page;
  const { account: row, offices, may } = account;
  const named = (office: string) => offices.filter((each) => each.office === office).map((each) => each.name);
  const deputies = named('deputy');
  const facts = [
    { label: t.accounts.owner, value: named('owner')[0] ?? t.accounts.noOwner },
    { label: t.accounts.deputies, value: deputies.length > 0 ? page.f.list(deputies) : t.accounts.noDeputy },
    { label: t.accounts.criticality, value: t.shell.state.criticality[row.criticality] },
    { label: t.accounts.status, value: t.shell.state.account[row.status] },
    {
      label: t.accounts.handle,
      value: row.url ? (
        <a href={row.url} rel="noopener noreferrer" target="_blank">
          {row.handle}
        </a>
      ) : (
        row.handle
      ),
    },
    ...(row.purpose ? [{ label: t.accounts.purpose, value: row.purpose }] : []),
  ];
  return (
    <Section title={t.accounts.facts}>
      <FactList facts={facts} />
      <div class="kh-buttons kh-after-facts">
        {may.office && (
          <LinkButton href={`/accounts/${row.id}/offices`} small>
            {t.accounts.toOffices}
          </LinkButton>
        )}
        {may.edit && (
          <LinkButton href={`/accounts/${row.id}/edit`} small>
            {t.shell.act.edit}
          </LinkButton>
        )}
      </div>
    </Section>
  );
}

const told: readonly Pitfall['severity'][] = ['block', 'warn'];

function Pitfalls({ page, account }: Props) {
  const { t } = page;
  const platform = findPlatform(account.account.platform);
  const pitfalls = platform?.pitfalls.filter((each) => told.includes(each.severity)) ?? [];
  if (!platform || pitfalls.length === 0 || account.on !== null) return null;
  return (
    <Section title={t.accounts.pitfalls({ platform: platform.name })} note={page.f.number(pitfalls.length)}>
      <Callout {...(pitfalls.some((each) => each.severity === 'block') ? { tone: 'needs' as const } : {})}>
        {pitfalls.map((pitfall) => (
          <p>
            {pitfall.text[page.locale]} {pitfall.confidence === 'unconfirmed' && <em>{t.accounts.unconfirmed}</em>}
          </p>
        ))}
      </Callout>
    </Section>
  );
}

function Activity({ page, account }: Props) {
  const { t, f } = page;
  if (account.events.length === 0 || account.on !== null) return null;
  return (
    <Section title={t.accounts.activity}>
      <ActivityList
        items={account.events.map((row) => ({
          when: <Time f={f} at={row.at} />,
          what: (
            <>
              <strong>{whoDid(t, row.actor)}</strong> {eventText(t, f, row.event, row.detail as never)}
            </>
          ),
        }))}
      />
      <p>
        <a href={`/audit?subject=${account.account.id}`}>{t.accounts.allActivity}</a>
      </p>
    </Section>
  );
}
