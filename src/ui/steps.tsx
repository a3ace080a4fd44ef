import type { Child } from 'hono/jsx';

/** Where one is in a wizard; `current` counts from 1. On a phone only the line's segments remain. */
export function StepRail({ label, steps, current }: { label: string; steps: readonly string[]; current: number }) {
  return (
    <ol class="kh-rail" aria-label={label}>
      {steps.map((step, index) => (
        <li class={index + 1 < current ? 'kh-past' : undefined} aria-current={index + 1 === current ? 'step' : undefined}>
          <span>
            {index + 1} {step}
          </span>
        </li>
      ))}
    </ol>
  );
}

export type Act = { title: Child; body: Child };

/** Things to do inside a step, in this order. */
export function DoList({ acts }: { acts: readonly Act[] }) {
  return (
    <ol class="kh-acts">
      {acts.map((act, index) => (
        <li>
          <span class="kh-act-number" aria-hidden="true">
            {index + 1}
          </span>
          <div>
            <h2>{act.title}</h2>
            {act.body}
          </div>
        </li>
      ))}
    </ol>
  );
}
