import { criticalities, type Criticality } from '#db/words.ts';
import { catalogue } from '#src/features/platforms/index.ts';
import type { RotationPolicy } from '#src/features/settings/index.ts';
import { daysBetween } from '#src/ground/time.ts';
import { DotStatus, Empty, FilterForm, Found, LinkButton, PageHead, type PageContext, Paged, SelectInput, Sheet, TextInput, TitleLine } from '#src/ui/index.ts';
import type { AccountLine, AccountList } from './register.service.ts';

export type AccountsFilter = {
  q?: string | undefined;
  platform?: string | undefined;
  criticality?: Criticality | undefined;
  without?: 'owner' | 'deputy' | 'password' | undefined;
  after?: string | undefined;
};

type ListProps = { page: PageContext; list: AccountList; filter: AccountsFilter; limits: RotationPolicy; may: { add: boolean; import: boolean } };

/** The register: what there is, who owns it, how many get in, how old the password is. */
export function AccountsView({ page, list, filter, limits, may }: ListProps) {
  const { t, f } = page;
  const isFiltered = Boolean(filter.q || filter.platform || filter.criticality || filter.without);
  const answer = isFiltered
    ? t.accounts.answerFiltered(list, f)
    : list.total > 0
      ? t.accounts.answer(list, f)
      : may.add
        ? t.accounts.answerNone
        : t.accounts.answerNoneYours;
  const isEmpty = list.total === 0 && !isFiltered;
  return (
    <>
      <PageHead
        path={t.accounts.title}
        answer={answer}
        soft={isEmpty ? undefined : t.accounts.soft}
        primary={
          may.add &&
          !isEmpty && (
            <LinkButton href="/accounts/new" primary>
              {t.accounts.add}
            </LinkButton>
          )
        }
      />
      {!isEmpty && <Filter page={page} filter={filter} />}
      <div id="list">
        {isFiltered && list.rows.length > 0 && <Found page={page} criteria={criteriaOf(page, filter)} answer={answer} all="/accounts" />}
        <Paged
          page={page}
          rows={list.rows.length}
          total={list.total}
          next={list.next && address({ ...filter, after: list.next })}
          first={filter.after ? address({ ...filter, after: undefined }) : null}
          all={`${address({ ...filter, after: undefined })}&rows=all`}
        >
          {list.rows.length === 0 ? (
            <Nothing page={page} isFiltered={isFiltered} may={may} />
          ) : (
            <Sheet
              middle
              compact
              caption={t.accounts.caption}
              columns={[
                { label: t.accounts.account },
                { label: t.accounts.owner },
                { label: t.accounts.people, end: true },
                { label: t.accounts.age, end: true },
              ]}
              rows={list.rows.map((line) => ({ cells: cellsOf(page, line, limits) }))}
            />
          )}
        </Paged>
      </div>
    </>
  );
}

function criteriaOf({ t }: PageContext, { q, platform, criticality, without }: AccountsFilter) {
  return [
    q && `‘${q}’`,
    platform && (catalogue.find((each) => each.id === platform)?.name ?? platform),
    criticality && t.shell.state.criticality[criticality],
    without && t.accounts.lackingLine({ what: t.accounts.lacking[without] }),
  ];
}

function Filter({ page, filter }: { page: PageContext; filter: AccountsFilter }) {
  const { t } = page;
  const { criticality } = t.shell.state;
  return (
    <FilterForm page={page} action="/accounts" target="#list">
      <TextInput name="q" type="search" label={t.accounts.search} value={filter.q} autocomplete="off" />
      <SelectInput
        name="platform"
        label={t.accounts.platform}
        empty={t.accounts.anyPlatform}
        value={filter.platform}
        options={catalogue.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectInput
        name="criticality"
        label={t.accounts.criticality}
        empty={t.accounts.anyCriticality}
        value={filter.criticality}
        options={criticalities.map((value) => ({ value, label: criticality[value] }))}
      />
      <SelectInput
        name="without"
        label={t.accounts.without}
        empty={t.accounts.anyCriticality}
        value={filter.without}
        options={(['owner', 'deputy', 'password'] as const).map((value) => ({ value, label: t.accounts.lacking[value] }))}
      />
    </FilterForm>
  );
}

function cellsOf(page: PageContext, line: AccountLine, limits: RotationPolicy) {
  const { t, f } = page;
  const { account, title, owner, people, passwordSetAt } = line;
  const { criticality, account: states } = t.shell.state;
  const below = [
    account.brand ? account.handle : null,
    account.criticality === 'normal' ? null : criticality[account.criticality],
    account.status === 'active' ? null : states[account.status],
  ];
  return [
    <TitleLine title={title} below={below.filter(Boolean).join(' · ')} href={`/accounts/${account.id}`} />,
    owner?.name ?? <DotStatus dot="needs">{t.accounts.noOwner}</DotStatus>,
    f.number(people),
    <Age page={page} setAt={passwordSetAt} limit={limits[account.criticality]} />,
  ];
}

/** How old the password is; past its limit it stands out. */
function Age({ page, setAt, limit }: { page: PageContext; setAt: number | null | undefined; limit: number }) {
  const { t, f } = page;
  if (setAt === undefined) return <span class="kh-soft">{t.accounts.noPassword}</span>;
  if (setAt === null) return <span class="kh-soft">{t.accounts.ageUnknown}</span>;
  const days = Math.max(0, daysBetween(setAt, f.now, f.timeZone));
  const words = t.accounts.ageDays({ days }, f);
  if (days <= limit) return <>{words}</>;
  return (
    <DotStatus dot="late">
      {words}
      <span class="visually-hidden"> {t.accounts.tooOld({ days: limit }, f)}</span>
    </DotStatus>
  );
}

function Nothing({ page, isFiltered, may }: { page: PageContext; isFiltered: boolean; may: ListProps['may'] }) {
  const { t } = page;
  if (isFiltered) {
    return (
      <Empty title={t.accounts.answerFiltered({ total: 0 }, page.f)} action={<LinkButton href="/accounts">{t.accounts.all}</LinkButton>}>
        {t.accounts.emptyFiltered}
      </Empty>
    );
  }
  if (!may.add) return <Empty title={t.accounts.answerNoneYours}>{t.accounts.emptyYours}</Empty>;
  const actions = (
    <>
      {may.import && (
        <LinkButton href="/import" primary>
          {t.accounts.toImport}
        </LinkButton>
      )}
      <LinkButton href="/accounts/new">{t.accounts.add}</LinkButton>
    </>
  );
  return (
    <Empty title={t.accounts.emptyTitle} action={actions}>
      {t.accounts.emptyText}
    </Empty>
  );
}

function address(filter: AccountsFilter): string {
  const query = new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])));
  return `/accounts?${query}`;
}
