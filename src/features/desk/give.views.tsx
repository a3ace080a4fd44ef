import { grantKinds, levels } from '#db/words.ts';
import { findPlatform } from '#src/features/platforms/index.ts';
import type { Problem } from '#src/ground/problem.ts';
import { localDay } from '#src/ground/time.ts';
import {
  ActForm,
  Choice,
  ErrorSummary,
  Form,
  FormFoot,
  fieldErrors,
  LinkButton,
  PageHead,
  type PageContext,
  PrimaryButton,
  SelectInput,
  TextInput,
} from '#src/ui/index.ts';
import type { AccountPage, Ending } from './account.service.ts';
import type { Candidate } from './find.service.ts';
import { PersonPicker } from './picker.views.tsx';

type Values = Readonly<Record<string, string>>;
type GiveProps = {
  page: PageContext;
  account: AccountPage;
  teams: readonly { id: string; name: string }[];
  values: Values;
  candidates: readonly Candidate[];
  problem?: Problem | undefined;
};

export function GiveView({ page, account, teams, values, candidates, problem }: GiveProps) {
  const { t, f } = page;
  const errors = fieldErrors(t, problem);
  const home = `/accounts/${account.account.id}`;
  const roles = findPlatform(account.account.platform)?.roles.map((role) => role.name) ?? [];
  const labels = {
    person: t.access.toPerson,
    teamId: t.access.toTeam,
    kind: t.access.theKind,
    platformRole: t.access.role,
    reason: t.access.reason,
    until: t.access.lastDay,
    expiresAt: t.access.lastDay,
  };
  return (
    <>
      <PageHead
        path={[{ label: t.accounts.title, href: '/accounts' }, { label: account.title, href: home }, { label: t.access.giveTitle }]}
        answer={t.access.giveAnswer({ account: account.title })}
        soft={t.access.giveSoft}
        actions={account.may.giveMachine && <LinkButton href={`${home}/service-grants/new`}>{t.services.giveTitle}</LinkButton>}
      />
      <ErrorSummary page={page} problem={problem} labels={labels} />
      <Form page={page} action={`${home}/grants`}>
        <PersonPicker
          page={page}
          name="person"
          label={t.access.toPerson}
          hint={t.access.personHint}
          error={errors['person']}
          typed={values['person']}
          chosenId={values['personId']}
          candidates={candidates}
        />
        {teams.length > 0 && (
          <SelectInput
            name="teamId"
            label={t.access.toTeam}
            empty={t.access.noTeam}
            value={values['teamId']}
            error={errors['teamId']}
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <Choice
          name="kind"
          legend={t.access.theKind}
          value={values['kind'] ?? 'shared-login'}
          error={errors['kind']}
          options={grantKinds.map((value) => ({ value, label: t.access.kindName[value], text: t.access.kindText[value] }))}
        />
        <SelectInput
          name="level"
          label={t.access.level}
          value={values['level'] ?? 'reveal'}
          options={levels.map((value) => ({ value, label: t.access.levelText[value] }))}
        />
        <TextInput name="platformRole" label={t.access.role} hint={t.access.roleHint} list={roles} value={values['platformRole']} autocomplete="off" />
        <TextInput name="reason" label={t.access.reason} value={values['reason']} error={errors['reason']} />
        <TextInput
          name="until"
          type="date"
          label={t.access.lastDay}
          hint={t.access.untilHint}
          value={values['until']}
          error={errors['until'] ?? errors['expiresAt']}
          min={localDay(f.now, f.timeZone)}
        />
        <FormFoot>
          <PrimaryButton>{t.access.giveAct}</PrimaryButton>
          <LinkButton href={home}>{t.shell.act.cancel}</LinkButton>
        </FormFoot>
      </Form>
    </>
  );
}

/** Says in numbers what ending will do, before it is done. */
export function EndView({ page, ending }: { page: PageContext; ending: Ending }) {
  const { t, f } = page;
  const { grant, holder, people, known, title } = ending;
  const home = `/accounts/${grant.accountId}`;
  const way = [t.access.kindName[grant.kind].toLocaleLowerCase(page.locale), grant.level ? t.shell.kind.level[grant.level] : grant.platformRole]
    .filter(Boolean)
    .join(' · ');
  const consequence = grant.kind === 'shared-login' ? t.access.endNow : grant.kind === 'known-outside' ? t.access.endOutside : t.access.endProof;
  return (
    <>
      <PageHead
        path={[{ label: t.accounts.title, href: '/accounts' }, { label: title, href: home }, { label: t.access.endTitle }]}
        answer={t.access.endAnswer({ who: holder, way })}
        soft={t.access.endKnown({ known }, f)}
      />
      {grant.teamId !== null && <p>{t.access.endTeam({ people }, f)}</p>}
      <p>{consequence}</p>
      <FormFoot>
        <ActForm page={page} action={`${home}/grants/${grant.id}/ending`}>
          <PrimaryButton>{t.access.endAct}</PrimaryButton>
        </ActForm>
        <LinkButton href={home}>{t.shell.act.cancel}</LinkButton>
      </FormFoot>
    </>
  );
}
