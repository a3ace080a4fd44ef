/** What a browser shows after following redirects: the last answer, and where it came from. */
export type Page = {
  status: number;
  path: string;
  text: string;
  headers: Headers;
  /** The value of an element with this id: the seed on the enrolment page, a revealed secret. */
  textOf(id: string): string;
  /** The value of the first form field of this name. */
  field(name: string): string;
};

export type Browser = {
  get(path: string): Promise<Page>;
  /** Sends a form the way a page of ours does: same origin, and the CSRF token of the page last shown. A list is sent as `name[]`. */
  post(path: string, fields?: Fields): Promise<Page>;
  upload(path: string, name: string, file: File): Promise<Page>;
  /** As htmx asks: a piece of a page instead of the whole. */
  fragment(path: string, fields?: Fields): Promise<Page>;
  cookies: Map<string, string>;
};

type Fields = Readonly<Record<string, string | readonly string[]>>;
type Ask = (url: string, init: RequestInit) => Response | Promise<Response>;

/** Keeps cookies, follows redirects and sends forms, in process: no socket, no script. */
export function createBrowser(ask: Ask, origin: string, locale: 'nl' | 'en' = 'en'): Browser {
  const cookies = new Map<string, string>();
  let csrf = '';
  let last = '/';

  const send = async (path: string, init: RequestInit = {}, hops = 0): Promise<Page> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { 'accept-language': locale, 'sec-fetch-site': 'same-origin', referer: origin + last, cookie, ...(init.headers as Record<string, string>) };
    const answer = await ask(origin + path, { ...init, headers });
    for (const set of answer.headers.getSetCookie()) keep(set);
    const to = answer.headers.get('location') ?? answer.headers.get('hx-redirect');
    if (to && hops < 5) return send(to, {}, hops + 1);
    const text = await answer.text();
    csrf = fieldOf(text, 'csrf') || csrf;
    if (init.headers === undefined) last = path;
    return { status: answer.status, path, text, headers: answer.headers, textOf: (id) => textOf(text, id), field: (name) => fieldOf(text, name) };
  };
  const keep = (set: string) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    if (value) cookies.set(name, value);
    else cookies.delete(name);
  };
  const formOf = (fields: Fields) => {
    const form = new URLSearchParams({ csrf });
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value === 'string') form.set(name, value);
      else for (const one of value) form.append(`${name}[]`, one);
    }
    return form;
  };
  return {
    cookies,
    get: (path) => send(path),
    post: (path, fields = {}) => send(path, { method: 'POST', body: formOf(fields) }),
    fragment: (path, fields) => send(path, { headers: { 'hx-request': 'true' }, ...(fields ? { method: 'POST', body: formOf(fields) } : {}) }),
    async upload(path, name, file) {
      const body = new FormData();
      body.set('csrf', csrf);
      body.set(name, file);
      return send(path, { method: 'POST', body });
    },
  };
}

function fieldOf(text: string, name: string): string {
  const [, value = ''] = new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(text) ?? [];
  return unescapeHtml(value);
}

function textOf(text: string, id: string): string {
  const [, inner = ''] = new RegExp(`id="${id}"[^>]*>([^<]*)<`).exec(text) ?? [];
  return unescapeHtml(inner).trim();
}

function unescapeHtml(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
