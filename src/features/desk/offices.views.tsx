import type { Problem } from '#src/ground/problem.ts';
import {
  ActForm,
  Button,
  ErrorSummary,
  Form,
  fieldErrors,
  LinkButton,
  PageHead,
  type PageContext,
  PrimaryButton,
  SelectInput,
  Section,
  Sheet,
  Time,
} from '#src/ui/index.ts';
import type { AccountPage } from './account.service.ts';
import type { Candidate } from './find.service.ts';
import { PersonPicker } from './picker.views.tsx';

type OfficesProps = {
  page: PageContext;
  account: AccountPage;
  values: Readonly<Record<string, string>>;
  candidates: readonly Candidate[];
  problem?: Problem | undefined;
};

export function OfficesView({ page, account, values, candidates, problem }: OfficesProps) {
  const { t, f } = page;
  const errors = fieldErrors(t, problem);
  const home = `/accounts/${account.account.id}`;
  const deputies = account.offices.filter((each) => each.office === 'deputy').length;
  return (
    <>
      <PageHead
        path={[{ label: t.accounts.title, href: '/accounts' }, { label: account.title, href: home }, { label: t.accounts.officesTitle }]}
        answer={t.accounts.officesAnswer({ account: account.title, deputies }, f)}
        soft={t.accounts.officesSoft}
        actions={<LinkButton href={home}>{t.shell.act.back}</LinkButton>}
      />
      <Sheet
        caption={t.accounts.officesCaption}
        columns={[{ label: t.access.person }, { label: t.accounts.office }, { label: t.accounts.since }, { label: t.access.act, hidden: true, end: true }]}
        rows={account.offices.map((each) => ({
          cells: [
            each.name,
            t.shell.kind.office[each.office],
            <Time f={f} at={each.fromAt}>
              {f.shortDay(each.fromAt)}
            </Time>,
            each.office === 'deputy' && (
              <ActForm page={page} action={`${home}/offices/endings`} fields={{ personId: each.personId }}>
                <Button small about={each.name}>
                  {t.accounts.dismiss}
                </Button>
              </ActForm>
            ),
          ],
        }))}
      />
      <Section title={t.accounts.appoint}>
        <ErrorSummary page={page} problem={problem} labels={{ person: t.access.person }} />
        <Form page={page} action={`${home}/offices`}>
          <PersonPicker
            page={page}
            name="person"
            label={t.access.person}
            hint={t.access.personHint}
            error={errors['person']}
            required
            typed={values['person']}
            chosenId={values['personId']}
            candidates={candidates}
          />
          <SelectInput
            name="office"
            label={t.accounts.office}
            hint={t.accounts.ownerChangeHint}
            value={values['office'] ?? 'deputy'}
            options={[
              { value: 'deputy', label: t.accounts.appointDeputy },
              { value: 'owner', label: t.accounts.appointOwner },
            ]}
          />
          <PrimaryButton>{t.accounts.appoint}</PrimaryButton>
        </Form>
      </Section>
    </>
  );
}
