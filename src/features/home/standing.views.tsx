import type { PageContext } from '#src/ui/page.tsx';
import { Section } from '#src/ui/head.tsx';
import { type Line, Lines } from '#src/ui/lists.tsx';
import { Sparkline } from '#src/ui/pictures.tsx';
import type { Trend } from './history.rules.ts';
import type { Trends } from './history.service.ts';
import type { Posture } from './service.ts';

export type Standing = { posture: Posture; trends: Trends; policyId: string | null };

/** Four sentences with a number; the line beside each only says better or worse, and the link leads to what was counted. */
export function StandingSection({ page, standing }: { page: PageContext; standing: Standing }) {
  const { t, f } = page;
  const { home } = t;
  const { posture, trends, policyId } = standing;
  const { total, kept } = posture.passwords;
  const line = (lead: string, trend: Trend | null, count: number, href: string): Line => ({
    lead,
    middle: changeOf(page, trend),
    picture: trend && (
      <Sparkline
        title={home.trendTitle({ lead, points: f.list(trend.points.slice(0, -1).map((point) => `${f.month(point.at - 1)} ${f.number(point.value)}`)) })}
        values={trend.points.map((point) => point.share)}
        tone={trend.isWorse ? 'needs' : 'order'}
      />
    ),
    end: count > 0 && <a href={href}>{home.see({ count }, f)}</a>,
  });
  const { overdue, ownerless, deputyless, unacknowledged } = posture;
  return (
    <Section title={home.stand}>
      <Lines
        lines={[
          line(home.covered({ covered: kept, total }), trends.covered, total - kept, '/accounts?without=password'),
          line(home.overdue({ count: overdue }, f), trends.overdue, overdue, '/rotations'),
          line(home.ownerless({ count: ownerless }, f), trends.ownerless, ownerless, '/accounts?without=owner'),
          line(home.deputyless({ count: deputyless }, f), trends.deputyless, deputyless, '/accounts?without=deputy'),
          ...(unacknowledged > 0
            ? [
                {
                  lead: home.unacknowledged({ count: unacknowledged }, f),
                  middle: home.unacknowledgedWhy,
                  end: policyId && <a href={`/policies/${policyId}`}>{home.toPolicy}</a>,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function changeOf({ t, f }: PageContext, trend: Trend | null): string {
  const { home } = t;
  if (!trend) return '';
  if (!trend.change) return home.sameAlways;
  const { by, since } = trend.change;
  const month = f.month(since - 1);
  if (by === 0) return home.same({ month });
  return by > 0 ? home.moreThan({ by, month }, f) : home.fewerThan({ by: -by, month }, f);
}
