import type { Child } from 'hono/jsx';
import { LinkButton } from './form.tsx';

/** One sentence that stands alone: an error, a refusal, something that is done. */
export function Notice(props: { title: Child; message?: Child; back?: { href: string; label: string }; children?: Child }) {
  return (
    <div class="kh-notice" role="alert" tabindex={-1} data-focus>
      <h1 class="kh-answer">{props.title}</h1>
      {props.message && <p class="kh-soft-line">{props.message}</p>}
      {props.children}
      {props.back && (
        <p class="kh-buttons">
          <LinkButton href={props.back.href}>{props.back.label}</LinkButton>
        </p>
      )}
    </div>
  );
}
