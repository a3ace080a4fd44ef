import type { Holdings } from '#src/features/access/index.ts';
import { BlastRadius, initialsOf, type PageContext, Section, Sheet, TitleLine } from '#src/ui/index.ts';
import { accountsByTier, shortNames, type Touched } from './blast.rules.ts';

const mostDrawn = 20;

/** How far it reaches when somebody goes: a ring per tier of what they know, and below them the roles, which are no knowledge. */
export function BlastSection({ page, name, holdings }: { page: PageContext; name: string; holdings: Holdings }) {
  const { t, f } = page;
  const rings = accountsByTier(holdings.secrets);
  const all = Object.values(rings).flat();
  const roles = holdings.grants.filter((each) => each.grant.kind === 'platform-role');
  if (all.length + roles.length === 0) return null;
  const names = shortNames(all);
  const dots = (touched: readonly Touched[]) => touched.map(({ id, title, critical }) => ({ label: names.get(id) ?? title, critical }));
  const line = (tier: keyof typeof rings) => ({
    cells: [<TitleLine title={t.desk.blast[tier]} below={t.desk.blastBelow[tier]} />, t.desk.blastCount({ count: rings[tier].length }, f)],
  });
  return (
    <Section title={t.desk.blastTitle}>
      {all.length > 0 && all.length <= mostDrawn && (
        <BlastRadius
          title={t.desk.blastText({ name, knows: rings.knows.length, could: rings['could-have-seen'].length, safe: rings.safe.length })}
          initials={initialsOf(name)}
          rings={[
            { tone: 'knows', dots: dots(rings.knows) },
            { tone: 'could', dots: dots(rings['could-have-seen']) },
            { tone: 'safe', dots: dots(rings.safe) },
          ]}
        />
      )}
      {all.length > 0 && (
        <Sheet
          plain
          pairs
          caption={t.desk.blastCaption}
          columns={[
            { label: t.desk.tier, hidden: true },
            { label: t.desk.accounts, hidden: true, end: true, narrow: true },
          ]}
          rows={[line('knows'), line('could-have-seen'), line('safe')]}
          foot={all.length <= mostDrawn && t.desk.blastHint}
        />
      )}
      {roles.length > 0 && <p class="kh-hint">{t.desk.blastRoles({ roles: f.list([...new Set(roles.map((each) => each.title))]) })}</p>}
    </Section>
  );
}
