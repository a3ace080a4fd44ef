import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, wordsOf } from './words.ts';

test.each([
  ['Chloé', 'chloe'],
  ['Øyvind Çelik', 'oyvind celik'],
  ['Gülşen', 'gulsen'],
  ['Straße', 'strasse'],
  ['ŁÓDŹ', 'lodz'],
  ['İstanbul', 'istanbul'],
  ['DIYARBAKıR', 'diyarbakir'],
  ['Ærø', 'aero'],
  ['ﬁjn', 'fijn'],
  ['Ĳsbrand', 'ijsbrand'],
  ['  Ana ', 'ana'],
  ['Ωμέγα', 'ωμεγα'],
])('%s folds to %s', (text, expected) => {
  expect(fold(text)).toBe(expected);
});

test('a letter and its accent are one letter, however they were typed', () => {
  expect(fold('Zoe\u0308')).toBe(fold('Zo\u00eb'));
});

test('folding twice is folding once', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
});

test.each([
  [
    ['Chloé', 'van den', 'Mal'],
    ['chloe', 'van', 'den', 'mal'],
  ],
  [["Thijs 't Nuñez"], ['thijs', 't', 'nunez']],
  [
    ['Müller-Schmidt', 'muller'],
    ['muller', 'schmidt'],
  ],
  [
    ['@voorbeeld_nl', null, undefined],
    ['voorbeeld', 'nl'],
  ],
  [['', ' – ', '…'], []],
  [['x'.repeat(60)], ['x'.repeat(40)]],
])('the words of %j', (texts, expected) => {
  expect(wordsOf(...texts)).toEqual(expected);
});
