import type { Problem } from '#src/ground/problem.ts';
import { Choice, TextInput } from '#src/ui/fields.tsx';
import { fieldText } from '#src/ui/messages/index.ts';
import { ActForm, ErrorSummary, fieldErrors, Form, FormFoot, LinkButton, PrimaryButton } from '#src/ui/form.tsx';
import { PageHead, Section } from '#src/ui/head.tsx';
import { Callout } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet } from '#src/ui/sheet.tsx';
import type { DateQuestion } from './dates.rules.ts';
import type { Remark } from './remarks.ts';
import type { ImportReport } from './report.ts';
import { reportWords } from './report-text.ts';

/** A page lists this many rows; the command line lists all. */
const shown = 500;

export function ImportPage({ page, kind, problem }: { page: PageContext; kind: string | undefined; problem?: Problem }) {
  const t = page.t.directory;
  const errors = fieldErrors(page.t, problem);
  return (
    <>
      <PageHead path={t.title} answer={t.answer} soft={t.soft} />
      <ErrorSummary page={page} problem={problem} labels={{ kind: t.kind, file: t.file }} />
      <Form page={page} action="/import" upload label={t.title}>
        <Choice
          name="kind"
          legend={t.kind}
          value={kind ?? 'people'}
          error={errors.kind}
          options={(['people', 'accounts'] as const).map((value) => ({ value, label: t.kinds[value], text: t.kindText[value] }))}
        />
        <TextInput
          name="file"
          type="file"
          accept=".csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          label={t.file}
          hint={t.fileHint}
          error={errors.file}
          required
        />
        <FormFoot>
          <PrimaryButton>{t.check}</PrimaryButton>
        </FormFoot>
      </Form>
    </>
  );
}

/** Dates that can be read both ways, with what each reading makes of one of them. Nothing is chosen beforehand. */
export function QuestionPage({ page, question, action, again }: { page: PageContext; question: DateQuestion; action: string; again: boolean }) {
  const t = page.t.directory;
  const { column, line, text, dayFirst, monthFirst } = question;
  const day = (iso: string) => page.f.date(Date.parse(`${iso}T12:00:00Z`));
  return (
    <>
      <PageHead
        path={[{ label: t.title, href: '/import' }, { label: t.dates }]}
        answer={t.askedAnswer}
        soft={t.askedSoft({ column, line: page.f.number(line), text })}
        actions={<LinkButton href="/import">{t.again}</LinkButton>}
      />
      <Form page={page} action={action} label={t.dates}>
        <Choice
          name="dates"
          legend={t.dates}
          error={again ? fieldText(page.t, { field: 'dates', code: 'not-a-choice' }) : undefined}
          options={[
            { value: 'day-first', label: t.dayFirst, text: t.reads({ text, day: day(dayFirst) }) },
            { value: 'month-first', label: t.monthFirst, text: t.reads({ text, day: day(monthFirst) }) },
          ]}
        />
        <FormFoot remark={t.confirmRemark}>
          <PrimaryButton>{t.check}</PrimaryButton>
        </FormFoot>
      </Form>
    </>
  );
}

type Confirm = { action: string; fields: Readonly<Record<string, string>> };

/** `confirm` imports what the dry run looked at. */
export function ReportPage({ page, report, confirm }: { page: PageContext; report: ImportReport; confirm: Confirm | null }) {
  const t = page.t.directory;
  const words = reportWords(page.t, page.f, report);
  const coming = report.added + report.changed;
  const importable = confirm !== null && coming > 0;
  return (
    <>
      <PageHead
        path={[{ label: t.title, href: '/import' }, { label: t.kinds[report.kind] }]}
        answer={words.answer}
        soft={importable ? `${words.counts} ${t.confirmRemark}` : words.counts}
        primary={
          importable && (
            <ActForm page={page} action={confirm.action} fields={confirm.fields} label={t.title}>
              <PrimaryButton>{t.confirm({ rows: page.f.number(coming), one: coming === 1 })}</PrimaryButton>
            </ActForm>
          )
        }
        actions={<LinkButton href="/import">{t.again}</LinkButton>}
      />
      {words.facts.length > 0 && (
        <Callout tone={report.massDeparture ? 'late' : 'needs'}>
          {words.facts.map((fact) => (
            <p>{fact}</p>
          ))}
        </Callout>
      )}
      {words.told.length > 0 && (
        <Section title={t.howRead}>
          {words.told.map((sentence) => (
            <p>{sentence}</p>
          ))}
        </Section>
      )}
      {report.bad.length > 0 && <Remarks page={page} report={report} title={t.bad} soft={t.badSoft} remarks={report.bad} />}
      {report.exposed.length > 0 && (
        <Section title={t.exposed} note={report.hr ? t.exposedSoft : t.noHr}>
          <Sheet
            plain
            caption={t.exposed}
            columns={[{ label: t.exposedPerson }, { label: t.exposedAccounts, end: true }]}
            rows={report.exposed.map(({ personId, name, accounts }) => ({ cells: [<a href={`/people/${personId}`}>{name}</a>, page.f.number(accounts)] }))}
          />
        </Section>
      )}
      {report.notes.length > 0 && <Remarks page={page} report={report} title={t.notes} remarks={report.notes} />}
      {report.ignored.length > 0 && (
        <Section title={t.ignored}>
          <Sheet
            plain
            caption={t.ignored}
            columns={[{ label: t.column }, { label: t.reason }]}
            rows={report.ignored.map((column) => ({ cells: [column.heading, words.why(column)] }))}
          />
        </Section>
      )}
    </>
  );
}

function Remarks(props: { page: PageContext; report: ImportReport; title: string; soft?: string; remarks: readonly Remark[] }) {
  const { page, report, title, soft, remarks } = props;
  const t = page.t.directory;
  const words = reportWords(page.t, page.f, report);
  return (
    <Section title={title} note={soft}>
      <Sheet
        caption={title}
        columns={[{ label: t.line, hidden: true, narrow: true }, { label: t.column }, { label: t.reason }]}
        rows={remarks
          .slice(0, shown)
          .map((remark) => ({ cells: [t.onLine({ line: page.f.number(remark.line) }), words.column(remark), words.reason(remark)] }))}
        foot={remarks.length > shown ? t.more({ count: page.f.number(remarks.length - shown) }) : undefined}
      />
    </Section>
  );
}
