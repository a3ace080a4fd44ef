import type { Child } from 'hono/jsx';

/** Better or worse at a glance: no axis, an end point; the sentence beside it has the number. */
export function Sparkline({ values, title, tone = 'order' }: { values: readonly number[]; title: string; tone?: 'order' | 'needs' | 'late' }) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (index: number) => round(2 + (index * 142) / Math.max(1, values.length - 1));
  const y = (value: number) => round(high === low ? 14 : 24 - ((value - low) / (high - low)) * 20);
  const points = values.map((value, index) => `${x(index)} ${y(value)}`);
  const last = values.at(-1);
  if (last === undefined) return null;
  return (
    <svg class={`kh-spark kh-tone-${tone}`} width="150" height="28" viewBox="0 0 150 28" role="img">
      <title>{title}</title>
      <path class="kh-spark-area" d={`M2 28 L${points.join(' L')} L144 28 Z`} />
      <path d={`M${points.join(' L')}`} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />
      <circle cx={x(values.length - 1)} cy={y(last)} r="3" fill="currentColor" />
    </svg>
  );
}

/** `stays`; `ends` when its person leaves; `unproven`: ended, and nobody has proven that it is gone. */
export type LinkState = 'stays' | 'ends' | 'unproven';

export type MapPerson = { id: string; name: string; below: string; state: LinkState };
export type MapPath = { id: string; label: string; now: number; stays: number };
export type MapLink = { person: string; path: string; state: LinkState };

type AccessMapProps = {
  title: string;
  people: readonly MapPerson[];
  paths: readonly MapPath[];
  links: readonly MapLink[];
  words: { now: string; stays: string; nobody: string };
};

const rowHeight = 47;
const mapTop = 44;

/** Who can get in by which path; what the table does not show at a glance is a path that nobody has left. */
export function AccessMap({ title, people, paths, links, words }: AccessMapProps) {
  const height = mapTop + Math.max(people.length, paths.length) * rowHeight - 12;
  const rowOf = (rows: readonly { id: string }[], id: string) => mapTop + rows.findIndex((row) => row.id === id) * rowHeight;
  return (
    <svg class="kh-map" viewBox={`0 0 366 ${height}`} role="img">
      <title>{title}</title>
      <g class="kh-map-head" text-anchor="end">
        <text x="306" y="12">
          {words.now}
        </text>
        <text x="366" y="12">
          {words.stays}
        </text>
      </g>
      <g fill="none" stroke="currentColor" stroke-width="1.4">
        {links.map((link) => {
          const [from, to] = [rowOf(people, link.person), rowOf(paths, link.path)];
          return <path class={`kh-link-${link.state}`} stroke-dasharray={dashes[link.state]} d={`M128 ${from} C158 ${from} 152 ${to} 181 ${to}`} />;
        })}
      </g>
      {people.map((person, index) => (
        <MapPersonMark person={person} y={mapTop + index * rowHeight} />
      ))}
      {paths.map((path, index) => (
        <MapPathMark path={path} y={mapTop + index * rowHeight} nobody={words.nobody} />
      ))}
    </svg>
  );
}

const dashes: Record<LinkState, string | undefined> = { stays: undefined, ends: '5 3', unproven: '2 3' };

function MapPersonMark({ person, y }: { person: MapPerson; y: number }) {
  return (
    <g class={`kh-link-${person.state}`}>
      <circle cx="122" cy={y} r="5" fill={person.state === 'stays' ? 'currentColor' : 'var(--kh-bg)'} stroke="currentColor" stroke-width="1.6" />
      <g text-anchor="end">
        <text class="kh-map-name" x="110" y={person.below ? y - 2 : y + 4}>
          {fitted(person.name, 15)}
        </text>
        <text class={person.state === 'stays' ? 'kh-map-below' : 'kh-map-says'} x="110" y={y + 14}>
          {fitted(person.below, 18)}
        </text>
      </g>
    </g>
  );
}

function MapPathMark({ path, y, nobody }: { path: MapPath; y: number; nobody: string }) {
  const lost = path.stays === 0;
  return (
    <g class={lost ? 'kh-link-unproven' : 'kh-link-stays'}>
      <rect x="182" y={y - 5} width="10" height="10" rx="2" fill="var(--kh-bg)" stroke="currentColor" stroke-width="1.6" />
      <text class="kh-map-path" x="198" y={y + 4}>
        {path.label}
      </text>
      <g text-anchor="end">
        <text class="kh-map-below" x="306" y={y + 4}>
          {path.now}
        </text>
        <text class={lost ? 'kh-map-lost' : 'kh-map-number'} x="366" y={y + 4}>
          {lost ? nobody : path.stays}
        </text>
      </g>
    </g>
  );
}

export type LegendItem = { state: LinkState; label: Child };

/** The kinds of line of a map, each with its word. */
export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <ul class="kh-legend">
      {items.map((item) => (
        <li>
          <svg class={`kh-link-${item.state}`} width="22" height="8" viewBox="0 0 22 8" aria-hidden="true" focusable="false">
            <path d="M0 4h22" stroke="currentColor" stroke-width="2" stroke-dasharray={dashes[item.state]} />
          </svg>
          {item.label}
        </li>
      ))}
    </ul>
  );
}

/** A name that has room: whole, with its first name as a letter, or cut. The table has it whole. */
export function fitted(text: string, most: number): string {
  if (text.length <= most) return text;
  const [first = '', ...rest] = text.split(' ');
  const short = rest.length > 0 ? `${first.charAt(0)}. ${rest.join(' ')}` : text;
  return short.length <= most ? short : `${short.slice(0, most - 1).trimEnd()}…`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
