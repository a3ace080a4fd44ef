import { catalogue } from './catalogue/index.ts';
import type { CharacterClass, Confidence, Link, PasswordEffect, PasswordRules, Platform, Text } from './platform.ts';

export function findPlatform(id: string): Platform | undefined {
  return catalogue.find((platform) => platform.id === id);
}

/** Where people come in with a profile of their own, so that an account has no login of its own to hold. */
export const personalPlatforms: readonly string[] = catalogue.filter((platform) => platform.passwordOf === 'person').map((platform) => platform.id);

/** The one rule for every door: a password or key there is somebody's own, and no vault of the company's takes it. */
export function isPersonal(platformId: string): boolean {
  return personalPlatforms.includes(platformId);
}

/** The platform id for what somebody typed in a spreadsheet, or undefined: a guess would land in the register. */
export function recognisePlatform(text: string): string | undefined {
  const host = /^(?:https?:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[:/?#].*)?$/i.exec(text.trim())?.[1];
  const byHost = host && platformOfHost(host);
  if (byHost) return byHost;

  const words = spellingOf(text).split(' ');
  const telling = words.filter((word) => !noise.has(word));
  return spellings.get(words.join(' ')) ?? spellings.get(telling.join(' ')) ?? agreedId(telling);
}

export function platformOfHost(host: string): string | undefined {
  return catalogue.find((platform) => isOnDomain(host, platform))?.id;
}

/** The platforms that a name of something mentions, and its words that are about neither a platform nor nothing in particular. */
export function platformsIn(words: readonly string[]): { ids: ReadonlySet<string>; rest: readonly string[] } {
  const ids = new Set<string>();
  const rest: string[] = [];
  for (let at = 0; at < words.length; ) {
    const run = [4, 3, 2, 1].find((length) =>
      spellings.has(
        words
          .slice(at, at + length)
          .map(spellingOf)
          .join(' '),
      ),
    );
    const id =
      run &&
      spellings.get(
        words
          .slice(at, at + run)
          .map(spellingOf)
          .join(' '),
      );
    if (id) ids.add(id);
    else if (!noise.has(spellingOf(words[at] ?? ''))) rest.push(words[at] ?? '');
    at += run ?? 1;
  }
  return { ids, rest };
}

// "X (Twitter)" names one platform twice; "Facebook / Instagram" names two, and is no answer.
function agreedId(words: readonly string[]): string | undefined {
  const ids = new Set(words.map((word) => spellings.get(word)));
  return ids.size === 1 ? [...ids][0] : undefined;
}

const noise = new Set('account accounts bedrijfspagina channel company kanaal meta official officieel page pagina profiel profile site the'.split(' '));

const spellings = new Map(
  catalogue.flatMap((platform) => [platform.id, platform.name, ...platform.aliases].map((text) => [spellingOf(text), platform.id] as const)),
);

function spellingOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Whether a web address can be an account on this platform; on a server of one's own, every https address can. */
export function ownsAddress(platform: Platform, address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return false;
  return platform.domains.length === 0 || isOnDomain(url.hostname, platform);
}

function isOnDomain(host: string, platform: Platform): boolean {
  const name = host.toLowerCase();
  return platform.domains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

/** Where a link leads for one account; undefined when there is only a menu path or the account's server is not known. */
export function linkAddress(link: Link, accountUrl: string | null): string | undefined {
  if (!('url' in link)) return undefined;
  if (!isOnItsOwnServer(link)) return link.url;
  const account = URL.parse(accountUrl ?? '');
  if (account?.protocol !== 'https:') return undefined;
  return link.url.replace('{host}', () => account.host).replace('{site}', () => account.host + folderOf(account.pathname));
}

export function isOnItsOwnServer({ url }: { url: string }): boolean {
  return url.includes('{host}') || url.includes('{site}');
}

/** Where the pages of a site begin below its folder: its administration, its articles, a file. */
const belowFolder = /^(wp-|\d{4}$|author$|category$|tag$|feed$|.*\.)/;

/** `/blog` of `/blog/wp-login.php`: several sites may share a server, each in a folder of its own. */
function folderOf(path: string): string {
  const steps = path.split('/').filter((step) => step !== '');
  const below = steps.findIndex((step) => belowFolder.test(step));
  return steps
    .slice(0, below === -1 ? steps.length : below)
    .map((step) => `/${step}`)
    .join('');
}

/** How a person named as holder in an import most likely gets in; `check` asks the owner to say which. */
export function holderKindFor(platform: Platform): 'known-outside' | 'platform-role' | 'check' {
  const kinds = { 'shared-login': 'known-outside', 'delegated-roles': 'platform-role', both: 'check' } as const;
  return kinds[platform.accessModel.value];
}

const day = 86_400_000;

/**
 * How long, in ms, a successor must have been appointed before the holder of this role can be removed. Only a role that
 * manages members has a successor; an unknown role is taken for one, so that nobody starts too late.
 */
export function waitingPeriod(platformId: string, roleName: string | null): number {
  const platform = findPlatform(platformId);
  const named = roleName?.trim().toLowerCase();
  const role = platform?.roles.find(({ name }) => name.toLowerCase() === named);
  if (!platform || role?.canManageMembers === false) return 0;
  return Math.max(0, ...platform.waitingPeriods.map(({ days }) => days * day));
}

export type EndsRow = {
  way: PasswordEffect['way'] | 'old-password' | 'second-factor' | 'own-role';
  name: Text;
  after: 'stops' | 'prompted' | 'survives' | 'unknown';
  lastsHours?: number;
  text: Text;
};

/** What a new password stops and what it does not; empty where the password belongs to a person and is not rotated. */
export function endsWhat(platform: Platform): EndsRow[] {
  if (platform.passwordOf === 'person') return [];
  const rows: EndsRow[] = [
    {
      way: 'old-password',
      name: { nl: 'Oud wachtwoord', en: 'Old password' },
      after: 'stops',
      text: { nl: 'Niemand meldt zich er nog mee aan.', en: 'Nobody signs in with it any more.' },
    },
    ...platform.onPasswordChange.map((effect) => ({
      way: effect.way,
      name: wayNames[effect.way],
      after: afterOf(effect.ends, effect.confidence),
      ...(effect.lastsHours === undefined ? {} : { lastsHours: effect.lastsHours }),
      text: effect.text,
    })),
  ];
  if (platform.secondFactors.some(({ kind, offered }) => kind === 'totp' && offered !== 'no' && offered !== 'unknown')) {
    rows.push(sharedSeed);
  }
  if (platform.accessModel.value === 'both') rows.push(ownRole);
  return rows;
}

// A hope is not a stop: "it ends" without a source counts as unknown, so that the step to end it stays on the list.
function afterOf(ends: PasswordEffect['ends'], confidence: Confidence): EndsRow['after'] {
  if (ends === 'yes') return confidence === 'unconfirmed' ? 'unknown' : 'stops';
  return ends === 'no' ? 'survives' : ends;
}

const wayNames: Record<PasswordEffect['way'], Text> = {
  sessions: { nl: 'Sessies', en: 'Sessions' },
  'live-tokens': { nl: 'Aangemelde toestellen', en: 'Signed-in devices' },
  'api-tokens': { nl: 'Gekoppelde apps', en: 'Connected apps' },
  'app-passwords': { nl: 'App-wachtwoorden', en: 'App passwords' },
  'linked-sign-in': { nl: 'Aanmelden via een ander account', en: 'Sign-in through another account' },
};

const sharedSeed: EndsRow = {
  way: 'second-factor',
  name: { nl: 'Codes uit een authenticator-app', en: 'Codes from an authenticator app' },
  after: 'survives',
  text: {
    nl: 'Wie de QR-code ooit heeft gescand, houdt geldige codes tot je de app opnieuw instelt.',
    en: 'Whoever once scanned the QR code keeps valid codes until you set the app up again.',
  },
};

const ownRole: EndsRow = {
  way: 'own-role',
  name: { nl: 'Mensen met een eigen rol', en: 'People with a role of their own' },
  after: 'survives',
  text: {
    nl: 'Zij komen binnen met hun eigen profiel. Haal de rol weg om dat te beëindigen.',
    en: 'They come in with their own profile. Remove the role to end that.',
  },
};

// Without 0 O o, 1 l I: a password read aloud or from paper must not be guessed at.
const alphabets = {
  lower: 'abcdefghijkmnpqrstuvwxyz',
  upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ',
  digit: '23456789',
  symbol: '-_.!#',
} as const;

const noRules: PasswordRules = { min: 8, required: [], forbidden: [], confidence: 'unconfirmed' };
const usualLength = 24;

/** `randomIndex(bound)` must be uniform over 0 … bound − 1 and unpredictable. */
export function generatePassword(platform: Platform, randomIndex: (bound: number) => number): string {
  const rules = platform.passwordRules === 'unknown' ? noRules : platform.passwordRules;
  const classes = [alphabets.lower, alphabets.upper, alphabets.digit, symbolsFor(rules)].filter((set) => set !== '');
  const length = Math.min(Math.max(usualLength, rules.min), rules.max ?? Infinity);
  const pick = (set: string) => set.charAt(randomIndex(set.length));

  for (let attempt = 0; attempt < 20; attempt += 1) {
    const rest = Array.from({ length: length - classes.length }, () => pick(classes.join('')));
    const value = shuffle([...classes.map(pick), ...rest], randomIndex).join('');
    if (checkPassword(platform, value).length === 0) return value;
  }
  throw new Error(`no password obeys the rules of ${platform.id}`);
}

function symbolsFor(rules: PasswordRules): string {
  const { symbols } = rules;
  if (symbols === undefined) return alphabets.symbol;
  return [...alphabets.symbol].filter((symbol) => symbols.includes(symbol)).join('') || symbols;
}

// Fisher–Yates: every order is equally likely, so the place of a character says nothing about its class.
function shuffle(items: readonly string[], randomIndex: (bound: number) => number): string[] {
  const shuffled: string[] = [];
  for (const item of items) {
    const place = randomIndex(shuffled.length + 1);
    shuffled.push(shuffled[place] ?? item);
    shuffled[place] = item;
  }
  return shuffled;
}

export type PasswordFault = 'too-short' | 'too-long' | `needs-${CharacterClass}` | 'symbol-not-allowed' | 'forbidden-text';

/** The rules of the platform that a value breaks; none when the rules are unknown. */
export function checkPassword(platform: Platform, value: string): PasswordFault[] {
  const rules = platform.passwordRules;
  if (rules === 'unknown') return [];
  const { symbols } = rules;
  const characters = [...value];
  const faults: PasswordFault[] = [];
  if (characters.length < rules.min) faults.push('too-short');
  if (characters.length > (rules.max ?? Infinity)) faults.push('too-long');
  for (const required of rules.required) {
    if (!patterns[required].test(value)) faults.push(`needs-${required}`);
  }
  if (symbols !== undefined && characters.some((one) => patterns.symbol.test(one) && !symbols.includes(one))) {
    faults.push('symbol-not-allowed');
  }
  const lower = value.toLowerCase();
  if (rules.forbidden.some((piece) => lower.includes(piece))) faults.push('forbidden-text');
  return faults;
}

const patterns: Record<CharacterClass, RegExp> = {
  lower: /[a-z]/,
  upper: /[A-Z]/,
  letter: /[a-zA-Z]/,
  digit: /[0-9]/,
  symbol: /[^a-zA-Z0-9]/,
};
