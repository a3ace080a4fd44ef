import type { AssetPaths } from './assets.ts';
import type { Format } from './format.ts';
import type { IconName } from './icons.tsx';
import type { Locale, Messages } from './messages/index.ts';

/** What every page knows about its reader. Built by the web shell once per request, handed on as a plain prop. */
export type PageContext = {
  t: Messages;
  f: Format;
  locale: Locale;
  /** The path without its query: which navigation item is current, and where the language switch returns to. */
  path: string;
  csrf: string;
  me: Me | null;
  organisation: string;
  zone: string;
  /** Of a list over several pages, the number of its first row on this one. */
  begin?: number;
  assets: AssetPaths;
  /** Why nothing can be changed for now: the vault is sealed, or the log is in doubt. */
  closed?: 'sealed' | 'recovery';
  /** Said once, after a form was sent. */
  flash?: string;
};

export type Me = {
  name: string;
  initials: string;
  /** "IT administrator", "Marketing". */
  roleLine: string;
  /** What the search box of the top bar looks through; without it there is none. */
  search?: 'accounts' | 'people';
  nav: readonly NavItem[];
};

export type NavItem = {
  href: string;
  label: string;
  icon: IconName;
  /** How many wait for this reader; 0 is not shown. */
  count?: number;
  /** Starts the second group of the navigation. */
  apart?: boolean;
};

/** "Sofie Lambrecht" → "SL"; one word gives its first two letters. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const [first = '', last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  const letters = last ? [[...first][0], [...last][0]] : [...first].slice(0, 2);
  return letters.join('').toUpperCase();
}
