/**
 * Where an address of an item leads. `site` is a platform, or a server and folder of one's own; `page` what is named there, null for a front
 * page or a way to sign in, which are everybody's; `whole` is all of it, for a site that is one account's house.
 */
export type Place = { site: string; host: string; whole: string; page: string | null; names: readonly string[] };

export type Sites = { platformOfHost(host: string): string | undefined };

/** Undefined for what is no address of the web: an app's id, a word, nothing. */
export function placeOf(address: string, { platformOfHost }: Sites): Place | undefined {
  const text = address.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d+(\/|$)/.test(text) ? text : `https://${text}`);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname.includes('.')) return undefined;
  const segments = url.pathname.split('/').filter(Boolean).map(plain);
  const host = url.host.replace(/^www\./, '');
  const whole = [[host, ...segments].join('/'), telling(url)].filter(Boolean).join(' ');
  const platform = platformOfHost(url.hostname);
  return { whole, host, ...(platform ? hostedPlace(platform, url, segments) : ownPlace(host, url, segments)) };
}

type Inside = Pick<Place, 'site' | 'page' | 'names'>;

function hostedPlace(platform: string, url: URL, segments: readonly string[]): Inside {
  const host = url.hostname.replace(/^www\./, '');
  const first = segments[0] ?? '';
  const subdomain = host.split('.').length > 2 ? (host.split('.')[0] ?? '') : '';
  // A place of its own (`ads.`, `seller-nl.`), or a handle: not where everybody signs in.
  const apart = subdomain !== '' && !everybodys.has(subdomain) && !/^[a-z]{2}$/.test(subdomain);
  const query = signIn.has(first) ? '' : telling(url);
  const path = signIn.has(first) || general.has(first) ? '' : segments.join('/');
  const page = [apart ? host : '', path, query].filter(Boolean).join(' ');
  return { site: platform, page: page || null, names: [...(apart ? [host] : []), ...(path ? segments.map((one) => one.replace(/^@+/, '')) : [])] };
}

/** On a server of one's own the folder belongs to the site, up to where one signs in or a person begins. */
function ownPlace(host: string, url: URL, segments: readonly string[]): Inside {
  const end = segments.findIndex((one) => one.startsWith('@') || one.startsWith('wp-') || signIn.has(one) || general.has(one));
  const folder = end < 0 ? segments : segments.slice(0, end);
  const person = end < 0 ? undefined : segments[end];
  const name = person?.startsWith('@') ? person.replace(/^@+/, '') : undefined;
  const query = signIn.has(person ?? '') || person?.startsWith('wp-') ? '' : telling(url);
  const page = [name ?? '', query].filter(Boolean).join(' ');
  return { site: [host, ...folder].join('/'), page: page || null, names: name === undefined ? [] : [name] };
}

function plain(segment: string): string {
  try {
    return decodeURIComponent(segment).normalize('NFC').toLowerCase();
  } catch {
    return segment.toLowerCase();
  }
}

/** What a query says, without what is known to say nothing about whose page it is. */
function telling(url: URL): string {
  const pairs = [...url.searchParams].filter(([name]) => !noise.test(name));
  return pairs
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const noise =
  /^(utm_\w+|hl|lang|locale|language|ref|ref_\w+|fbclid|gclid|msclkid|igsh|igshid|mibextid|_rdr|_r|_t|next|redirect\w*|continue|return\w*|source|src|s|t|from)$/i;
/** Whose first part leads everybody to the same form; what stands behind it is about the form. */
const signIn = words(
  'login login.php log-in signin sign-in sign_in accounts auth oauth oauth2 authorize uas i session sessions sso password reset_password register signup logout',
);
/** Pages that look alike for everybody who is signed in. */
const general = words(
  'home settings index.html index.php admin dashboard business hub notifications messages feed explore about user users account profile.html web app',
);
const everybodys = words('m mobile web app login accounts auth touch');
