import { ActForm, Button, PrimaryButton } from '#src/ui/form.tsx';
import { SelectInput } from '#src/ui/fields.tsx';
import { PageHead } from '#src/ui/head.tsx';
import { Empty, Paged } from '#src/ui/lists.tsx';
import { eventText } from '#src/ui/messages/index.ts';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import { Time } from '#src/ui/status.tsx';
import type { EventFilter } from './queries.ts';
import type { ChainReport, EventRow } from './service.ts';
import { whoDid } from './words.ts';

type Props = { page: PageContext; rows: readonly EventRow[]; next: number | null; filter: EventFilter; report: ChainReport | null };

export function AuditPage({ page, rows, next, filter, report }: Props) {
  const { audit } = page.t;
  return (
    <>
      <PageHead
        path={audit.title}
        {...headline(page, report)}
        primary={
          <ActForm page={page} action="/audit/verifications">
            <PrimaryButton>{audit.verify}</PrimaryButton>
          </ActForm>
        }
      />
      <Filter page={page} filter={filter} />
      <Paged
        page={page}
        rows={rows.length}
        next={next === null ? null : pageAddress(filter, next)}
        first={filter.before ? pageAddress(filter) : null}
        all={`${pageAddress(filter)}&rows=all`}
      >
        {rows.length === 0 ? (
          <Empty title={audit.emptyTitle}>{audit.emptyText}</Empty>
        ) : (
          <Sheet
            caption={audit.caption}
            columns={[{ label: audit.when }, { label: audit.who }, { label: audit.what }, { label: audit.about }]}
            rows={rows.map((row) => ({ cells: cellsOf(page, row) }))}
          />
        )}
      </Paged>
    </>
  );
}

function headline({ t, f }: PageContext, report: ChainReport | null) {
  const { audit } = t;
  if (!report) return { answer: audit.answerUnchecked, soft: audit.softUnchecked };
  if (report.finding) return { answer: audit.answerBroken({ seq: f.number(report.finding.seq) }), soft: audit.softBroken };
  if (report.withheldBroken) return { answer: audit.answerWithheldBroken, soft: audit.softBroken };
  if (report.textsGone.length > 0) return { answer: audit.answerTextsGone({ texts: f.number(report.textsGone.length) }), soft: audit.softBroken };
  return { answer: audit.answerSound({ events: f.number(report.events) }), soft: audit.softSound };
}

function Filter({ page, filter }: { page: PageContext; filter: EventFilter }) {
  const { audit, events, shell } = page.t;
  const options = Object.keys(events).map((name) => ({ value: name, label: name }));
  return (
    <form method="get" action="/audit" class="kh-filter">
      <SelectInput name="event" label={audit.kindOfEvent} options={options} value={filter.event} empty={audit.allEvents} />
      <Button>{shell.act.filter}</Button>
    </form>
  );
}

function cellsOf(page: PageContext, row: EventRow) {
  const { t, f } = page;
  const personal = Object.values(row.personal).join(' · ');
  return [
    <Time f={f} at={row.at} />,
    <TitleLine title={whoDid(t, row.actor)} below={how(t, row)} />,
    <TitleLine
      title={eventText(t, f, row.event, row.detail as never)}
      below={personal || (row.because && (t.audit.because[row.because.replace('grant-', '')] ?? row.because))}
    />,
    about(page, row),
  ];
}

/** The door, and the token with its human where one was used. */
function how(t: PageContext['t'], { actor: { token, person, service }, via }: EventRow): string {
  const door = t.audit.via[via as keyof typeof t.audit.via];
  if (token === null) return door;
  const by = { token: token.name ?? token.id, person: person?.name ?? person?.id ?? '' };
  return `${door}, ${service ? t.audit.byServiceToken(by) : t.audit.byToken(by)}`;
}

const pageOf: Record<string, string> = { person: '/people', account: '/accounts', offboarding: '/offboardings', task: '/tasks', policy: '/policies' };

function about({ t }: PageContext, { subject, subjectName }: EventRow) {
  const label = subjectName ?? t.audit.subject[subject.kind as keyof typeof t.audit.subject];
  const base = pageOf[subject.kind];
  return base && subject.id ? <a href={`${base}/${subject.id}`}>{label}</a> : label;
}

function pageAddress(filter: EventFilter, before?: number): string {
  const query = new URLSearchParams();
  if (filter.event) query.set('event', filter.event);
  if (filter.subjectId) query.set('subject', filter.subjectId);
  if (before) query.set('before', String(before));
  return `/audit?${query}`;
}
