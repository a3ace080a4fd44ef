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

type PagedProps = {
  page: PageContext;
  /** How many of them this page shows. */
  rows: number;
  /** Of the whole list, where somebody counted. */
  total?: number;
  next: string | null;
  first?: string | null;
  /** The same list on one page, as whoever prints it wants it. */
  all?: string;
  children?: Child;
};

/**
 * A list, and where it is not all of it, which part: above and below, on paper too. Keyset paging: there is a next page and a first one, never
 * a number of pages; how many came before goes along in the address.
 */
export function Paged({ page, rows, total, next, first, all, children }: PagedProps) {
  if (!next && !first) return <>{children}</>;
  const { act, pages, firstPage, range, wholeList } = page.t.shell;
  const begin = page.begin ?? 1;
  const part = range({ from: begin, to: begin + rows - 1, total: total ?? null, more: next !== null }, page.f);
  const onward = next && `${next}${next.includes('?') ? '&' : '?'}from=${begin + rows}`;
  return (
    <>
      <p class="kh-range">{part}</p>
      {children}
      <nav class="kh-pager" aria-label={pages}>
        <span class="kh-range">{part}</span>
        {all && <a href={all}>{wholeList}</a>}
        {first && (
          <a class="btn kh-quiet" href={first}>
            {firstPage}
          </a>
        )}
        {onward && (
          <a class="btn kh-quiet" href={onward} rel="next">
            {act.next}
          </a>
        )}
      </nav>
    </>
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
