import type { Child } from 'hono/jsx';
import { Icon } from './icons.tsx';
import type { PageContext } from './page.tsx';
import { type Dot, DotStatus } from './status.tsx';

export type Fact = { label: Child; value: Child };

export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="kh-facts">
      {facts.map((fact) => (
        <div>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A remark beside the main thing; `tone` only when somebody must act on it. */
export function Callout({ tone, children }: { tone?: 'needs' | 'late'; children?: Child }) {
  return <div class={tone ? `kh-callout kh-callout-${tone}` : 'kh-callout'}>{children}</div>;
}

/** Nothing here yet, and what to do about it. */
export function Empty({ title, children, action }: { title: Child; children?: Child; action?: Child }) {
  return (
    <div class="kh-empty">
      <p class="kh-empty-title">{title}</p>
      {children && <p>{children}</p>}
      {action && <div class="kh-buttons">{action}</div>}
    </div>
  );
}

/** Keyset paging: there is a next page and a first one, never a number of pages. */
export function Pager({ page, next, first }: { page: PageContext; next: string | null; first?: string | null }) {
  if (!next && !first) return null;
  const { act, pages, firstPage } = page.t.shell;
  return (
    <nav class="kh-pager" aria-label={pages}>
      {first && (
        <a class="btn kh-quiet" href={first}>
          {firstPage}
        </a>
      )}
      {next && (
        <a class="btn kh-quiet" href={next} rel="next">
          {act.next}
        </a>
      )}
    </nav>
  );
}

export type Line = { lead: Child; middle?: Child; picture?: Child; end?: Child };

/** Quiet lines with a rule between them: how we stand, what is finished. They lie on the page, without a frame. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul class="kh-lines">
      {lines.map((line) => (
        <li>
          <span class="kh-line-lead">{line.lead}</span>
          <span class="kh-line-middle">{line.middle}</span>
          {line.picture && <span class="kh-line-picture">{line.picture}</span>}
          <span class="kh-line-end">{line.end}</span>
        </li>
      ))}
    </ul>
  );
}

export type Happening = { when: Child; what: Child };

/** What happened, newest first. */
export function ActivityList({ items }: { items: readonly Happening[] }) {
  return (
    <ol class="kh-activity">
      {items.map((item) => (
        <li>
          <span class="kh-when">{item.when}</span>
          <span>{item.what}</span>
        </li>
      ))}
    </ol>
  );
}

/** The name of a task, where it leads, and whom or what it waits for. */
export function TaskTitle({ title, href, waitsFor }: { title: Child; href?: string; waitsFor?: Child }) {
  return (
    <>
      <span class="kh-row-title">{href ? <a href={href}>{title}</a> : title}</span>
      {waitsFor && (
        <small class="kh-waits">
          <Icon name="clock" />
          {waitsFor}
        </small>
      )}
    </>
  );
}

/** The state of a task with its evidence below. */
export function TaskState({ dot, state, evidence }: { dot: Dot; state: Child; evidence?: Child }) {
  return (
    <>
      <DotStatus dot={dot}>{state}</DotStatus>
      {evidence && <small>{evidence}</small>}
    </>
  );
}
