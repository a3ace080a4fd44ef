import { AccessMap, Legend, type PageContext, Section } from '#src/ui/index.ts';
import { arranged, collapsed, type Entrant, isLeaving, pictureOf, type WhoCanGetIn } from './account.rules.ts';
import { dayWord } from './who.views.tsx';

const mostOnMap = 12;

/** What the table does not show at a glance: which way in nobody has left. Above a dozen people, those who are alike share a row. */
export function MapSection({ page, who, ownProfiles }: { page: PageContext; who: WhoCanGetIn; ownProfiles: boolean }) {
  const { t, f } = page;
  if (who.people.length === 0) return null;
  const entrants = arranged(who.people);
  const inOffice = new Set(entrants.filter(({ paths }) => paths.some((path) => path.office !== null)).map(({ person }) => person.id));
  const picture = collapsed(pictureOf(entrants, f.now), inOffice, mostOnMap);
  const states = (['stays', 'ends', 'unproven'] as const).filter((state) => picture.links.some((link) => link.state === state));
  const known = new Map(entrants.map((entrant) => [entrant.person.id, entrant]));
  return (
    <Section title={t.access.map}>
      <AccessMap
        title={t.access.mapTitle({ people: who.people.length, ways: picture.paths.length }, f)}
        people={picture.people.map(({ id, state, others }) => {
          const entrant = known.get(id);
          const name = entrant && others === undefined ? entrant.person.name : t.access.others({ count: others ?? 1 }, f);
          return { id, state, name, below: entrant ? mapWord(page, entrant) : state === 'stays' ? '' : t.access.legendShort[state] };
        })}
        paths={picture.paths.map((path) => ({ ...path, label: ownProfiles && path.id === 'login' ? t.access.sayShort : t.access.group[path.id] }))}
        links={picture.links}
        words={{ now: t.access.now, stays: t.access.stay, nobody: t.access.nobody }}
      />
      <Legend items={states.map((state) => ({ state, label: t.access.legend[state] }))} />
    </Section>
  );
}

function mapWord({ t, f }: PageContext, { person, paths }: Entrant): string {
  if (person.endsAt !== null) {
    return isLeaving(person, f.now) ? t.access.ends({ day: dayWord(f, person.endsAt) }) : t.access.unproven;
  }
  const office = paths.find((path) => path.office !== null)?.office;
  return office ? t.shell.kind.office[office] : (paths.find((path) => path.team !== null)?.team ?? '');
}
