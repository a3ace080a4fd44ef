import { AgePicture } from '#src/ui/ages.tsx';
import { Section } from '#src/ui/head.tsx';
import type { PageContext } from '#src/ui/page.tsx';
import { Sheet } from '#src/ui/sheet.tsx';
import type { Ages } from './ages.service.ts';

/** Age against policy: what comes due when nobody does anything. */
export function AgesSection({ page, ages }: { page: PageContext; ages: Ages }) {
  const { t, f } = page;
  const { shares, unknown } = ages;
  const says = t.rotation.ages;
  const count = (from: number, to: number) => shares.filter((share) => share >= from && share < to).length;
  const counts = { first: count(0, 0.5), second: count(0.5, 1), over: count(1, Number.POSITIVE_INFINITY), unknown };
  if (shares.length === 0) return null;
  return (
    <Section title={says.title} note={f.plural(shares.length + unknown, ...says.passwords)}>
      <AgePicture
        title={says.picture({ over: counts.over, of: shares.length })}
        shares={shares}
        words={{ fresh: says.fresh, limit: says.limit, over: says.beyond }}
      />
      <Sheet
        plain
        pairs
        caption={says.caption}
        columns={[{ label: says.age }, { label: says.count, end: true, narrow: true }]}
        rows={(['first', 'second', 'over', 'unknown'] as const)
          .filter((row) => row !== 'unknown' || unknown > 0)
          .map((row) => ({ cells: [says.rows[row], f.number(counts[row])] }))}
      />
    </Section>
  );
}
