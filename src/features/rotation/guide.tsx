import type { Problem } from '#src/ground/problem.ts';
import { TextInput } from '#src/ui/fields.tsx';
import { ActForm, Button, ErrorSummary, Form, FormFoot, fieldErrors, LinkButton, PrimaryButton } from '#src/ui/form.tsx';
import { Columns, PageHead } from '#src/ui/head.tsx';
import { Callout } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { StepRail } from '#src/ui/steps.tsx';
import type { RotationDetails } from './details.ts';
import { SetPassword, SetSeed, type Shown, StopsTable } from './guide-acts.tsx';
import { GuideSide } from './guide-side.tsx';
import { Refused } from './guide-verdict.tsx';

export type GuideProps = {
  page: PageContext;
  details: RotationDetails;
  unsure?: boolean;
  shown?: Shown;
  problem?: Problem;
  values?: Readonly<Record<string, string>>;
};

const stepOf = { due: 2, blocked: 2, prepared: 3, confirmed: 4, abandoned: 4 } as const;

/** The guided rotation: one page a step, each left and come back to at any time. */
export function RotationGuide(props: GuideProps) {
  const { page, details, problem } = props;
  const { rotation: say } = page.t;
  const { state } = details.rotation;
  const hasActs = state === 'due' || state === 'prepared' || (state === 'blocked' && details.mayRun);
  return (
    <>
      <StepRail label={say.stepsLabel} steps={say.steps} current={stepOf[state]} />
      {problem && <ErrorSummary page={page} problem={problem} />}
      <Head {...props} />
      {!hasActs && <GuideSide page={page} details={details} />}
      {hasActs && (
        <Columns side={<GuideSide page={page} details={details} />}>
          {details.mayRun && details.confirmation.word === 'nobody-else' && state !== 'blocked' && <Callout tone="needs">{say.nobodyElse}</Callout>}
          {details.mayRun && state === 'due' && <Begin {...props} />}
          {details.mayRun && state === 'prepared' && <Prepared {...props} />}
          {details.mayRun && state === 'blocked' && <Blocked {...props} />}
          {(state === 'due' || (state === 'prepared' && details.confirmation.attestedBy === null)) && <StopsTable page={page} details={details} />}
          {details.mayRun && (state === 'due' || state === 'prepared') && <SetAside {...props} />}
        </Columns>
      )}
    </>
  );
}

function Head({ page, details }: GuideProps) {
  const { t, f } = page;
  const { rotation: say } = t;
  const { rotation, secret, title, platform } = details;
  const path = say.stepOf({ account: title, step: stepOf[rotation.state], of: say.steps.length });
  const what = say.ofKind[secret.kind];
  const back = <LinkButton href={`/accounts/${details.account.id}`}>{say.backToAccount}</LinkButton>;
  switch (rotation.state) {
    case 'due':
      return <PageHead path={path} answer={say.answerBegin({ what, account: title })} soft={say.softBegin} />;
    case 'prepared': {
      const { attestedBy: by, word, others } = details.confirmation;
      if (by !== null && word === 'stands') {
        return <PageHead path={path} answer={say.answerStands({ others: f.list(others) })} soft={say.softStands({ platform: platform.name })} actions={back} />;
      }
      if (by !== null) return <PageHead path={path} answer={say.answerConfirm({ by, what, account: title })} soft={say.softConfirm} />;
      if (secret.kind === 'totp') return <PageHead path={path} answer={say.answerSeed({ platform: platform.name })} soft={say.softSeed} />;
      const left = details.ends.filter((row) => row.after !== 'stops').length;
      return <PageHead path={path} answer={say.answerSet({ platform: platform.name, left }, f)} soft={say.softSet} />;
    }
    case 'blocked':
      return <PageHead path={path} answer={say.answerBlocked} soft={rotation.because ?? say.softBlocked} actions={back} />;
    case 'confirmed':
      return <PageHead path={path} answer={say.answerDone({ what, account: title })} soft={done(page, details)} actions={back} />;
    case 'abandoned':
      return <PageHead path={path} answer={say.answerDoneAbandoned({ account: title })} soft={say.abandoned} actions={back} />;
  }
}

function done({ t, f }: PageContext, { rotation, performer, confirmation }: RotationDetails): string {
  const { rotation: say } = t;
  const when = f.moment(rotation.closedAt ?? rotation.openedAt);
  const who = performer ?? t.shell.unknown;
  return confirmation.confirmedBy === null ? say.softDone({ who, when }) : say.softDoneByTwo({ set: who, confirmed: confirmation.confirmedBy, when });
}

/** Whoever set it on a critical account has done their part; anybody else who is here tries it. */
function Prepared(props: GuideProps) {
  const { page, details } = props;
  if (details.confirmation.word === 'stands') return <Refused page={page} details={details} />;
  return details.secret.kind === 'totp' ? <SetSeed {...props} /> : <SetPassword {...props} />;
}

function Begin({ page, details, problem }: GuideProps) {
  const { rotation: say } = page.t;
  const action = `/rotations/${details.rotation.id}/candidates`;
  if (details.secret.kind !== 'totp') {
    return (
      <Form page={page} action={action}>
        <FormFoot>
          <PrimaryButton>{say.makeCandidate}</PrimaryButton>
        </FormFoot>
      </Form>
    );
  }
  return (
    <Form page={page} action={action}>
      <TextInput name="value" label={say.seedLabel} hint={say.seedHint} error={fieldErrors(page.t, problem).value} autocomplete="off" required />
      <FormFoot>
        <PrimaryButton>{say.seedAct}</PrimaryButton>
      </FormFoot>
    </Form>
  );
}

function Blocked({ page, details }: GuideProps) {
  const { rotation: say } = page.t;
  return (
    <ActForm page={page} action={`/rotations/${details.rotation.id}/resumption`}>
      <PrimaryButton>{say.unblock}</PrimaryButton>
    </ActForm>
  );
}

/** Two ways to leave it without a new value; neither settles why it had to change. */
function SetAside({ page, details, problem, values }: GuideProps) {
  const { rotation: say } = page.t;
  const base = `/rotations/${details.rotation.id}`;
  return (
    <details class="kh-more">
      <summary>{say.blockTitle}</summary>
      <Callout>{say.softBlocked}</Callout>
      <Form page={page} action={`${base}/obstacle`}>
        <TextInput name="because" label={say.blockLabel} hint={say.blockHint} value={values?.because} error={fieldErrors(page.t, problem).because} />
        <FormFoot>
          <Button>{say.blockAct}</Button>
        </FormFoot>
      </Form>
      <ActForm page={page} action={`${base}/abandonment`}>
        <Button>{say.abandon}</Button>
      </ActForm>
    </details>
  );
}
