import type { Problem } from '#src/ground/problem.ts';
import { BlastRadius } from '#src/ui/charts.tsx';
import { Choice, SelectInput, Textarea } from '#src/ui/fields.tsx';
import { ErrorSummary, Form, FormFoot, LinkButton, PrimaryButton } from '#src/ui/form.tsx';
import { Columns, PageHead, Section } from '#src/ui/head.tsx';
import { Callout, FactList } from '#src/ui/lists.tsx';
import { problemText } from '#src/ui/messages/index.ts';
import { initialsOf, type PageContext } from '#src/ui/page.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import type { HeldSecret } from './plan.rules.ts';
import { Effects, LeadTimes, rotationsOf } from './plan.views.tsx';
import type { Preview } from './start.service.ts';
import { Rail } from './wizard.views.tsx';

export type PreviewProps = {
  page: PageContext;
  preview: Preview;
  names: ReadonlyMap<string, string>;
  administrators: readonly { id: string; name: string }[];
  /** Where confirming posts to, and the hidden fields that carry the earlier steps. */
  action: string;
  carried: Readonly<Record<string, string>>;
  isNow: boolean;
  mayGiveReason: boolean;
  /** Confirming moves the departure that is there to this moment. */
  moves?: boolean;
  back: string;
  problem?: Problem | undefined;
  values?: Readonly<Record<string, string>>;
};

/** Step 3: the numbers come before the button, and the button repeats the moment. */
export function PreviewPage(props: PreviewProps) {
  const { page, preview, isNow } = props;
  const { t, f } = page;
  const says = t.offboarding.wizard;
  const numbers = { grants: preview.grants, sessions: preview.sessions, rotations: rotationsOf(preview).length };
  const day = f.day(preview.at);
  const problem = props.problem ?? preview.refusal ?? undefined;
  return (
    <>
      <Rail page={page} current={3} />
      <PageHead
        path={[{ label: t.offboarding.title, href: '/offboardings' }, { label: preview.name }]}
        answer={isNow ? says.answerNow(numbers) : says.answerAt({ ...numbers, day, time: f.time(preview.at) })}
        soft={isNow ? says.softNow : says.softAt({ day })}
      />
      <Columns side={<Side page={page} preview={preview} />}>
        <Effects page={page} plan={preview} names={props.names} />
        <LeadTimes page={page} plan={preview} />
        {problem && <Callout tone="late">{problemText(t, problem)}</Callout>}
        {(preview.existing === null || props.moves) && preview.refusal === null && <ConfirmForm {...props} />}
        {preview.existing !== null && (
          <Callout tone="needs">
            {props.moves ? t.endDates.moves : says.existing} <a href={`/offboardings/${preview.existing}`}>{says.openCase}</a>
          </Callout>
        )}
      </Columns>
    </>
  );
}

