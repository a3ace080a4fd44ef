import { ActForm, Button, LinkButton } from '#src/ui/form.tsx';
import { Section } from '#src/ui/head.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet, TitleLine } from '#src/ui/sheet.tsx';
import { Time } from '#src/ui/status.tsx';
import type { ProposalRow } from './proposals.service.ts';

/** What waits for HR to decide. */
export function Proposals({ page, proposals }: { page: PageContext; proposals: readonly ProposalRow[] }) {
  const { t, f } = page;
  const says = t.endDates;
  return (
    <Section title={says.title} note={says.note}>
      <Sheet
        plain
        caption={says.caption}
        columns={[{ label: t.offboarding.cockpit.person }, { label: says.lastDay }, { label: t.offboarding.cockpit.act, end: true, hidden: true }]}
        rows={proposals.map((row) => ({
          cells: [
            <TitleLine
              title={row.name}
              below={[row.standing === 'to-come' ? null : says[row.standing], row.department, row.proposedBy && says.proposedBy({ name: row.proposedBy })]
                .filter(Boolean)
                .join(', ')}
            />,
            <TitleLine
              title={<Time f={f} at={row.effectiveAt}>{`${f.shortDay(row.effectiveAt)} ${f.time(row.effectiveAt)}`}</Time>}
              below={row.caseId && <a href={`/offboardings/${row.caseId}`}>{says.plannedOtherwise}</a>}
            />,
            <div class="kh-buttons">
              <LinkButton href={`/offboardings/proposals/${row.id}`} small about={row.name}>
                {says.confirm}
              </LinkButton>
              <ActForm page={page} action={`/offboardings/proposals/${row.id}/dismissal`}>
                <Button small about={row.name}>
                  {says.dismiss}
                </Button>
              </ActForm>
            </div>,
          ],
        }))}
      />
    </Section>
  );
}
