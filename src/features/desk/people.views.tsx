import { type PersonState, personStates } from '#db/words.ts';
import {
  DotStatus,
  type Dot,
  Empty,
  FilterForm,
  Found,
  LinkButton,
  PageHead,
  type PageContext,
  Paged,
  SelectInput,
  Sheet,
  TextInput,
  Time,
  TitleLine,
} from '#src/ui/index.ts';
import type { PeopleList, PersonLine } from './people.service.ts';

export type PeopleFilter = { q?: string | undefined; state?: PersonState | undefined; after?: string | undefined };
type ListProps = { page: PageContext; list: PeopleList; filter: PeopleFilter; may: { add: boolean; import: boolean } };

export const stateDots: Record<PersonState, Dot> = { active: 'order', absent: 'waits', leaving: 'needs', left: 'done' };

export function PeopleView({ page, list, filter, may }: ListProps) {
  const { t, f } = page;
  const answer = list.whole
    ? t.desk.peopleAnswer(list.whole, f)
    : t.desk.peopleFiltered({ people: list.rows.length, more: list.next !== null || Boolean(filter.after) }, f);
  return (
    <>
      <PageHead
        path={t.desk.people}
        answer={answer}
        soft={t.desk.peopleSoft}
        primary={
          may.add && (
            <LinkButton href="/people/new" primary>
              {t.desk.addPerson}
            </LinkButton>
          )
        }
        actions={may.import && <LinkButton href="/import">{t.desk.importPeople}</LinkButton>}
      />
      <FilterForm page={page} action="/people" target="#list">
        <TextInput name="q" type="search" label={t.accounts.search} value={filter.q} autocomplete="off" />
        <SelectInput
          name="state"
          label={t.desk.state}
          empty={t.desk.anyState}
          value={filter.state}
          options={personStates.map((value) => ({ value, label: t.shell.state.person[value] }))}
        />
      </FilterForm>
      <div id="list">
        {!list.whole && list.rows.length > 0 && <Found page={page} criteria={criteriaOf(page, filter)} answer={answer} all="/people" />}
        <Paged
          page={page}
          rows={list.rows.length}
          next={list.next && address({ ...filter, after: list.next })}
          first={filter.after ? address({ ...filter, after: undefined }) : null}
          all={`${address({ ...filter, after: undefined })}&rows=all`}
        >
          {list.rows.length === 0 ? (
            <Empty title={t.desk.nobodyMatches} action={<LinkButton href="/people">{t.desk.allPeople}</LinkButton>}>
              {t.desk.nobodyText}
            </Empty>
          ) : (
            <Sheet
              middle
              compact
              caption={t.desk.peopleCaption}
              columns={[
                { label: t.access.person },
                { label: t.desk.organisation, wide: true },
                { label: t.desk.accounts, end: true },
                { label: t.desk.state, bare: true },
              ]}
              rows={list.rows.map((line) => ({ cells: cellsOf(page, line, hasTwin(line, list.rows)) }))}
            />
          )}
        </Paged>
      </div>
    </>
  );
}

function criteriaOf({ t }: PageContext, { q, state }: PeopleFilter) {
  return [q && `‘${q}’`, state && t.shell.state.person[state]];
}

/** Somebody else here has the same name. */
function hasTwin({ person }: PersonLine, rows: readonly PersonLine[]): boolean {
  return rows.some((other) => other.person.id !== person.id && other.person.displayName === person.displayName);
}

/** Of two people with one name, each is told by their address or staff number. */
function cellsOf({ t, f }: PageContext, { person, state, endsAt, organisation, accounts }: PersonLine, twin: boolean) {
  const below = [person.jobTitle, person.department, twin && (person.email ?? person.employeeNumber)].filter(Boolean).join(', ');
  return [
    <TitleLine title={person.displayName} below={below} href={`/people/${person.id}`} />,
    <span class="kh-soft">{organisation}</span>,
    f.number(accounts),
    <DotStatus dot={stateDots[state]}>
      {t.shell.state.person[state]}
      {state === 'leaving' && endsAt !== null && (
        <>
          {' '}
          <Time f={f} at={endsAt}>
            {f.shortDay(endsAt)}
          </Time>
        </>
      )}
    </DotStatus>,
  ];
}

function address(filter: PeopleFilter): string {
  const query = new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])));
  return `/people?${query}`;
}
