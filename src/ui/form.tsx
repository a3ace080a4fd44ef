import type { Child } from 'hono/jsx';
import type { Problem } from '#src/ground/problem.ts';
import { fieldText, type Messages, problemText } from './messages/index.ts';
import type { PageContext } from './page.tsx';

/** The name under which every form carries its proof; requests by script send it as the header `x-keyholder-csrf`. */
export const csrfField = 'csrf';

export function CsrfField({ page }: { page: PageContext }) {
  return <input type="hidden" name={csrfField} value={page.csrf} />;
}

/** Where htmx puts the answer. Without a script the same form posts and gets a whole page. */
export type Swap = { target: string; swap?: 'innerHTML' | 'outerHTML' | 'beforeend' | 'delete' };

type FormProps = {
  page: PageContext;
  action: string;
  swap?: Swap;
  /** Files are among the fields. */
  upload?: boolean;
  inline?: boolean;
  id?: string;
  label?: string;
  children?: Child;
};

export function Form({ page, action, swap, upload, inline, id, label, children }: FormProps) {
  const htmx = swap ? { 'hx-post': action, 'hx-target': swap.target, 'hx-swap': swap.swap ?? 'outerHTML' } : {};
  return (
    <form
      method="post"
      action={action}
      id={id}
      class={inline ? 'kh-form kh-inline' : 'kh-form'}
      enctype={upload ? 'multipart/form-data' : undefined}
      aria-label={label}
      {...htmx}
    >
      <CsrfField page={page} />
      {children}
    </form>
  );
}

/** A row of buttons under a form, with a quiet remark at its end. */
export function FormFoot({ children, remark }: { children?: Child; remark?: Child }) {
  return (
    <div class="kh-form-foot">
      <div class="kh-buttons">{children}</div>
      {remark && <p>{remark}</p>}
    </div>
  );
}

/**
 * Search and filters above a list: a GET, so that the address says what is shown. With `target` the list comes up by itself as one
 * types, and the answer at the head of the page with it; the button is for whoever has no script.
 */
export function FilterForm({ page, action, target, children }: { page: PageContext; action: string; target?: string; children?: Child }) {
  const htmx = target
    ? {
        'hx-get': action,
        'hx-target': target,
        'hx-select': target,
        'hx-select-oob': '#answer',
        'hx-swap': 'outerHTML',
        'hx-push-url': 'true',
        'hx-trigger': 'input delay:250ms, submit',
        'hx-sync': 'replace',
      }
    : {};
  return (
    <search>
      <form class={target ? 'kh-filter kh-live-filter' : 'kh-filter'} method="get" action={action} {...htmx}>
        {children}
        <Button>{page.t.shell.act.filter}</Button>
      </form>
    </search>
  );
}

/** Inside the list that a filter changes: what it is limited to, and the way back to everything; `answer` is said aloud. */
export function Found(props: { page: PageContext; criteria: readonly (string | false | null | undefined)[]; answer: string; all: string }) {
  return (
    <p class="kh-found" data-told={props.answer}>
      {props.criteria.filter(Boolean).join(' · ')} <a href={props.all}>{props.page.t.shell.act.clear}</a>
    </p>
  );
}

/** A form whose one button is the whole of it: "End this access". */
export function ActForm(props: Omit<FormProps, 'children' | 'inline'> & { fields?: Readonly<Record<string, string>>; children?: Child }) {
  const { fields = {}, children, ...form } = props;
  return (
    <Form {...form} inline>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </Form>
  );
}

type ButtonProps = {
  children?: Child;
  /** Smaller, for table rows. */
  small?: boolean;
  name?: string;
  value?: string;
  form?: string;
  disabled?: boolean;
  /** The answer holds a value, which goes to the clipboard and not on the page. */
  copies?: boolean;
  /** What it acts on, for a reader who hears the buttons of twenty rows alike. */
  about?: string;
};

/** A quiet button that sends the form around it. */
export function Button(props: ButtonProps) {
  return <SubmitButton {...props} look="btn kh-quiet" />;
}

/** At most one on a page. */
export function PrimaryButton(props: ButtonProps) {
  return <SubmitButton {...props} look="btn btn-primary" />;
}

function SubmitButton({ children, small, about, look, copies, ...rest }: ButtonProps & { look: string }) {
  return (
    <button type="submit" class={small ? `${look} btn-sm` : look} data-copies={copies ? '' : undefined} {...rest}>
      {children}
      {about && <span class="visually-hidden"> {about}</span>}
    </button>
  );
}

type LinkButtonProps = { href: string; children?: Child; primary?: boolean; small?: boolean; about?: string; newTab?: boolean; download?: boolean };

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ href, children, primary, small, about, newTab, download }: LinkButtonProps) {
  const look = `btn ${primary ? 'btn-primary' : 'kh-quiet'}${small ? ' btn-sm' : ''}`;
  const tab = newTab ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  return (
    <a class={look} href={href} download={download} {...tab}>
      {children}
      {about && <span class="visually-hidden"> {about}</span>}
    </a>
  );
}

/** Sentences under fields, by field name, from a problem that was answered; empty without one. */
export function fieldErrors(t: Messages, problem: Problem | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((problem?.fields ?? []).map((field) => [field.field, fieldText(t, field)]));
}

/**
 * What was wrong with a form, above it: the sentence, and a link to each field. `labels` are the fields' own labels; a field
 * without one is told in the sentence only. Focus moves here after a swap.
 */
export function ErrorSummary(props: { page: PageContext; problem?: Problem | undefined; labels?: Readonly<Record<string, string>> }) {
  const { page, problem, labels = {} } = props;
  if (!problem) return null;
  const listed = problem.fields.filter((field) => labels[field.field]);
  const text = problem.kind === 'invalid' && listed.length > 0 ? page.t.shell.fixThese({ count: listed.length }) : problemText(page.t, problem);
  return (
    <div class="kh-errors" role="alert" tabindex={-1} data-focus>
      <p>{text}</p>
      {listed.length > 0 && (
        <ul>
          {listed.map((field) => (
            <li>
              <a href={`#${idOf(field.field)}`}>{labels[field.field]}</a>: {fieldText(page.t, field)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The id of a field's control, so that the summary and the label find it. */
export function idOf(name: string): string {
  return `f-${name}`;
}
