import { PageHead } from '#src/ui/head.tsx';
import { ActForm, Button, LinkButton } from '#src/ui/form.tsx';
import { Empty } from '#src/ui/lists.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import { DotStatus, Time } from '#src/ui/status.tsx';
import type { Ages } from './ages.service.ts';
import { AgesSection } from './ages.views.tsx';
import type { DueSecret } from './due.ts';

type BoardProps = { page: PageContext; due: readonly DueSecret[]; rotatable: ReadonlySet<string>; ages: Ages };

/** What has to change, the most urgent first. */
export function RotationBoard({ page, due, rotatable, ages }: BoardProps) {
  const { rotation } = page.t;
  return (
    <>
      <PageHead path={rotation.title} answer={answer(page, due)} soft={rotation.soft} />
      {due.length === 0 ? (
        <Empty title={rotation.emptyTitle}>{rotation.emptyText}</Empty>
      ) : (
        <Sheet
          caption={rotation.caption}
          columns={[
            { label: rotation.what },
            { label: rotation.when },
            { label: rotation.why },
            { label: rotation.owner },
            { label: rotation.act, hidden: true, end: true },
          ]}
          rows={due.map((one) => ({ cells: cells(page, one, rotatable.has(one.accountId)) }))}
        />
      )}
      <AgesSection page={page} ages={ages} />
    </>
  );
}

function answer({ t, f }: PageContext, due: readonly DueSecret[]): string {
  const late = due.filter((one) => one.dueAt <= f.now).length;
  const soon = due.length - late;
  if (due.length === 0) return t.rotation.answerNone;
  if (late === 0) return t.rotation.answerSoon({ soon }, f);
  return soon === 0 ? t.rotation.answerLate({ late }, f) : t.rotation.answerDue({ late, soon }, f);
}

function cells(page: PageContext, due: DueSecret, mayRun: boolean) {
  const { t, f } = page;
  const { rotation } = t;
  const late = due.dueAt <= f.now;
  const causes = due.causes.map((cause) => rotation.cause[cause]);
  return [
    <TitleLine title={due.account} below={`${rotation.kinds[due.kind]} · ${rotation.criticality[due.criticality]}`} href={`/accounts/${due.accountId}`} />,
    <>
      <DotStatus dot={late ? 'late' : 'waits'}>
        <Time f={f} at={due.dueAt}>
          {f.due(due.dueAt)}
        </Time>
      </DotStatus>
      {due.rotation && <small>{progressOf(page, due.rotation)}</small>}
    </>,
    <TitleLine
      title={causes.length > 0 ? f.list(causes) : rotation.age}
      below={due.setAt === null ? rotation.neverSet : rotation.setOn({ day: f.shortDay(due.setAt) })}
    />,
    due.owner?.name ?? t.shell.nobody,
    <Begin page={page} due={due} mayRun={mayRun} />,
  ];
}

/** How far somebody is: whoever only watches the board sees what is stuck as well. */
function progressOf({ t: { rotation } }: PageContext, { state, attested }: NonNullable<DueSecret['rotation']>): string {
  if (state === 'blocked') return rotation.stuck;
  if (state === 'prepared' && attested) return rotation.toConfirm;
  return state === 'prepared' ? rotation.halfway : rotation.begun;
}

function Begin({ page, due, mayRun }: { page: PageContext; due: DueSecret; mayRun: boolean }) {
  const { rotation } = page.t;
  if (due.rotation) {
    return (
      <LinkButton href={`/rotations/${due.rotation.id}`} small about={due.account}>
        {mayRun ? rotation.goOn : rotation.look}
      </LinkButton>
    );
  }
  if (!mayRun) return null;
  return (
    <ActForm page={page} action="/rotations" fields={{ secretId: due.secretId }}>
      <Button small about={due.account}>
        {rotation.act}
      </Button>
    </ActForm>
  );
}
