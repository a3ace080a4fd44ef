import type { PolicyState } from '#db/words.ts';
import type { Problem } from '#src/ground/problem.ts';
import {
  ActForm,
  ActivityList,
  Columns,
  DotStatus,
  Empty,
  ErrorSummary,
  FactList,
  Form,
  FormFoot,
  fieldErrors,
  LinkButton,
  type Locale,
  PageHead,
  type PageContext,
  PrimaryButton,
  Section,
  Sheet,
  Textarea,
  TextInput,
  TitleLine,
} from '#src/ui/index.ts';
import { type Part, partsOf } from './rules.ts';

export type Version = {
  id: string;
  number: number;
  state: PolicyState;
  titleNl: string;
  titleEn: string;
  bodyNl: string;
  bodyEn: string;
  publishedAt: number | null;
};
export type Line = { policyId: string; version: Version; acknowledgedAt: number | null; signed: { people: number; of: number; withoutSignIn: number } | null };
type Page = { page: PageContext };

const titleIn = (locale: Locale, version: Version) => (locale === 'nl' ? version.titleNl : version.titleEn);

export function PoliciesView({ page, lines }: Page & { lines: readonly Line[] }) {
  const t = page.t.policies;
  if (lines.length === 0) return <Empty title={t.none}>{t.noneSoft}</Empty>;
  const counted = lines.some((line) => line.signed);
  const columns = [{ label: t.columns.policy }, { label: t.columns.version }, { label: t.columns.you }];
  const rows = lines.map((line) => ({
    cells: [
      <TitleLine title={titleIn(page.locale, line.version)} href={`/policies/${line.policyId}`} />,
      t.versionSince({ number: line.version.number, date: page.f.date(line.version.publishedAt ?? 0) }),
      <You page={page} line={line} />,
      ...(line.signed ? [t.signed(line.signed)] : []),
    ],
  }));
  const open = lines.filter((line) => line.acknowledgedAt === null).length;
  return (
    <>
      <PageHead path={t.title} answer={t.answer({ open })} />
      <Sheet caption={t.caption} columns={counted ? [...columns, { label: t.columns.everybody, end: true }] : columns} rows={rows} />
    </>
  );
}

function You({ page, line }: Page & { line: Line }) {
  const t = page.t.policies;
  if (line.acknowledgedAt === null) return <DotStatus dot="needs">{t.waits}</DotStatus>;
  return <DotStatus dot="order">{t.confirmedOn({ date: page.f.date(line.acknowledgedAt) })}</DotStatus>;
}

type PolicyProps = Page & { line: Line; versions: readonly Version[]; problem?: Problem | undefined };

export function PolicyView({ page, line, versions, problem }: PolicyProps) {
  const t = page.t.policies;
  const { version, acknowledgedAt, signed } = line;
  const answer = acknowledgedAt === null ? t.confirmAnswer : t.confirmedAnswer({ date: page.f.date(acknowledgedAt) });
  const facts = [
    { label: t.facts.version, value: page.f.number(version.number) },
    { label: t.facts.since, value: page.f.date(version.publishedAt ?? 0) },
    { label: t.facts.you, value: <You page={page} line={line} /> },
    ...(signed ? [{ label: t.facts.everybody, value: t.signed(signed) }] : []),
  ];
  const actions = signed && <LinkButton href={`/policies/${line.policyId}/draft`}>{t.change}</LinkButton>;
  return (
    <>
      <PageHead path={[{ label: t.title, href: '/policies' }, { label: titleIn(page.locale, version) }]} answer={answer} actions={actions} />
      <ErrorSummary page={page} problem={problem} />
      <Columns
        side={
          <>
            <Section title={t.thisVersion}>
              <FactList facts={facts} />
            </Section>
            <Section title={t.past}>
              <Versions page={page} versions={versions} />
            </Section>
          </>
        }
      >
        <article class="kh-text">
          {partsOf(page.locale === 'nl' ? version.bodyNl : version.bodyEn).map((part) =>
            part.heading === null ? (
              <div class="kh-section">
                <Blocks blocks={part.blocks} />
              </div>
            ) : (
              <Section title={part.heading}>
                <Blocks blocks={part.blocks} />
              </Section>
            ),
          )}
        </article>
        {acknowledgedAt === null && (
          <>
            <ActForm page={page} action={`/policies/${line.policyId}/acknowledgement`} fields={{ version: version.id }}>
              <PrimaryButton>{t.confirm}</PrimaryButton>
            </ActForm>
            <p class="kh-hint">{t.confirmHint}</p>
          </>
        )}
      </Columns>
    </>
  );
}

function Versions({ page, versions }: Page & { versions: readonly Version[] }) {
  const t = page.t.policies;
  const items = versions.map(({ number, publishedAt, state }) => ({
    when: publishedAt === null ? '' : page.f.date(publishedAt),
    what: t.versionIs({ number, state: t.state[state] }),
  }));
  return <ActivityList items={items} />;
}

function Blocks({ blocks }: Pick<Part, 'blocks'>) {
  return (
    <>
      {blocks.map((block) =>
        block.kind === 'paragraph' ? (
          <p class="mb-2">{block.text}</p>
        ) : (
          <ul class="mb-2">
            {block.items.map((item) => (
              <li>{item}</li>
            ))}
          </ul>
        ),
      )}
    </>
  );
}

export type DraftTexts = Pick<Version, 'titleNl' | 'titleEn' | 'bodyNl' | 'bodyEn'>;
type DraftProps = Page & { policyId: string; number: number; texts: DraftTexts; problem?: Problem | undefined };

export function DraftView({ page, policyId, number, texts, problem }: DraftProps) {
  const t = page.t.policies;
  const errors = fieldErrors(page.t, problem);
  const labels = { titleNl: t.titleNl, titleEn: t.titleEn, bodyNl: t.bodyNl, bodyEn: t.bodyEn };
  const path = [
    { label: t.title, href: '/policies' },
    { label: texts[page.locale === 'nl' ? 'titleNl' : 'titleEn'], href: `/policies/${policyId}` },
  ];
  return (
    <>
      <PageHead path={[...path, { label: t.draftTitle({ number }) }]} answer={t.draftAnswer} soft={t.draftSoft} />
      <ErrorSummary page={page} problem={problem} labels={labels} />
      <Form page={page} action={`/policies/${policyId}/draft`}>
        <TextInput name="titleNl" label={t.titleNl} value={texts.titleNl} error={errors['titleNl']} required />
        <Textarea name="bodyNl" label={t.bodyNl} value={texts.bodyNl} rows={20} error={errors['bodyNl']} required />
        <TextInput name="titleEn" label={t.titleEn} value={texts.titleEn} error={errors['titleEn']} required />
        <Textarea name="bodyEn" label={t.bodyEn} value={texts.bodyEn} rows={20} error={errors['bodyEn']} required />
        <FormFoot>
          <PrimaryButton>{t.publish}</PrimaryButton>
          <LinkButton href={`/policies/${policyId}`}>{page.t.shell.act.cancel}</LinkButton>
        </FormFoot>
      </Form>
    </>
  );
}
