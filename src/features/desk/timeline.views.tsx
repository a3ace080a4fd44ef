import { day, monthStarts } from '#src/ground/time.ts';
import { type Format, type PageContext, Section, Sheet, Time, Timeline } from '#src/ui/index.ts';
import type { AccountPage, SecretLine } from './account.service.ts';

const mostShown = 8;

/** When the password changed, and when it is next: the line for the eye, the table for everybody. */
export function TimelineSection({ page, account }: { page: PageContext; account: AccountPage }) {
  const line = account.secrets.find((each) => each.secret.kind === 'password' && each.changes.length > 0);
  if (!line) return null;
  const { t, f } = page;
  const changes = line.changes.slice(-mostShown);
  return (
    <Section title={t.secrets.timeline} note={noteOf(page, line)}>
      <Timeline
        title={t.secrets.timelineTitle({ changes: changes.length }, f)}
        {...spanOf(line, f.now)}
        now={f.now}
        ticks={ticksOf(line, f)}
        nowLabel={t.secrets.today}
        milestones={[
          ...changes.map((change) => ({
            at: change.at,
            label: f.briefDay(change.at),
            below: change.origin === 'adopted' ? t.secrets.origin.adopted : '',
            tone: 'past' as const,
          })),
          ...(line.due
            ? [
                {
                  at: line.due.at,
                  label: f.briefDay(line.due.at),
                  below: line.due.why === 'age' ? t.secrets.dueByAge : t.secrets.dueByCause,
                  tone: 'needs' as const,
                },
              ]
            : []),
        ]}
      />
      <Sheet
        plain
        compact
        caption={t.secrets.historyCaption}
        columns={[{ label: t.secrets.when }, { label: t.secrets.what }, { label: t.secrets.by }]}
        rows={changes.toReversed().map((change) => ({ cells: [<Time f={f} at={change.at} />, t.secrets.origin[change.origin], change.by ?? ''] }))}
      />
    </Section>
  );
}

function noteOf({ t, f }: PageContext, { due }: SecretLine) {
  if (!due) return null;
  if (due.why === 'cause') return t.secrets.nextCause;
  return due.at <= f.now ? t.secrets.overdue({ span: f.due(due.at) }) : t.secrets.next({ day: f.day(due.at) });
}

/** From the first change shown, at least a month back, to what is due, at least a month ahead. */
function spanOf({ changes, due }: SecretLine, now: number) {
  const first = changes.slice(-mostShown)[0]?.at ?? now;
  return { from: Math.min(first, due?.at ?? now, now - 30 * day), to: Math.max(due?.at ?? now, now + 30 * day) };
}

/** Months; on a long line every second or third of them. */
function ticksOf(line: SecretLine, f: Format) {
  const { from, to } = spanOf(line, f.now);
  const starts = monthStarts(from, to, f.timeZone);
  const step = Math.ceil(starts.length / 16);
  return starts.filter((_, index) => index % step === 0).map((at) => ({ at, label: f.shortMonth(at) }));
}
