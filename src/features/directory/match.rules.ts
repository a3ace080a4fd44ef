import { fold } from '#src/ground/words.ts';
import { type Place, placeOf, type Sites } from './address.rules.ts';

export type VaultAccount = { id: string; platform: string; handleKey: string; url: string | null; brand: string | null };

/** What of an item says whose it is. */
export type Marks = { name: string; addresses: readonly string[]; username: string };

export type Catalogue = Sites & {
  platformsIn(words: readonly string[]): { ids: ReadonlySet<string>; rest: readonly string[] };
  isPersonal(platform: string): boolean;
  /** On a server of one's own. */
  isOwnServer(platform: string): boolean;
  /** Whose site is one account's house. */
  isOwnSite(platform: string): boolean;
  handleKey(handle: string): string;
};

/** Why an item belongs to no account that is known, each of them true of the item. */
export type Unmatched =
  | 'personal'
  | 'no-platform'
  | 'other-site'
  | 'no-account'
  | 'other-user'
  | 'other-address'
  | 'disagrees'
  | 'unnamed'
  | 'several-accounts';

export type Match = { account: VaultAccount } | { left: Unmatched };

/** `common`: the company's own words. They are in many names and so name no account by themselves. */
export type Register = { accounts: readonly VaultAccount[]; common: ReadonlySet<string> };

/**
 * Which account an item belongs to: something in it names the account, and nothing speaks for another. An account is named by its page, by its
 * handle as the username, or by its handle in the name; a front page, the company's name or a platform alone name nobody.
 */
export function matchItem(item: Marks, register: Register, catalogue: Catalogue): Match {
  const places = item.addresses.flatMap((address) => placeOf(address, catalogue) ?? []);
  const name = nameOf(item.name, catalogue);
  const there = accountsThere(places, name, register.accounts, catalogue);
  if ('left' in there) return there;
  const read = there.accounts.map((account) => ({
    account,
    ...evidence(account, { places, name, username: item.username }, there.accounts, register, catalogue),
  }));
  const fitting = read.filter(({ speaks, against }) => speaks.length > 0 && against.length === 0);
  const [one, ...more] = fitting;
  if (one && more.length === 0) return { account: one.account };
  if (one) return { left: 'several-accounts' };
  return { left: whyNobody(read, places, item.username, catalogue) };
}

type Name = { ids: ReadonlySet<string>; called: readonly string[]; rest: readonly string[] };

