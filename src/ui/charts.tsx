import type { Instant } from '#src/host/clock.ts';
import { round } from './pictures.tsx';

export type Ring = { tone: 'knows' | 'could' | 'safe'; dots: readonly { label: string; critical: boolean }[] };

/** What one person's leaving touches: a ring per tier of exposure, a dot per account, a larger dot for a critical one. */
export function BlastRadius({ title, initials, rings }: { title: string; initials: string; rings: readonly Ring[] }) {
  const taken: Box[] = [];
  return (
    <svg class="kh-blast" viewBox="0 0 366 310" role="img">
      <title>{title}</title>
      {rings.toReversed().map((ring) => (
        <circle class={`kh-ring-${ring.tone}`} cx={middle.x} cy={middle.y} r={radius[ring.tone]} stroke-dasharray={ring.tone === 'safe' ? '2 3' : undefined} />
      ))}
      {rings.map((ring) => placeRing(ring, taken).map((spot) => <BlastDot tone={ring.tone} spot={spot} />))}
      <circle class="kh-blast-heart" cx={middle.x} cy={middle.y} r="15" />
      <text class="kh-blast-initials" x={middle.x} y={middle.y + 4} text-anchor="middle">
        {initials}
      </text>
    </svg>
  );
}

type Box = { left: number; right: number; top: number; bottom: number };
type Spot = { x: number; y: number; label: string; critical: boolean; box: Box };

const middle = { x: 183, y: 155 };
const radius = { knows: 58, could: 102, safe: 144 } as const;

/** Turns the ring until its labels cover as little as possible of what is already there, and remembers where they are. */
function placeRing(ring: Ring, taken: Box[]): readonly Spot[] {
  const turns = Array.from({ length: 36 }, (_, step) => spotsOf(ring, (step * Math.PI) / 18 - 0.9));
  const cost = (spots: readonly Spot[]) =>
    spots.reduce(
      (sum, spot, index) =>
        sum + outside(spot.box) + [...taken, ...spots.slice(0, index).map((other) => other.box)].filter((box) => overlap(box, spot.box)).length,
      0,
    );
  const best = turns.reduce((least, turn) => (cost(turn) < cost(least) ? turn : least));
  taken.push(...best.map((spot) => spot.box));
  return best;
}

function spotsOf(ring: Ring, begin: number): Spot[] {
  return ring.dots.map((dot, index) => {
    const angle = begin + (index * 2 * Math.PI) / ring.dots.length;
    const x = round(middle.x + Math.cos(angle) * radius[ring.tone]);
    const y = round(middle.y + Math.sin(angle) * radius[ring.tone]);
    const width = 16 + dot.label.length * 7.2;
    const [left, right] = x >= middle.x ? [x - 8, x + width] : [x - width, x + 8];
    return { ...dot, x, y, box: { left, right, top: y - 9, bottom: y + 9 } };
  });
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function outside(box: Box): number {
  return box.left < 0 || box.right > 366 ? 1 : 0;
}

function BlastDot({ tone, spot }: { tone: Ring['tone']; spot: Spot }) {
  const right = spot.x >= middle.x;
  return (
    <g class={`kh-blast-dot kh-blast-${tone}`}>
      <circle cx={spot.x} cy={spot.y} r={spot.critical ? 7 : 4.5} />
      <text x={right ? spot.x + 11 : spot.x - 11} y={spot.y + 4} text-anchor={right ? 'start' : 'end'}>
        {spot.label}
      </text>
    </g>
  );
}

type BurndownProps = {
  title: string;
  total: number;
  from: Instant;
  to: Instant;
  now: Instant;
  /** When a task closed, oldest first. */
  closedAt: readonly Instant[];
  /** When each open or closed task had to be closed, oldest first. */
  deadlines: readonly Instant[];
  missed: readonly { at: Instant; label: string }[];
  ticks: readonly { at: Instant; label: string }[];
  words: { now: string; open: string; allowed: string };
};

/** Open tasks since the cut beside what the deadlines allow. A missed deadline is marked: a total ahead of plan must not hide it. */
export function Burndown(props: BurndownProps) {
  const { total, from, to, now, words } = props;
  const x = (at: Instant) => round(24 + (Math.min(Math.max(at - from, 0), to - from) / (to - from)) * 326);
  const y = (open: number) => round(20 + (1 - open / total) * 164);
  const steps = (moments: readonly Instant[], end: Instant) =>
    `M${x(from)} ${y(total)} ${moments.map((at, index) => `H${x(at)} V${y(total - index - 1)}`).join(' ')} H${x(end)}`;
  const openNow = total - props.closedAt.length;
  const ticks = props.ticks.filter((tick, index) => index === 0 || x(tick.at) - x(props.ticks[index - 1]?.at ?? from) > 34);
  const openAt = (at: Instant) => total - props.closedAt.filter((closed) => closed <= at).length;
  return (
    <>
      <svg class="kh-burndown" viewBox="0 0 366 212" role="img">
        <title>{props.title}</title>
        {[0, Math.round(total / 2), total].map((open) => (
          <g>
            <path class="kh-grid" d={`M24 ${y(open)} H350`} />
            <text class="kh-axis" x="16" y={y(open) + 4} text-anchor="end">
              {open}
            </text>
          </g>
        ))}
        <path class="kh-allowed" d={steps(props.deadlines, to)} fill="none" stroke-dasharray="3 3" />
        <path class="kh-open" d={steps(props.closedAt, now)} fill="none" />
        <circle class="kh-open-now" cx={x(now)} cy={y(openNow)} r="4.5" />
        <text
          class="kh-map-name"
          x={x(now) < 90 ? x(now) + 10 : x(now) - 10}
          y={y(openNow) + (openNow === 0 ? -10 : 4)}
          text-anchor={x(now) < 90 ? 'start' : 'end'}
        >
          {openNow} {words.now}
        </text>
        {props.missed.map((miss) => (
          <g class="kh-missed">
            <path d={`M${x(miss.at)} ${y(openAt(miss.at)) - 5} l5 5 l-5 5 l-5 -5 Z`} />
            <text x={x(miss.at) + 10} y={y(openAt(miss.at)) - 6}>
              {miss.label}
            </text>
          </g>
        ))}
        {ticks.map((tick) => (
          <text class="kh-axis" x={x(tick.at)} y="204" text-anchor="middle">
            {tick.label}
          </text>
        ))}
      </svg>
      <ul class="kh-legend">
        {(
          [
            ['kh-open', words.open],
            ['kh-allowed', words.allowed],
          ] as const
        ).map(([line, label]) => (
          <li>
            <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true" focusable="false">
              <path class={line} d="M0 4h22" fill="none" stroke-dasharray={line === 'kh-allowed' ? '3 3' : undefined} />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </>
  );
}
