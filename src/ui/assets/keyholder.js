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
