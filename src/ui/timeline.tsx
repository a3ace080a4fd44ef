import type { Instant } from '#src/host/clock.ts';
import { round } from './pictures.tsx';

export type Milestone = { at: Instant; label: string; below: string; tone: 'past' | 'planned' | 'needs' | 'hidden' };

type TimelineProps = {
  title: string;
  from: Instant;
  to: Instant;
  now: Instant;
  nowLabel: string;
  milestones: readonly Milestone[];
  /** Names of stretches below the line, at their beginning: months. */
  ticks?: readonly { at: Instant; label: string }[];
};

const line = 74;
/** Where the two lines of a label may stand: above the line, below it, and high above it. */
const lanes = [line - 28, line + 22, line - 62];
const below = 1;

/** Moments on one line, with now. A label stands where it covers no other; without a free place only its mark is there. */
export function Timeline({ title, from, to, now, nowLabel, milestones, ticks = [] }: TimelineProps) {
  const x = (at: Instant) => round(60 + ((at - from) / (to - from)) * 1032);
  const taken: Span[] = [{ lane: below, left: x(now) - 30, right: x(now) + 30 }, ...(ticks.length > 0 ? [{ lane: below, left: 0, right: 1152 }] : [])];
  const placed = milestones.map((milestone) => ({ milestone, top: placeOf(milestone, x(milestone.at), taken) }));
  const isLow = ticks.length > 0 || placed.some(({ top }) => top === lanes[below]);
  const top = placed.some((each) => each.top === lanes[2]) ? 0 : 32;
  return (
    <svg class="kh-timeline" viewBox={`0 ${top} 1152 ${(isLow ? 122 : 104) - top}`} role="img">
      <title>{title}</title>
      <path class="kh-grid" d={`M0 ${line} H1152`} />
      {ticks.map((tick) => (
        <g>
          <path class="kh-grid" d={`M${x(tick.at)} ${line} v6`} />
          <text class="kh-axis" x={x(tick.at) + 4} y={line + 21}>
            {tick.label}
          </text>
        </g>
      ))}
      {ticks.length > 0 && <path class="kh-now" d={`M${x(Math.min(now, ...milestones.map((each) => each.at)))} ${line} H${x(now)}`} />}
      <path class="kh-now" d={`M${x(now)} ${line - 9} V${line + 16}`} />
      <text class="kh-now-label" x={x(now)} y={line + (ticks.length > 0 ? 36 : 32)} text-anchor="middle">
        {nowLabel}
      </text>
      {placed.map(({ milestone, top: y }) => (
        <g class={`kh-milestone kh-milestone-${milestone.tone}`}>
          <circle cx={x(milestone.at)} cy={line} r="6" />
          {y !== null && (
            <>
              <text class="kh-map-name" x={x(milestone.at)} y={y} text-anchor="middle">
                {milestone.label}
              </text>
              <text class="kh-map-below" x={x(milestone.at)} y={y + 15} text-anchor="middle">
                {milestone.below}
              </text>
            </>
          )}
        </g>
      ))}
    </svg>
  );
}

type Span = { lane: number; left: number; right: number };

function placeOf(milestone: Milestone, at: number, taken: Span[]): number | null {
  const half = 6 + Math.max(milestone.label.length * 3.6, milestone.below.length * 3.2);
  const [left, right] = [at - half, at + half];
  const free = lanes.findIndex((_, lane) => !taken.some((span) => span.lane === lane && span.left < right && left < span.right));
  if (free < 0) return null;
  taken.push({ lane: free, left, right });
  return lanes[free] ?? null;
}
