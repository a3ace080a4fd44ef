import type { OneTimeCode } from '#src/features/secrets/index.ts';
import type { Problem } from '#src/ground/problem.ts';
import { TextInput } from '#src/ui/fields.tsx';
import { ActForm, Button, Form, LinkButton } from '#src/ui/form.tsx';
import { Section } from '#src/ui/head.tsx';
import { problemText } from '#src/ui/messages/index.ts';
import type { PageContext } from '#src/ui/page.tsx';
import { ClosedValue, CodeValue, Panel, PanelRow, SecretValue } from '#src/ui/secret.tsx';
import { Sheet } from '#src/ui/sheet.tsx';
import { type Dot, DotStatus } from '#src/ui/status.tsx';
import { DoList } from '#src/ui/steps.tsx';
import type { Place, RotationDetails } from './details.ts';
import type { GuideProps } from './guide.tsx';
import { Verdict } from './guide-verdict.tsx';

/** What the page shows in the clear, once. */
export type Shown = { value: string; reason: string | undefined } | OneTimeCode;

/** Length of what `generatePassword` makes where nothing else is known. */
const usualLength = 24;

export function SetPassword(props: GuideProps) {
  const { page, details, shown } = props;
  const { rotation: say } = page.t;
  const name = details.platform.name;
  const by = details.confirmation.attestedBy;
  const candidate = <Candidate page={page} details={details} {...(shown && 'value' in shown ? shown : {})} />;
  if (by !== null) {
    return (
      <DoList
        acts={[
          { title: say.copyTitleOf({ by }), body: candidate },
          { title: say.tryTitle({ platform: name }), body: <p>{say.tryHint({ handle: details.account.handle })}</p> },
          { title: say.worksTitle, body: <Verdict {...props} /> },
        ]}
      />
    );
  }
  return (
    <DoList
      acts={[
        { title: say.copyTitle, body: candidate },
        {
          title: say.openTitle({ platform: name }),
          body: <Go page={page} place={details.password} label={say.openLink} hint={say.openHint({ handle: details.account.handle })} />,
        },
        ...(details.sessions ? [{ title: say.sessionsTitle, body: <Go page={page} place={details.sessions} label={say.sessionsLink} /> }] : []),
        { title: say.verdictTitle({ platform: name }), body: <Verdict {...props} /> },
      ]}
    />
  );
}

export function SetSeed(props: GuideProps) {
  const { page, details, shown } = props;
  const { rotation: say } = page.t;
  const name = details.platform.name;
  const by = details.confirmation.attestedBy;
  const code = (
    <>
      <div id="candidate">{shown && 'code' in shown && <CandidateCode page={page} shown={shown} />}</div>
      <ActForm page={page} action={`/rotations/${details.rotation.id}/codes`} swap={{ target: '#candidate', swap: 'innerHTML' }}>
        <Button>{say.showCode}</Button>
        <Button copies>{page.t.shell.act.copy}</Button>
      </ActForm>
    </>
  );
  const open = { title: say.openTitle({ platform: name }), body: <Go page={page} place={details.factor} label={say.factorLink} /> };
  return (
    <DoList
      acts={
        by === null
          ? [open, { title: say.seedCodeTitle, body: code }, { title: say.verdictTitle({ platform: name }), body: <Verdict {...props} /> }]
          : [
              { title: say.tryCodeTitle({ platform: name }), body: code },
              { title: say.worksTitle, body: <Verdict {...props} /> },
            ]
      }
    />
  );
}

type CandidateProps = { page: PageContext; details: RotationDetails; value?: string; reason?: string | undefined; problem?: Problem };

/** Shown or copied here, by htmx or as a page of its own. A reason that was given goes along with the next button. */
export function Candidate({ page, details, value, reason, problem }: CandidateProps) {
  const { t } = page;
  const { rotation: say } = t;
  const rules = details.platform.passwordRules;
  const words = { length: value?.length ?? usualLength, platform: details.platform.name };
  const action = `/rotations/${details.rotation.id}/reveals`;
  const asksReason = details.account.criticality === 'critical' && !reason;
  const refusal = problem && problemText(t, problem);
  return (
    <div id="candidate">
      <Panel>
        <PanelRow
          label={t.rotation.kinds.password}
          value={value === undefined ? <ClosedValue label={say.hiddenCandidate} /> : <SecretValue value={value} id="candidate-value" />}
          below={refusal ? <Refusal text={refusal} /> : rules === 'unknown' ? say.copyHintUnknown(words) : say.copyHint(words)}
        />
        <div class="kh-panel-row">
          <Form page={page} action={action} swap={{ target: '#candidate' }} inline>
            {reason && <input type="hidden" name="reason" value={reason} />}
            {asksReason && <TextInput name="reason" label={say.reasonLabel} hint={say.reasonHint} required />}
            <Button name="how" value="shown">
              {t.shell.act.show}
            </Button>
            <Button name="how" value="copied" copies>
              {t.shell.act.copy}
            </Button>
          </Form>
        </div>
      </Panel>
    </div>
  );
}

function Refusal({ text }: { text: string }) {
  return (
    <span class="kh-error" role="alert" data-focus tabindex={-1}>
      {text}
    </span>
  );
}

export function CandidateCode({ page, shown }: { page: PageContext; shown: OneTimeCode }) {
  return <CodeValue page={page} shown={shown} id="candidate-code" />;
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
