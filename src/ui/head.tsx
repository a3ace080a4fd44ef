import type { Child } from 'hono/jsx';

type Crumb = { label: string; href?: string };

/**
 * The head of a page: where we are (the `h1`), the answer in one sentence, one soft sentence, and what to do next.
 * `primary` is the page's one primary button; `actions` are quiet ones.
 */
export function PageHead(props: { path: string | readonly Crumb[]; answer: Child; soft?: Child; primary?: Child; actions?: Child }) {
  const crumbs = typeof props.path === 'string' ? [{ label: props.path }] : props.path;
  return (
    <div class="kh-head">
      <div class="kh-head-words">
        <h1 class="kh-path">
          {crumbs.map((crumb: Crumb, index) => (
            <>
              {index > 0 && ' / '}
              {crumb.href ? <a href={crumb.href}>{crumb.label}</a> : crumb.label}
            </>
          ))}
        </h1>
        <p class="kh-answer" id="answer">
          {props.answer}
        </p>
        {props.soft && <p class="kh-soft-line">{props.soft}</p>}
      </div>
      {(props.primary || props.actions) && (
        <div class="kh-head-acts">
          {props.primary}
          {props.actions}
        </div>
      )}
    </div>
  );
}

/** A part of a page with its heading; `note` is the quiet rest of the line. */
export function Section(props: { title: Child; note?: Child; id?: string; children?: Child }) {
  return (
    <section class="kh-section" id={props.id}>
      <h2>
        {props.title}
        {props.note && <span class="kh-note">{props.note}</span>}
      </h2>
      {props.children}
    </section>
  );
}

/** Main column and side column of 366 px; one below the other on a phone. */
export function Columns(props: { children?: Child; side: Child }) {
  return (
    <div class="kh-columns">
      <div>{props.children}</div>
      <div class="kh-aside">{props.side}</div>
    </div>
  );
}
