import { tiers } from '#db/words.ts';
import { accountsWithin, type Holdings } from '#src/features/access/index.ts';
import { type Dot, DotStatus, Empty, type PageContext, PathList, Section, Sheet, Time, TitleLine } from '#src/ui/index.ts';
import { capital, dayWord } from './who.views.tsx';

type HoldingsProps = {
  page: PageContext;
  holdings: Holdings;
  links: boolean;
  emptyText: string;
  /** One's own ways in, which one may end oneself. */
  own?: boolean;
  /** When everything of this person ends, if that may be told. */
  endsAt?: number | null;
};

/** Accounts with a line for each way in: offices and grants together, because both let somebody in. */
export function HoldingsSection({ page, holdings, links, emptyText, own = false, endsAt = null }: HoldingsProps) {
  const { t, f } = page;
  const ways = [
    ...holdings.offices.map((each) => ({
      ...each,
      words: capital(t.shell.kind.office[each.office]),
      more: each.opens ? '' : t.desk.officeOnly,
      state: 'active' as const,
      endable: null,
    })),
    ...holdings.grants.map((each) => ({
      ...each,
      words: capital(t.shell.kind.grant[each.grant.kind]),
      more: [each.grant.level ? t.shell.kind.level[each.grant.level] : each.grant.platformRole, each.team && t.access.team({ team: each.team })]
        .filter(Boolean)
        .join(', '),
      endable: own && each.state === 'active' && each.team === null ? each.grant.id : null,
    })),
  ];
  const accounts = [...Map.groupBy(ways, (way) => way.accountId)].map(([id, lines]) => ({
    id,
    lines,
    title: lines[0]?.title ?? '',
    critical: lines[0]?.critical ?? false,
  }));
  const inside = accountsWithin({ ...holdings, secrets: [] });
  accounts.sort((a, b) => a.title.localeCompare(b.title));
  return (
    <Section
      title={t.desk.holds}
      note={accounts.length > 0 && t.desk.holdsNote({ accounts: inside.size, ways: ways.filter((way) => inside.has(way.accountId)).length }, f)}
    >
      {accounts.length === 0 ? (
        <Empty title={t.desk.holdsNothing}>{emptyText}</Empty>
      ) : (
        <PathList
          wideHead
          caption={t.desk.holdsCaption}
          columns={[
            { label: t.accounts.account },
            { label: t.access.way, bare: true },
            { label: t.accounts.since, wide: true },
            { label: t.access.stand, bare: true },
            ...(own ? [{ label: t.access.act, hidden: true, narrow: true, end: true, corner: true }] : []),
          ]}
          groups={accounts.map((account) => ({
            head: links ? <a href={`/accounts/${account.id}`}>{account.title}</a> : account.title,
            below: account.critical ? t.shell.state.criticality.critical : '',
            lines: account.lines.map((way) => [
              <span>
                {way.words}
                {way.more && <span class="kh-soft"> · {way.more}</span>}
              </span>,
              <Time f={f} at={way.since}>
                {f.briefDay(way.since)}
              </Time>,
              <WayStand page={page} state={way.state} expiresAt={'grant' in way ? way.grant.expiresAt : null} endsAt={endsAt} />,
              ...(own ? [way.endable !== null && <EndLink page={page} accountId={account.id} grantId={way.endable} title={account.title} />] : []),
            ]),
          }))}
        />
      )}
    </Section>
  );
}

type StandProps = { page: PageContext; state: 'active' | 'ended'; expiresAt: number | null; endsAt: number | null };

function WayStand({ page, state, expiresAt, endsAt }: StandProps) {
  const { t, f } = page;
  if (state === 'ended') return <DotStatus dot="late">{t.access.unproven}</DotStatus>;
  if (endsAt !== null && endsAt > f.now) return <DotStatus dot="needs">{t.access.ends({ day: dayWord(f, endsAt) })}</DotStatus>;
  return <DotStatus dot="order">{expiresAt === null ? t.shell.state.grant.active : t.access.until({ day: f.briefDay(expiresAt) })}</DotStatus>;
}

function EndLink({ page, accountId, grantId, title }: { page: PageContext; accountId: string; grantId: string; title: string }) {
  return (
    <a class="kh-row-act" href={`/accounts/${accountId}/grants/${grantId}/ending`}>
      {page.t.access.end}
      <span class="visually-hidden"> {title}</span>
    </a>
  );
}

const tierDots: Record<Holdings['secrets'][number]['tier'], Dot> = { knows: 'needs', 'could-have-seen': 'waits', safe: 'done' };

/** What somebody could still use after losing access: kinds and dates, never a value. */
export function ExposureSection({ page, holdings, links }: Omit<HoldingsProps, 'emptyText'>) {
  const { t, f } = page;
  if (holdings.secrets.length === 0) return null;
  const rows = holdings.secrets.toSorted((a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier) || a.title.localeCompare(b.title));
  return (
    <Section title={t.desk.exposure} note={t.desk.exposureNote}>
      <Sheet
        compact
        caption={t.desk.exposureCaption}
        columns={[
          { label: t.accounts.account },
          { label: t.desk.secret, bare: true },
          { label: t.desk.tier, bare: true },
          { label: t.accounts.since, wide: true },
        ]}
        rows={rows.map((row) => ({
          cells: [
            <TitleLine title={links ? <a href={`/accounts/${row.accountId}`}>{row.title}</a> : row.title} />,
            row.label ?? t.secrets.kind[row.kind],
            <DotStatus dot={tierDots[row.tier]}>{row.kind === 'note' && row.tier === 'knows' ? t.desk.hasRead : t.desk.tiers[row.tier]}</DotStatus>,
            <Time f={f} at={row.since}>
              {f.briefDay(row.since)}
            </Time>,
          ],
        }))}
      />
    </Section>
  );
}