function ConfirmForm(props: PreviewProps) {
  const { page, preview, isNow, moves, values = {} } = props;
  const { t, f } = page;
  const says = t.offboarding.wizard;
  const day = f.day(preview.at);
  const moment = { day, time: f.time(preview.at) };
  const label = isNow ? says.confirmNow : preview.hrDecides ? t.endDates.proposeAt(moment) : moves ? t.endDates.moveTo(moment) : says.confirmAt(moment);
  return (
    <Form page={page} action={props.action}>
      <ErrorSummary page={page} problem={props.problem} labels={{ confidant: says.confidant, reason: says.reason, date: says.date }} />
      {Object.entries(props.carried).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {isNow || preview.hrDecides || moves ? <input type="hidden" name="announced" value={isNow ? 'yes' : 'no'} /> : <WhoMayKnow {...props} day={day} />}
      {preview.hrDecides && <Callout tone="needs">{t.endDates.hrDecides}</Callout>}
      {(props.mayGiveReason || preview.hrDecides) && !moves && (
        <Textarea name="reason" label={says.reason} hint={says.reasonHint} value={values.reason} rows={2} />
      )}
      <FormFoot remark={says.telling({ name: preview.name })}>
        <PrimaryButton>{label}</PrimaryButton>
        <LinkButton href={props.back}>{t.shell.act.back}</LinkButton>
      </FormFoot>
    </Form>
  );
}

function WhoMayKnow({ page, day, administrators, values = {} }: PreviewProps & { day: string }) {
  const says = page.t.offboarding.wizard;
  return (
    <>
      <Choice
        name="announced"
        legend={says.whoKnows({ day })}
        value={values.announced ?? 'no'}
        options={[
          { value: 'no', label: says.unannounced, text: says.unannouncedText },
          { value: 'yes', label: says.announced, text: says.announcedText },
        ]}
      />
      {administrators.length > 0 && (
        <SelectInput
          name="confidant"
          label={says.confidant}
          empty={says.confidantNone}
          value={values.confidant}
          options={administrators.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </>
  );
}

function Side({ page, preview }: { page: PageContext; preview: Preview }) {
  const { t, f } = page;
  const says = t.offboarding.wizard;
  const assignees = new Set(preview.tasks.map((task) => task.assigneeId));
  const { slaHours } = preview.facts;
  const by = (hours: number) => says.by({ moment: f.moment(preview.at + hours * 60 * 60 * 1000) });
  const levels = t.shell.state.criticality;
  return (
    <>
      <Exposure page={page} preview={preview} />
      <Section title={says.afterwards}>
        <FactList
          facts={[
            { label: says.cleanUp, value: says.cleanUpTasks({ tasks: preview.tasks.length, people: assignees.size }) },
            { label: levels.critical, value: by(slaHours.critical) },
            { label: levels.normal, value: by(slaHours.normal) },
            { label: levels.low, value: by(slaHours.low) },
          ]}
        />
      </Section>
    </>
  );
}

function Exposure({ page, preview }: { page: PageContext; preview: Preview }) {
  const says = page.t.offboarding.wizard;
  const tiers = {
    knows: dotsOf(preview, preview.exposure.knows),
    could: dotsOf(preview, preview.exposure['could-have-seen']),
    safe: dotsOf(preview, preview.exposure.safe),
  };
  const total = tiers.knows.length + tiers.could.length + tiers.safe.length;
  if (total === 0) {
    return (
      <Section title={says.exposure}>
        <p>{says.nothingKnown}</p>
      </Section>
    );
  }
  const line = (label: string, below: string, dots: readonly unknown[]) => ({
    cells: [<TitleLine title={label} below={below} />, says.onAccounts({ count: dots.length })],
  });
  return (
    <Section title={says.exposure}>
      {total <= 24 && (
        <BlastRadius
          title={says.exposureTitle({ name: preview.name, knows: tiers.knows.length })}
          initials={initialsOf(preview.name)}
          rings={[
            { tone: 'knows', dots: tiers.knows },
            { tone: 'could', dots: tiers.could },
            { tone: 'safe', dots: tiers.safe },
          ]}
        />
      )}
      <Sheet
        plain
        pairs
        caption={says.exposureCaption}
        columns={[
          { label: says.tier, hidden: true },
          { label: page.t.offboarding.case.account, end: true, hidden: true },
        ]}
        rows={[line(says.knows, says.knowsBelow, tiers.knows), line(says.could, says.couldBelow, tiers.could), line(says.safe, says.safeBelow, tiers.safe)]}
      />
      <p class="kh-hint">{says.rings}</p>
    </Section>
  );
}

/** An account is one dot, in the ring of its strongest tier. */
function dotsOf(preview: Preview, secrets: readonly HeldSecret[]) {
  return [...new Set(secrets.map((secret) => secret.accountId))].map((id) => {
    const account = preview.facts.accounts.get(id);
    return { label: account?.title.split(' · ')[0] ?? id, critical: account?.criticality === 'critical' };
  });
}
