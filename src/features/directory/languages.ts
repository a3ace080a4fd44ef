import { fold } from '#src/ground/words.ts';
import { isLocale, type Locale } from '#src/ui/messages/index.ts';

const named: Readonly<Record<string, Locale>> = {
  ...words('nl', 'nld dut nederlands dutch niederlandisch neerlandais vlaams flemish flamisch flamand'),
  ...words('en', 'eng engels english englisch anglais'),
};

/** "Nederlands", "Dutch", "nl-BE", "en_GB": what a file may call a language that Keyholder speaks; null for one that it does not. */
export function languageOf(text: string): Locale | null {
  const [plain = ''] = fold(text).split(/[^a-z]+/);
  return isLocale(plain) ? plain : (named[plain] ?? null);
}

function words(locale: Locale, text: string): Record<string, Locale> {
  return Object.fromEntries(text.split(' ').map((word) => [word, locale]));
}
