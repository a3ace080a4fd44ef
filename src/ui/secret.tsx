import { html, raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import encodeQR from 'qr';
import { Icon } from './icons.tsx';
import type { PageContext } from './page.tsx';

/** The framed panel of secrets: rows, and below them what is still missing. */
export function Panel({ children, foot, id }: { children?: Child; foot?: Child; id?: string }) {
  return (
    <div class="kh-sheet kh-panel" id={id}>
      {children}
      {foot}
    </div>
  );
}

export function PanelRow(props: { label: Child; value?: Child; below?: Child; actions?: Child; id?: string }) {
  return (
    <div class="kh-panel-row" id={props.id}>
      <div class="kh-panel-words">
        <span class="kh-panel-label">{props.label}</span>
        {props.value && <div>{props.value}</div>}
        {props.below && <small>{props.below}</small>}
      </div>
      {props.actions && <div class="kh-buttons">{props.actions}</div>}
    </div>
  );
}

/** The sunken foot of the panel: the condition that is not met yet, in words, and the field that meets it. */
export function ConditionStrip({ children }: { children?: Child }) {
  return <div class="kh-condition">{children}</div>;
}

/** A value that stays in the vault: dots, however long it is, so that the length says nothing. */
export function ClosedValue({ label }: { label: string }) {
  return (
    <span class="kh-dots" role="img" aria-label={label}>
      ••••••••••••••••
    </span>
  );
}

/**
 * Something to take along, whole: the one mark of it is `data-value`, byte for byte. A browser would read a return in it as a
 * new line, so that is spelled.
 */
const toTake = (value: string) => ({ 'data-value': raw(String(html`${value}`).replaceAll('\r', '&#13;')) });

/** A value in the clear. The script hides it after 30 seconds and when the page is left. */
export function SecretValue({ value, id }: { value: string; id: string }) {
  return (
    <output class="kh-value" id={id} {...toTake(value)} data-hide-after="30">
      {value}
    </output>
  );
}

/** What is shown this once, for as long as the page stays open: a link, a token, a sheet of codes. */
export function OnceValue({ value, id }: { value: string; id: string }) {
  return (
    <output class="kh-value" id={id} {...toTake(value)}>
      {value}
    </output>
  );
}

type Code = { code: string; seconds: number; period: number };

/** A one-time code with the seconds it has left. The gap in its middle is drawn: whoever selects the code by hand gets figures only. */
export function CodeValue({ page, shown, id }: { page: PageContext; shown: Code; id: string }) {
  const { code, seconds, period } = shown;
  const words = page.t.shell.secondsLeft;
  const half = Math.ceil(code.length / 2);
  const left = Math.round((seconds / period) * 100);
  return (
    <span class="kh-code" data-countdown={seconds} data-period={period} data-words={words({ seconds: '#' })}>
      <output class="kh-code-value" id={id} {...toTake(code)}>
        {code.slice(0, half)}
        <span>{code.slice(half)}</span>
      </output>
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false" fill="none" stroke-width="2.4">
        <circle class="kh-ring-back" cx="9" cy="9" r="7" />
        <circle class="kh-ring" cx="9" cy="9" r="7" pathLength="100" stroke-dasharray={`${left} 100`} transform="rotate(-90 9 9)" />
      </svg>
      <span class="kh-seconds">{words({ seconds })}</span>
    </span>
  );
}

/** Copies the value of the element whose id is `of`, and goes when that is hidden. Without a script it is not shown: the value can be selected by hand. */
export function CopyButton({ page, of, small }: { page: PageContext; of: string; small?: boolean }) {
  return (
    <button type="button" class={small ? 'btn kh-quiet btn-sm kh-scripted' : 'btn kh-quiet kh-scripted'} data-copy={of}>
      <Icon name="copy" />
      {page.t.shell.act.copy}
    </button>
  );
}

/** A QR code, black on white in both schemes because scanners expect it. `label` says what it holds, never its content. */
export function QrCode({ text, label }: { text: string; label: string }) {
  return (
    <div class="kh-qr" role="img" aria-label={label}>
      {raw(encodeQR(text, 'svg', { ecc: 'medium', border: 2 }))}
    </div>
  );
}
