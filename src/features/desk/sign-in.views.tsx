import { lostThings } from '#src/features/access/index.ts';
import { ActForm, Button, Form, FormFoot, type PageContext, Section, SelectInput } from '#src/ui/index.ts';
import type { PersonPage } from './people.service.ts';

type Props = { page: PageContext; about: PersonPage };

/** How somebody gets in here at all: an invitation for whoever never did, a reset for whoever cannot any more. */
export function SignInSection({ page, about }: Props) {
  const { t } = page;
  const { may, reset } = about;
  if (!may.invite && !may.reset && !reset) return null;
  return (
    <Section title={t.desk.signIn} id="sign-in">
      {may.invite && <Invite page={page} about={about} />}
      {reset ? <Pending page={page} about={about} reset={reset} /> : may.reset && <AskReset page={page} about={about} />}
    </Section>
  );
}

function Invite({ page: { t, ...page }, about }: Props) {
  return (
    <>
      <p>{t.desk.inviteText}</p>
      <ActForm page={{ t, ...page }} action={`/people/${about.person.id}/invitations`}>
        <Button>{t.desk.invite}</Button>
      </ActForm>
    </>
  );
}

function AskReset({ page, about }: Props) {
  const { desk } = page.t;
  return (
    <>
      <p>{desk.resetText}</p>
      <Form page={page} action={`/people/${about.person.id}/sign-in-reset`}>
        <SelectInput name="lost" label={desk.lost} options={lostThings.map((value) => ({ value, label: desk.lostWhat[value] }))} value="factor" />
        <FormFoot>
          <Button>{desk.reset}</Button>
        </FormFoot>
      </Form>
    </>
  );
}

function Pending({ page, about, reset }: Props & { reset: NonNullable<PersonPage['reset']> }) {
  const { t, f } = page;
  const at = `/people/${about.person.id}/sign-in-reset`;
  const isOver = reset.readyAt <= f.now;
  const words = isOver ? t.desk.resetReady : t.desk.resetWaits({ moment: f.moment(reset.readyAt) });
  return (
    <>
      <p class="mb-2">{reset.state === 'sent' ? t.desk.resetSent : words}</p>
      <div class="kh-buttons">
        {about.may.handOver && reset.state === 'waiting' && isOver && (
          <ActForm page={page} action={`${at}/link`}>
            <Button>{t.desk.handOver}</Button>
          </ActForm>
        )}
        {about.may.stopReset && (
          <ActForm page={page} action={`${at}/ending`}>
            <Button>{t.desk.stopReset}</Button>
          </ActForm>
        )}
      </div>
    </>
  );
}
