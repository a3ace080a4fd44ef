import type { Child } from 'hono/jsx';
import type { Instant } from '#src/host/clock.ts';
import type { Format } from './format.ts';

/** `order` in order, `done` grey and finished, `waits` nothing to do yet, `needs` needs somebody, `late` late or nobody left. */
export type Dot = 'order' | 'done' | 'waits' | 'needs' | 'late';

/** A state as a shape and a word: colour is never the only signal. */
export function DotStatus({ dot, children }: { dot: Dot; children?: Child }) {
  return (
    <span class={`kh-dot kh-dot-${dot}`}>
      <Shape dot={dot} />
      <span>{children}</span>
    </span>
  );
}

function Shape({ dot }: { dot: Dot }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      {dot === 'late' && <path d="M5 0 10 5 5 10 0 5Z" fill="currentColor" />}
      {(dot === 'order' || dot === 'done') && <circle cx="5" cy="5" r="4.5" fill="currentColor" />}
      {(dot === 'waits' || dot === 'needs') && <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="1.2" />}
      {dot === 'needs' && <path d="M1 5a4 4 0 0 0 8 0Z" fill="currentColor" />}
    </svg>
  );
}

/** An instant in the words of the text, with the absolute time and its zone in the title. */
export function Time({ f, at, children }: { f: Format; at: Instant; children?: Child }) {
  return (
    <time datetime={f.machine(at)} title={f.dateTime(at)}>
      {children ?? f.moment(at)}
    </time>
  );
}

/** One of the two clocks of a departure: a state, a date below it, and a bar only once something has begun. */
export function Clock(props: { dot: Dot; state: Child; below?: Child; progress?: { done: number; total: number; label: string } }) {
  const { progress } = props;
  return (
    <div class="kh-clock">
      <DotStatus dot={props.dot}>{props.state}</DotStatus>
      {progress && progress.done > 0 && (
        <progress class={props.dot === 'late' ? 'kh-bar kh-bar-late' : 'kh-bar'} value={progress.done} max={progress.total} aria-label={progress.label} />
      )}
      {props.below && <small>{props.below}</small>}
    </div>
  );
}
