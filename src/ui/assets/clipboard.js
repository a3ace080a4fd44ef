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