/** `called`: handles written as such, with an @. `rest`: the words that are about no platform. */
function nameOf(text: string, { platformsIn }: Catalogue): Name {
  const folded = fold(text).replace(/(?<![\p{L}\p{N}._+@-])[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]+/gu, ' ');
  const called = [...folded.matchAll(/(?<![\p{L}\p{N}.])@([\p{L}\p{N}._-]+(?:@[\p{L}\p{N}.-]+)?)/gu)].map(([, handle = '']) => handle);
  const words = folded.split(/[^\p{L}\p{N}._-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return { called, ...platformsIn(words) };
}

type There = { accounts: readonly VaultAccount[] } | { left: Unmatched };

/** An address decides where; only without one does the name. A profile of somebody's own on the way keeps the whole item out. */
function accountsThere(places: readonly Place[], name: Name, accounts: readonly VaultAccount[], catalogue: Catalogue): There {
  const { isPersonal, isOwnServer } = catalogue;
  if (places.some(({ site }) => isPersonal(site))) return { left: 'personal' };
  if (places.length === 0) {
    const ids = [...name.ids];
    if (ids.length === 0) return { left: 'no-platform' };
    if (ids.some(isPersonal)) return { left: 'personal' };
    const found = accounts.filter(({ platform }) => name.ids.has(platform) && !isOwnServer(platform));
    return found.length > 0 ? { accounts: found } : { left: ids.some(isOwnServer) ? 'other-site' : 'no-account' };
  }
  const sites = new Set(places.map(({ site }) => site));
  const found = accounts.filter((account) => sites.has(siteOf(account, catalogue)));
  if (found.some(({ platform }) => isPersonal(platform))) return { left: 'personal' };
  if (found.length === 0) return { left: places.some(({ site }) => !site.includes('.')) ? 'no-account' : 'other-site' };
  // "Blog" is a word of many names; where only servers of one's own are meant, it tells them apart.
  const told = [...name.ids].filter((id) => !isOwnServer(id) || found.every(({ platform }) => isOwnServer(platform)));
  const isElsewhere = told.length > 0 && !found.some(({ platform }) => name.ids.has(platform));
  if (isElsewhere) return { left: told.some(isPersonal) ? 'personal' : 'disagrees' };
  const meant = found.filter(({ platform }) => name.ids.has(platform));
  return { accounts: meant.length > 0 && found.every(({ platform }) => isOwnServer(platform)) ? meant : found };
}

function siteOf({ platform, url }: VaultAccount, catalogue: Catalogue): string {
  if (!catalogue.isOwnServer(platform)) return platform;
  const site = placeOf(url ?? '', catalogue)?.site ?? '';
  return site.includes('.') ? site : '';
}

type Witness = 'address' | 'username' | 'name';
type Evidence = { speaks: readonly Witness[]; against: readonly Witness[] };
type Given = { places: readonly Place[]; name: Name; username: string };

function evidence(account: VaultAccount, given: Given, there: readonly VaultAccount[], register: Register, catalogue: Catalogue): Evidence {
  const said: readonly (readonly [Witness, Word])[] = [
    ['address', byAddress(account, given, catalogue)],
    ['username', byUsername(account, given.username, catalogue)],
    ['name', byName(account, given.name, there, register)],
  ];
  const those = (word: Word) => said.filter(([, one]) => one === word).map(([witness]) => witness);
  return { speaks: those('for'), against: those('against') };
}

type Word = 'for' | 'against' | 'nothing';

function byAddress(account: VaultAccount, { places, name }: Given, catalogue: Catalogue): Word {
  const site = siteOf(account, catalogue);
  const own = account.url === null ? undefined : placeOf(account.url, catalogue);
  const known = own?.site === site ? own : undefined;
  const here = places.filter((place) => place.site === site);
  const paged = here.filter(({ page }) => page !== null);
  const isIts = (place: Place) => (known?.page != null && place.page === known.page) || (!hasId(place) && place.names.includes(account.handleKey));
  if (paged.length > 0) return paged.every(isIts) ? 'for' : 'against';
  const isVery = known?.page === null && catalogue.isOwnSite(account.platform) && here.some(({ whole }) => whole === known.whole);
  return isVery && !name.rest.some((word) => isDistinct(word) && word !== account.handleKey && word !== known.host) ? 'for' : 'nothing';
}

/** A query that tells pages apart says more than the path before it. */
const hasId = ({ page }: Place) => page?.includes('=') === true;

function byUsername({ handleKey: key, url }: VaultAccount, username: string, { handleKey }: Catalogue): Word {
  const typed = username.trim();
  if (typed === '') return 'nothing';
  const name = handleKey(typed);
  if (name === key || withoutServer(name, url) === withoutServer(key, url)) return 'for';
  const isContact = /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(typed) || /^(\+|0)\d{8,14}$/.test(typed.replace(/[\s()./-]/g, ''));
  return isContact && !key.includes('@') ? 'nothing' : 'against';
}

/** `voorbeeld@server` is `voorbeeld` on the server of the account. */
function withoutServer(name: string, url: string | null): string {
  const host = URL.parse(url ?? '')?.host.replace(/^www\./, '');
  return host && name.endsWith(`@${host}`) ? name.slice(0, -host.length - 1) : name;
}

function byName(account: VaultAccount, { called, rest }: Name, there: readonly VaultAccount[], { common }: Register): Word {
  const keyOf = ({ handleKey, url }: VaultAccount) => withoutServer(handleKey, url);
  const key = keyOf(account);
  const handles = called.map((handle) => trimmed(withoutServer(handle, account.url), there, keyOf));
  if (handles.length > 0) return handles.includes(key) ? (new Set(handles).size === 1 ? 'for' : 'nothing') : 'against';
  const words = rest.map((word) => trimmed(word, there, keyOf));
  const others = there.filter((other) => other !== account && isDistinct(keyOf(other)) && words.includes(keyOf(other)));
  if (others.length > 0) return 'against';
  if (isDistinct(key)) return words.includes(key) ? 'for' : 'nothing';
  const isAlone = words.length === 1 && words[0] === key && !common.has(key);
  const isPart = there.some((other) => other !== account && keyOf(other).includes(key));
  return isAlone && !isPart ? 'for' : 'nothing';
}

/** No word of a language: it has a sign or a digit between its letters. */
const isDistinct = (key: string) => /\p{L}/u.test(key) && /[._\d-]/u.test(key);

/** A dot at the end of a word is the sentence's, unless a handle ends in one. */
function trimmed(word: string, there: readonly VaultAccount[], keyOf: (account: VaultAccount) => string): string {
  return there.some((account) => keyOf(account) === word) ? word : word.replace(/[.-]+$/, '');
}

function whyNobody(read: readonly (Evidence & { account: VaultAccount })[], places: readonly Place[], username: string, catalogue: Catalogue): Unmatched {
  const named = read.filter(({ speaks }) => speaks.length > 0);
  const [one, ...more] = named;
  if (one && more.length === 0 && one.against.length === 1) {
    return ({ username: 'other-user', address: 'other-address', name: 'disagrees' } as const)[one.against[0] ?? 'name'];
  }
  if (one) return 'disagrees';
  if (read.length > 0 && username !== '' && read.every(({ account }) => byUsername(account, username, catalogue) === 'against')) return 'no-account';
  return places.some(({ page }) => page !== null) ? 'no-account' : 'unnamed';
}
