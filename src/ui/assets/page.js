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
