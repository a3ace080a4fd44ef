// Everything here is a convenience: each page works without it.

const live = () => document.getElementById('live');
const words = () => document.body.dataset;
document.documentElement.classList.add('kh-has-script');

/** Says something to a screen reader and, for eight seconds, to everybody. */
function say(text) {
  const place = live();
  if (!place || !text) return;
  place.textContent = text;
  place.classList.add('kh-seen');
  clearTimeout(say.timer);
  say.timer = setTimeout(() => {
    place.classList.remove('kh-seen');
    place.textContent = '';
  }, 8000);
}

// ── Copying ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `value` may be a promise: browsers only let a click copy, and a promise keeps the click while the server answers. */
async function copy(value) {
  const text = Promise.resolve(value);
  const item = new ClipboardItem({ 'text/plain': text.then((plain) => new Blob([plain], { type: 'text/plain' })) });
  await navigator.clipboard.write([item]);
  say(words().copied);
  setTimeout(() => clearClipboard(), 30_000);
}

/** A browser clears the clipboard only for the page in front; otherwise we say that it is still there. */
async function clearClipboard() {
  try {
    await navigator.clipboard.writeText('');
    say(words().cleared);
  } catch {
    say(words().notCleared);
  }
}

function valueIn(element) {
  return element.dataset.value || element.textContent.trim();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-copy]');
  const source = button && document.querySelector(button.dataset.copy);
  if (source) copy(valueIn(source)).catch(() => say(words().copyFailed));
});

/** Copy without showing: the form is sent, the value of the answer goes to the clipboard and never onto the page. */
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.copies === undefined) return;
  event.preventDefault();
  const button = event.submitter;
  if (button) button.disabled = true;
  const answer = send(form, button);
  const value = answer.then((page) => {
    const found = page.querySelector('[data-value]');
    if (!found) throw new Refused(page);
    swapBeside(page);
    return valueIn(found);
  });
  copy(value)
    .catch(() => value.then(() => say(words().copyFailed)))
    .catch((refusal) => (refusal instanceof Refused ? show(form, refusal.page) : say(words().copyFailed)))
    .finally(() => {
      if (button) button.disabled = false;
    });
});

/** What the answer changes besides: htmx does the same where it puts an answer on the page. */
function swapBeside(page) {
  for (const element of page.querySelectorAll('[hx-swap-oob]')) {
    document.getElementById(element.id)?.replaceWith(element);
    globalThis.htmx?.process(element);
  }
}

class Refused extends Error {
  constructor(page) {
    super('no value');
    this.page = page;
  }
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const response = await fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' } });
  const elsewhere = response.headers.get('HX-Redirect');
  if (elsewhere) location.assign(elsewhere);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

function show(form, page) {
  const place = form.dataset.copies && document.querySelector(form.dataset.copies);
  if (!place) return say(page.body.textContent.trim().slice(0, 300));
  const fresh = [...page.body.children];
  place.replaceWith(...fresh);
  for (const element of fresh) globalThis.htmx?.process(element);
  prepare();
}

// ── Values that must not stay on the screen ──────────────────────────────────────────────────────────────────────────

function hide(element) {
  element.removeAttribute('data-value');
  element.textContent = '••••••••••••••••';
}

function hideLater(element) {
  setTimeout(() => {
    if (!element.isConnected) return;
    hide(element);
    say(words().hiddenAgain);
  }, Number(element.dataset.hideAfter) * 1000);
}

/** The browser may keep the page to come back to it. */
addEventListener('pagehide', () => {
  for (const element of document.querySelectorAll('[data-value]')) hide(element);
});

function countDown(element) {
  const period = Number(element.dataset.period);
  const end = performance.now() + Number(element.dataset.countdown) * 1000;
  const ring = element.querySelector('.kh-ring');
  const text = element.querySelector('.kh-seconds');
  const timer = setInterval(() => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    ring?.setAttribute('stroke-dasharray', `${(left / period) * 100} 100`);
    if (text) text.textContent = element.dataset.words.replace('#', left);
    if (left > 0 && element.isConnected) return;
    clearInterval(timer);
    const code = element.querySelector('[data-value]');
    if (code) hide(code);
  }, 1000);
}

// ── One-time links, menus, focus ─────────────────────────────────────────────────────────────────────────────────────

/** The token of a one-time link is moved from the address to the form, so that neither history nor a referrer keeps it. */
function takeToken(field) {
  const token = location.hash.slice(1);
  if (!token) return;
  field.value = decodeURIComponent(token);
  field.closest('.kh-field')?.setAttribute('hidden', '');
  history.replaceState(null, '', location.pathname + location.search);
}

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && document.querySelector('details[data-menu][open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

/** After a swap the reader stands at an error, or, when what had the focus is gone, where it was replaced. */
document.addEventListener('htmx:after:swap', (event) => {
  prepare();
  const target = event.detail?.ctx?.target;
  const fresh = target?.isConnected ? target : target?.id && document.getElementById(target.id);
  const told = fresh?.querySelector('[data-told]')?.dataset.told;
  if (told && live()) live().textContent = told;
  const isLost = document.activeElement === document.body;
  const place = document.querySelector('[data-focus]') ?? (isLost ? fresh : null);
  if (!place || place.contains(document.activeElement)) return;
  if (!place.hasAttribute('tabindex')) place.setAttribute('tabindex', '-1');
  place.focus({ preventScroll: true });
});

function prepare() {
  const each = (selector, act) => {
    for (const element of document.querySelectorAll(`${selector}:not([data-ready])`)) {
      element.dataset.ready = '';
      act(element);
    }
  };
  each('[data-hide-after]', hideLater);
  each('[data-countdown]', countDown);
  each('[data-from-fragment]', takeToken);
}

prepare();
document.querySelector('[data-focus]')?.focus({ preventScroll: true });
