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

// ── Fields that cannot be read ───────────────────────────────────────────────────────────────────────────────────────

/** A date of which only a part was typed has no value at all: it would be sent as if nobody had typed anything. */
const unreadable = (form) => [...(form?.elements ?? [])].filter((field) => field.validity?.badInput);

/** Says it under the field, as the server does with a field that is wrong. */
function tellUnreadable(field) {
  const id = `${field.id}-unreadable`;
  if (document.getElementById(id)) return;
  const sentence = document.createElement('p');
  sentence.className = 'kh-error';
  sentence.id = id;
  sentence.textContent = words().unreadable;
  field.after(sentence);
  const described = field.getAttribute('aria-describedby');
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', [described, id].filter(Boolean).join(' '));
  const mend = () => {
    if (field.validity.badInput) return;
    sentence.remove();
    field.removeAttribute('aria-invalid');
    if (described) field.setAttribute('aria-describedby', described);
    else field.removeAttribute('aria-describedby');
    for (const event of ['input', 'change', 'blur']) field.removeEventListener(event, mend);
  };
  for (const event of ['input', 'change', 'blur']) field.addEventListener(event, mend);
}

/** First of all: before anything sends the form, by htmx, to the clipboard or as the browser does. */
document.addEventListener(
  'submit',
  (event) => {
    const fields = unreadable(event.target);
    if (fields.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const field of fields) tellUnreadable(field);
    fields[0].focus();
    say(words().unreadable);
  },
  true,
);

/** A list that comes up while one types waits until all of its filter can be read. */
document.addEventListener(
  'input',
  (event) => {
    if (event.target.closest?.('.kh-live-filter') && unreadable(event.target.form).length > 0) event.stopPropagation();
  },
  true,
);

// ── Copying ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `data-value` is the one mark of something to copy, and it is the value. What merely stands there as text never is. */
function valueIn(element) {
  const value = element?.dataset.value;
  if (!value) throw new Error('nothing to copy');
  return value;
}

/** `value` may be a promise: browsers only let a click copy, and a promise keeps the click while the server answers. */
async function copy(value) {
  const text = Promise.resolve(value).then((plain) => new Blob([plain], { type: 'text/plain' }));
  const [written] = await Promise.allSettled([write(text), text]);
  if (written.status === 'rejected') throw written.reason;
  say(words().copied);
  rememberCopy();
}

async function write(text) {
  heard = 0;
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-copy]');
  if (!button) return;
  try {
    await copy(valueIn(document.getElementById(button.dataset.copy)));
  } catch {
    say(words().copyFailed);
  }
});

/** Copy without showing: the form is sent, the value of the answer goes to the clipboard and never onto the page. */
async function copyAnswer(form, button) {
  const page = send(form, button);
  // Not before: a button that is disabled is not sent.
  button.disabled = true;
  try {
    await copy(page.then(takeFrom));
  } catch {
    const answer = await page.catch(() => null);
    if (answer && !answer.querySelector('[data-value]')) show(form, answer);
    else say(words().copyFailed);
  } finally {
    button.disabled = false;
  }
}

function takeFrom(answer) {
  const value = valueIn(answer.querySelector('[data-value]'));
  swapBeside(answer);
  return value;
}

/** What the answer changes besides: htmx does the same where it puts an answer on the page. */
function swapBeside(page) {
  for (const element of page.querySelectorAll('[hx-swap-oob]')) {
    document.getElementById(element.id)?.replaceWith(element);
    globalThis.htmx?.process(element);
  }
}

/** Before htmx hears of it, which would put the answer on the page. */
document.addEventListener(
  'submit',
  async (event) => {
    if (event.submitter?.dataset.copies === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (navigator.clipboard?.write) await copyAnswer(event.target, event.submitter);
    else say(words().copyFailed);
  },
  true,
);

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const response = await fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' } });
  const elsewhere = response.headers.get('HX-Redirect');
  if (elsewhere) location.assign(elsewhere);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

function show(form, answer) {
  const place = form.getAttribute('hx-target') && document.querySelector(form.getAttribute('hx-target'));
  if (!place) return say(answer.body.textContent.trim().slice(0, 300));
  const fresh = [...answer.body.children];
  if (fresh.length === 0) return;
  if (form.getAttribute('hx-swap') === 'innerHTML') place.replaceChildren(...fresh);
  else place.replaceWith(...fresh);
  for (const element of fresh) globalThis.htmx?.process(element);
  prepare();
}

// ── What stays on the clipboard ──────────────────────────────────────────────────────────────────────────────────────

/** When something was copied, never what: the time alone goes along to the next page of this window. */
const copiedAt = 'kh-copied-at';
const toldAfter = 30_000;
const forgottenAfter = 600_000;

/** Changes of the clipboard since this page last wrote to it, its own among them, where the browser tells. */
let heard = 0;
/** Whether it was copied on this page, and nobody was anywhere else since. */
let stayedHere = false;

navigator.clipboard?.addEventListener?.('clipboardchange', () => heard++);
addEventListener('blur', () => {
  stayedHere = false;
});

function rememberCopy() {
  sessionStorage.setItem(copiedAt, Date.now());
  stayedHere = document.hasFocus();
  waitForClipboard();
}

function forgetCopy() {
  sessionStorage.removeItem(copiedAt);
  waitForClipboard();
}

/** A later copy ends the wait for the one before it. */
function waitForClipboard() {
  clearTimeout(waitForClipboard.timer);
  document.getElementById('clipboard').hidden = true;
  const age = Date.now() - Number(sessionStorage.getItem(copiedAt) ?? Number.NaN);
  if (age >= 0 && age < forgottenAfter) waitForClipboard.timer = setTimeout(tidyClipboard, Math.max(0, toldAfter - age));
}

/** What somebody copied elsewhere since is theirs: it is cleared unasked only where nothing else can be on it. */
async function tidyClipboard() {
  const isOurs = 'onclipboardchange' in (navigator.clipboard ?? {}) ? heard === 1 : stayedHere;
  if (isOurs && (await clearClipboard())) return;
  document.getElementById('clipboard').hidden = false;
  if (live()) live().textContent = words().onClipboard;
}

async function clearClipboard() {
  try {
    await navigator.clipboard.writeText('');
  } catch {
    return false;
  }
  forgetCopy();
  say(words().cleared);
  return true;
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-clipboard]');
  if (button?.dataset.clipboard === 'leave') forgetCopy();
  else if (button && !(await clearClipboard())) say(words().notCleared);
});

/** By hand: a value of ours is taken as it is, and remembered as if a button had copied it; anything else has taken its place. */
function copyByHand(event) {
  const value = event.target.closest?.('[data-value]')?.dataset.value;
  heard = 0;
  if (!value) return forgetCopy();
  event.preventDefault();
  event.clipboardData.setData('text/plain', value);
  rememberCopy();
}

document.addEventListener('copy', copyByHand);
document.addEventListener('cut', copyByHand);

// ── Values that must not stay on the screen ──────────────────────────────────────────────────────────────────────────

/** With what would copy it. */
function hide(element) {
  element.removeAttribute('data-value');
  element.textContent = '••••••••••••••••';
  for (const button of document.querySelectorAll('button[data-copy]')) if (button.dataset.copy === element.id) button.remove();
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
  // The server says better what is wrong; the browser's own check stands in where no script runs.
  each('form[method="post"]', (form) => {
    form.noValidate = true;
  });
}

prepare();
waitForClipboard();
document.querySelector('[data-focus]')?.focus({ preventScroll: true });
