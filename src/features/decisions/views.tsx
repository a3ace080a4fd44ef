import type { Problem } from '#src/ground/problem.ts';
import { ActForm, Button, ErrorSummary, PageHead, type PageContext, Paged, PrimaryButton, Section, Sheet, TitleLine } from '#src/ui/index.ts';
import type { Waiting } from './service.ts';

type Line = Waiting & { says: string };
type Props = { page: PageContext; lines: readonly Line[]; next: string | null; first: boolean; problem?: Problem | undefined };

/** Everything that waits for somebody else than whoever asked; what came of one import stands and is confirmed together. */
export function DecisionsView({ page, lines, next, first, problem }: Props) {
  const { t, f } = page;
  const says = t.proposals;
  const groups = [...Map.groupBy(lines, ({ proposal }) => proposal.originId)];
  const together = groups.filter(([origin, its]) => origin !== null && its.length > 1);
  const single = groups.filter((group) => !together.includes(group)).flatMap(([, its]) => its);
  return (
    <>
      <PageHead
        path={says.title}
        answer={says.answer({ count: lines.length, mine: lines.filter(({ mayConfirm }) => mayConfirm).length }, f)}
        soft={lines.length === 0 ? says.softNothing : says.soft}
      />
      <ErrorSummary page={page} problem={problem} />
      <Paged page={page} rows={lines.length} next={next && `/proposals?after=${next}`} first={first ? '/proposals' : null}>
        {together.map(([originId, its], at) => (
          <Section title={says.together({ count: its.length }, f)} note={says.togetherNote}>
            <Together page={page} originId={originId ?? ''} count={its.filter(({ mayConfirm }) => mayConfirm).length} primary={at === 0} />
            <Lines page={page} lines={its} />
          </Section>
        ))}
        {single.length > 0 &&
          (together.length > 0 ? <Section title={says.others}>{<Lines page={page} lines={single} />}</Section> : <Lines page={page} lines={single} />)}
      </Paged>
    </>
  );
}

function Together({ page, originId, count, primary }: { page: PageContext; originId: string; count: number; primary: boolean }) {
  if (count === 0) return null;
  const label = page.t.proposals.confirmTogether({ count }, page.f);
  return (
    <ActForm page={page} action="/proposals/confirmations" fields={{ originId }}>
      {primary ? <PrimaryButton>{label}</PrimaryButton> : <Button>{label}</Button>}
    </ActForm>
  );
}

function Lines({ page, lines }: { page: PageContext; lines: readonly Line[] }) {
  const { proposals: says } = page.t;
  return (
    <Sheet
      caption={says.caption}
      columns={[{ label: says.column.what }, { label: says.column.asked }, { label: says.column.act, hidden: true, end: true }]}
      rows={lines.map((line) => ({ cells: cells(page, line) }))}
    />
  );
}

function cells(page: PageContext, { proposal, says: sentence, asker, mayConfirm, mayDismiss }: Line) {
  const { t, f } = page;
  const says = t.proposals;
  const at = `/proposals/${proposal.id}`;
  const tooEarly = proposal.readyAt !== null && proposal.readyAt > f.now ? says.readyAt({ at: f.dateTime(proposal.readyAt) }) : null;
  return [
    <TitleLine
      title={sentence}
      below={[says.why[proposal.why], tooEarly].filter(Boolean).join(' ')}
      {...(proposal.accountId ? { href: `/accounts/${proposal.accountId}` } : {})}
    />,
    says.onAt({ name: asker ?? says.machine, at: f.dateTime(proposal.createdAt) }),
    <div class="kh-buttons">
      {mayConfirm && (
        <ActForm page={page} action={`${at}/confirmation`}>
          <Button small about={sentence}>
            {says.confirm}
          </Button>
        </ActForm>
      )}
      {mayDismiss && (
        <ActForm page={page} action={`${at}/dismissal`}>
          <Button small about={sentence}>
            {says.dismiss}
          </Button>
        </ActForm>
      )}
    </div>,
  ];
}
