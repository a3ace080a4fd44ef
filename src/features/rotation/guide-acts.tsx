import { CodeInput, TextInput } from '#src/ui/fields.tsx';
import { ActForm, Button, Form, FormFoot, fieldErrors, LinkButton, PrimaryButton } from '#src/ui/form.tsx';
import { Section } from '#src/ui/head.tsx';
import { Callout } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { ClosedValue, CodeValue, Panel, PanelRow, SecretValue } from '#src/ui/secret.tsx';
import { Sheet } from '#src/ui/sheet.tsx';
import { type Dot, DotStatus } from '#src/ui/status.tsx';
import { DoList } from '#src/ui/steps.tsx';
import type { Place, RotationDetails } from './details.ts';
import type { GuideProps } from './guide.tsx';

/** Length of what `generatePassword` makes where nothing else is known. */
const usualLength = 24;

export function SetPassword(props: GuideProps) {
  const { page, details, unsure } = props;
  const { rotation: say } = page.t;
  const name = details.platform.name;
  return (
    <DoList
      acts={[
        { title: say.copyTitle, body: <Candidate page={page} details={details} /> },
        {
          title: say.openTitle({ platform: name }),
          body: <Go page={page} place={details.password} label={say.openLink} hint={say.openHint({ handle: details.account.handle })} />,
        },
        ...(details.sessions ? [{ title: say.sessionsTitle, body: <Go page={page} place={details.sessions} label={say.sessionsLink} /> }] : []),
        { title: say.verdictTitle({ platform: name }), body: <Verdict page={page} details={details} unsure={unsure ?? false} /> },
      ]}
    />
  );
}

export function SetSeed(props: GuideProps) {
  const { page, details, problem } = props;
  const { rotation: say } = page.t;
  const base = `/rotations/${details.rotation.id}`;
  return (
    <DoList
      acts={[
        { title: say.openTitle({ platform: details.platform.name }), body: <Go page={page} place={details.factor} label={say.factorLink} /> },
        {
          title: say.seedCodeTitle,
          body: (
            <div id="candidate">
              <ActForm page={page} action={`${base}/codes`} swap={{ target: '#candidate', swap: 'innerHTML' }}>
                <Button>{say.showCode}</Button>
              </ActForm>
            </div>
          ),
        },
        {
          title: say.verdictTitle({ platform: details.platform.name }),
          body: (
            <>
              <Form page={page} action={`${base}/confirmation`}>
                <CodeInput name="code" label={say.evidenceLabel} hint={say.evidenceHint} error={fieldErrors(page.t, problem).code} />
                <FormFoot>
                  <PrimaryButton>{say.accepted}</PrimaryButton>
                </FormFoot>
              </Form>
              <Refused page={page} base={base} />
            </>
          ),
        },
      ]}
    />
  );
}

/** Shown or copied here, by htmx or as a page of its own. */
export function Candidate({ page, details, value }: { page: PageContext; details: RotationDetails; value?: string }) {
  const { t } = page;
  const { rotation: say } = t;
  const rules = details.platform.passwordRules;
  const words = { length: value?.length ?? usualLength, platform: details.platform.name };
  const action = `/rotations/${details.rotation.id}/reveals`;
  const asksReason = details.account.criticality === 'critical';
  return (
    <div id="candidate">
      <Panel>
        <PanelRow
          label={t.rotation.kinds.password}
          value={value === undefined ? <ClosedValue label={say.hiddenCandidate} /> : <SecretValue value={value} id="candidate-value" />}
          below={rules === 'unknown' ? say.copyHintUnknown(words) : say.copyHint(words)}
        />
        <div class="kh-panel-row">
          <Form page={page} action={action} swap={{ target: '#candidate' }} inline>
            {asksReason && <TextInput name="reason" label={say.reasonLabel} hint={say.reasonHint} required />}
            <Button name="how" value="shown">
              {t.shell.act.show}
            </Button>
          </Form>
          {!asksReason && (
            <ActForm page={page} action={action} copies swap={{ target: '#candidate' }} fields={{ how: 'copied' }}>
              <Button>{t.shell.act.copy}</Button>
            </ActForm>
          )}
        </div>
      </Panel>
    </div>
  );
}

export function CandidateCode({ page, code, seconds }: { page: PageContext; code: string; seconds: number }) {
  return <CodeValue page={page} code={code} secondsLeft={seconds} id="candidate-code" />;
}

function Go({ page, place, label, hint }: { page: PageContext; place: Place | null; label: string; hint?: string }) {
  const { rotation: say, shell } = page.t;
  if (!place) return <p>{shell.unknown}</p>;
  const path = place.menu?.[page.locale] ?? place.menu?.en;
  return (
    <>
      {place.address && (
        <LinkButton href={place.address} newTab>
          {path ? path.join(' › ') : label}
        </LinkButton>
      )}
      {!place.address && path && <p>{say.menuHint({ path: path.join(' › ') })}</p>}
      {hint && <p class="kh-hint">{hint}</p>}
      {!place.sure && <p class="kh-hint">{say.pleaseCheck}</p>}
    </>
  );
}

function Verdict({ page, details, unsure }: { page: PageContext; details: RotationDetails; unsure: boolean }) {
  const { rotation: say } = page.t;
  const base = `/rotations/${details.rotation.id}`;
  return (
    <>
      <div class="kh-buttons">
        <ActForm page={page} action={`${base}/confirmation`}>
          <PrimaryButton>{say.accepted}</PrimaryButton>
        </ActForm>
        <Refused page={page} base={base} />
        {!unsure && <LinkButton href={`${base}?unsure=yes`}>{say.dontKnow}</LinkButton>}
      </div>
      {unsure && (
        <Callout tone="needs">
          <strong>{say.dontKnowTitle}</strong> {say.dontKnowText} <a href={`/accounts/${details.account.id}`}>{say.showOld}</a>
        </Callout>
      )}
    </>
  );
}

function Refused({ page, base }: { page: PageContext; base: string }) {
  return (
    <ActForm page={page} action={`${base}/refusal`}>
      <Button>{page.t.rotation.refused}</Button>
    </ActForm>
  );
}

const dotOf: Record<string, Dot> = { stops: 'done', prompted: 'needs', survives: 'needs', unknown: 'waits' };

/** The honest part: what a new password does not end by itself. */
export function StopsTable({ page, details }: { page: PageContext; details: RotationDetails }) {
  const { t, f, locale } = page;
  const { rotation: say } = t;
  if (details.ends.length === 0) return null;
  return (
    <Section title={say.stopsCaption({ platform: details.platform.name })}>
      <Sheet
        caption={say.stopsCaption({ platform: details.platform.name })}
        columns={[{ label: say.way }, { label: say.after }, { label: say.means }]}
        rows={details.ends.map((row) => ({
          cells: [
            row.name[locale],
            <DotStatus dot={dotOf[row.after] ?? 'waits'}>
              {row.lastsHours === undefined ? say.afterWords[row.after] : say.afterHours({ hours: row.lastsHours }, f)}
            </DotStatus>,
            row.text[locale],
          ],
        }))}
      />
    </Section>
  );
}
