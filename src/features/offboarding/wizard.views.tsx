import type { Problem } from '#src/ground/problem.ts';
import { Choice, TextInput } from '#src/ui/fields.tsx';
import { ErrorSummary, FormFoot, fieldErrors, LinkButton, PrimaryButton } from '#src/ui/form.tsx';
import { PageHead } from '#src/ui/head.tsx';
import { Empty, Paged } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import { StepRail } from '#src/ui/steps.tsx';

export function Rail({ page, current }: { page: PageContext; current: 1 | 2 | 3 }) {
  const says = page.t.offboarding.wizard;
  return <StepRail label={says.steps} steps={[says.person, says.moment, says.what]} current={current} />;
}

export type Found = { id: string; name: string; below: string | null; department: string | null; caseId: string | null };

/** Step 1. Searching is a question, not a change: the address carries it. */
export function ChoosePersonPage(props: { page: PageContext; search: string; found: readonly Found[] | null; next: string | null }) {
  const { page, search, found, next } = props;
  const { t } = page;
  const says = t.offboarding.wizard;
  return (
    <>
      <Rail page={page} current={1} />
      <PageHead path={[{ label: t.offboarding.title, href: '/offboardings' }, { label: says.title }]} answer={says.askPerson} soft={says.askPersonSoft} />
      <form method="get" action="/offboardings/new" class="kh-form">
        <TextInput name="q" type="search" label={says.search} value={search} autofocus={found === null} />
        <FormFoot>
          <PrimaryButton>{says.find}</PrimaryButton>
        </FormFoot>
      </form>
      {found?.length === 0 && <Empty title={says.nobodyFound}>{says.nobodyFoundSoft}</Empty>}
      <Paged page={page} rows={found?.length ?? 0} next={next && `/offboardings/new?q=${encodeURIComponent(search)}&after=${encodeURIComponent(next)}`}>
        {found && found.length > 0 && (
          <Sheet
            caption={says.found}
            columns={[{ label: says.person }, { label: says.department }, { label: says.choose, end: true, hidden: true }]}
            rows={found.map((person) => ({
              cells: [<TitleLine title={person.name} below={person.below} />, person.department ?? '', <ChooseLink page={page} person={person} />],
            }))}
          />
        )}
      </Paged>
    </>
  );
}

function ChooseLink({ page, person }: { page: PageContext; person: Found }) {
  const says = page.t.offboarding.wizard;
  const href = person.caseId === null ? `/offboardings/new?person=${person.id}` : `/offboardings/${person.caseId}`;
  return (
    <LinkButton href={href} small about={person.name}>
      {person.caseId === null ? says.choose : says.hasCase}
    </LinkButton>
  );
}

type MomentProps = {
  page: PageContext;
  person: { id: string; name: string };
  values: Readonly<Record<string, string>>;
  problem?: Problem | undefined;
};

/** Step 2. */
export function ChooseMomentPage({ page, person, values, problem }: MomentProps) {
  const { t } = page;
  const says = t.offboarding.wizard;
  const errors = fieldErrors(t, problem);
  return (
    <>
      <Rail page={page} current={2} />
      <PageHead
        path={[{ label: t.offboarding.title, href: '/offboardings' }, { label: person.name }]}
        answer={says.askMoment({ name: person.name })}
        soft={says.askMomentSoft({ zone: page.zone })}
      />
      <form method="get" action="/offboardings/new" class="kh-form">
        <ErrorSummary page={page} problem={problem} labels={{ date: says.date, time: says.time }} />
        <input type="hidden" name="person" value={person.id} />
        <Choice
          name="when"
          legend={says.when}
          value={values.when || 'moment'}
          options={[
            { value: 'moment', label: says.later, text: says.laterText },
            { value: 'now', label: says.now, text: says.nowText },
          ]}
        />
        <TextInput name="date" type="date" label={says.date} value={values.date} error={errors.date} />
        <TextInput name="time" type="time" label={says.time} hint={says.timeHint} value={values.time} error={errors.time} />
        <FormFoot>
          <PrimaryButton>{t.shell.act.continue}</PrimaryButton>
          <LinkButton href="/offboardings/new">{t.shell.act.back}</LinkButton>
        </FormFoot>
      </form>
    </>
  );
}
