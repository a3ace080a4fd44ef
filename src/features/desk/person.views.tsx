import { roleKinds } from '#db/words.ts';
import { accountsWithin } from '#src/features/access/index.ts';
import type { Problem } from '#src/ground/problem.ts';
import { localDay } from '#src/ground/time.ts';
import {
  ActForm,
  Button,
  Columns,
  CopyButton,
  OnceValue,
  DotStatus,
  ErrorSummary,
  FactList,
  LinkButton,
  PageHead,
  type PageContext,
  Panel,
  PanelRow,
  Section,
  TextInput,
} from '#src/ui/index.ts';
import { BlastSection } from './blast.views.tsx';
import { ExposureSection, HoldingsSection } from './holdings.views.tsx';
import type { PersonPage } from './people.service.ts';
import { stateDots } from './people.views.tsx';
import { SignInSection } from './sign-in.views.tsx';
import { AbsenceSection } from './standing.views.tsx';

type Props = { page: PageContext; about: PersonPage; problem?: Problem | undefined };

/** One person: what they hold, what they could still use, and what can be done. */
export function PersonView({ page, about, problem }: Props) {
  const { t, f } = page;
  const { person, holdings, may, on } = about;
  const accounts = accountsWithin(holdings).size;
  const knows = holdings.secrets.filter((each) => each.tier === 'knows').length;
  const numbers = { name: person.displayName, accounts, knows };
  const answer = on === null ? t.desk.personAnswer(numbers, f) : t.desk.personAnswerOn({ ...numbers, day: f.date(on) }, f);
  return (
    <>
      <PageHead
        path={[{ label: t.desk.people, href: '/people' }, { label: person.displayName }]}
        answer={answer}
        soft={on === null ? softOf(page, about) : t.access.softOn}
        primary={primaryOf(page, about)}
        actions={
          on === null && (
            <>
              {may.reinstate && <LinkButton href={`/people/${person.id}/reinstatement`}>{t.desk.reinstate}</LinkButton>}
              {may.edit && <LinkButton href={`/people/${person.id}/edit`}>{t.shell.act.edit}</LinkButton>}
            </>
          )
        }
      />
      <ErrorSummary page={page} problem={problem} />
      <Columns
        side={
          <>
            <BlastSection page={page} name={person.displayName} holdings={holdings} />
            <Facts page={page} about={about} />
            {may.absence && on === null && <AbsenceSection page={page} about={about} />}
            {may.role && on === null && <Roles page={page} about={about} />}
            {on === null && <SignInSection page={page} about={about} />}
          </>
        }
      >
        <HoldingsSection page={page} holdings={holdings} links={may.accounts} emptyText={t.desk.holdsNothingText} endsAt={on === null ? about.endsAt : null} />
        <ExposureSection page={page} holdings={holdings} links={may.accounts} />
        <details class="kh-more" open={on !== null}>
          <summary>{t.desk.onDate}</summary>
          <form class="kh-filter" method="get" action={`/people/${person.id}`}>
            <TextInput
              name="on"
              type="date"
              label={t.access.day}
              value={on === null ? '' : localDay(on, f.timeZone)}
              max={localDay(f.now, f.timeZone)}
              required
            />
            <Button>{t.desk.whatThen}</Button>
          </form>
        </details>
      </Columns>
    </>
  );
}

/** When somebody leaves, that comes before what they do. */
function softOf({ t, f }: PageContext, { person, organisation, state, endsAt, absentSince }: PersonPage): string {
  const work = [person.jobTitle, person.department, organisation].filter(Boolean).join(', ');
  // Gone by the clock and not cut: the departure is held, and may be taken back.
  const word = state !== 'left' ? 'leavesOn' : person.state === 'left' ? 'leftOn' : 'suspendedOn';
  const end = endsAt === null ? null : t.desk[word]({ moment: f.moment(endsAt) });
  const away = absentSince === null ? null : t.desk.absentSince({ day: f.date(absentSince) });
  return [end, away, work && `${work}.`].filter(Boolean).join(' ');
}

function primaryOf({ t }: PageContext, { person, may, on, departureId }: PersonPage) {
  if (on !== null)
    return (
      <LinkButton href={`/people/${person.id}`} primary>
        {t.access.today}
      </LinkButton>
    );
  if (departureId !== null) {
    return (
      <LinkButton href={`/offboardings/${departureId}`} primary>
        {t.desk.toDeparture}
      </LinkButton>
    );
  }
  return (
    may.preview && (
      <LinkButton href={`/offboardings/new?person=${person.id}`} primary>
        {t.desk.preview}
      </LinkButton>
    )
  );
}

function Facts({ page, about }: Props) {
  const { t, f } = page;
  const { person, state, endsAt } = about;
  const rows: [string, unknown][] = [
    [t.desk.mail, person.email],
    [t.desk.number, person.employeeNumber],
    [t.desk.manager, about.manager && <a href={`/people/${about.manager.id}`}>{about.manager.name}</a>],
    [t.desk.teams, about.teams.length > 0 && f.list(about.teams)],
    [t.desk.policy, about.acknowledged ? t.desk.acknowledged : t.desk.notAcknowledged],
  ];
  return (
    <Section title={t.desk.facts}>
      <FactList
        facts={[
          {
            label: t.desk.state,
            value: (
              <DotStatus dot={stateDots[state]}>
                {t.shell.state.person[state]}
                {endsAt !== null && ` (${f.moment(endsAt)})`}
              </DotStatus>
            ),
          },
          ...rows.filter(([, value]) => value).map(([label, value]) => ({ label, value: value as string })),
        ]}
      />
    </Section>
  );
}

function Roles({ page, about }: Props) {
  const { t } = page;
  const base = `/people/${about.person.id}/roles`;
  return (
    <Section title={t.desk.roles}>
      <Panel>
        {roleKinds.map((role) => {
          const has = about.roles.includes(role);
          return (
            <PanelRow
              label={t.people.roles[role]}
              value={t.desk.roleText[role]}
              actions={
                <ActForm page={page} action={has ? `${base}/endings` : base} fields={{ role }}>
                  <Button small about={t.people.roles[role]}>
                    {has ? t.desk.takeRole : t.desk.giveRole}
                  </Button>
                </ActForm>
              }
            />
          );
        })}
      </Panel>
    </Section>
  );
}

/** The one-time link, shown once to whoever hands it over. */
export function InvitedView({ page, about, url, expiresAt }: Props & { url: string; expiresAt: number }) {
  const { t, f } = page;
  const home = `/people/${about.person.id}`;
  return (
    <>
      <PageHead
        path={[{ label: t.desk.people, href: '/people' }, { label: about.person.displayName, href: home }, { label: t.desk.invite }]}
        answer={t.desk.invitedAnswer({ name: about.person.displayName })}
        soft={t.desk.invitedSoft({ moment: f.moment(expiresAt) })}
        actions={<LinkButton href={home}>{t.shell.act.back}</LinkButton>}
      />
      <Panel>
        <PanelRow label={t.desk.link} value={<OnceValue id="invitation" value={url} />} actions={<CopyButton page={page} of="invitation" />} />
      </Panel>
    </>
  );
}
