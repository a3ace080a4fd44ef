import { describe, expect, it } from 'vitest';
import { foldedValue } from './rules.ts';
import { spelledIn } from './texts.rules.ts';

describe('a value is found in a text', () => {
  it.each([
    ['alone', 'Zomer2024!', 'Zomer2024!'],
    ['in other capitals', 'zoMER2024!', 'Zomer2024!'],
    ['at the end of a sentence', 'Het is nu Zomer2024!.', 'Zomer2024!'],
    ['in quotation marks', 'Probeer “Zomer2024!”, zei ze.', 'Zomer2024!'],
    ['in brackets', 'het oude (Zomer2024)', 'Zomer2024'],
    ['after a label', 'wachtwoord:Zomer2024! en klaar', 'Zomer2024!'],
    ['after an equals sign', 'pw=Zomer2024!', 'Zomer2024!'],
    ['with blanks put in', 'Zomer 2024 !', 'Zomer2024!'],
    ['though it has blanks itself', 'de zin is correct horse battery staple, toch', 'correct horse battery staple'],
    ['over two lines', 'paars regent\n17 kiezels', 'paars regent 17 kiezels'],
    ['as a seed in groups', 'JBSW Y3DP EHPK 3PXP JBSW Y3DP', 'JBSWY3DPEHPK3PXPJBSWY3DP'],
  ])('%s', (_, text, value) => {
    expect(spelledIn(text)).toContain(foldedValue(value));
  });
});

it.each([
  ['a word of letters alone', 'Welkom bij Instagram', 'instagram'],
  ['a few characters', 'op 24/7', '24/7'],
  ['part of a word', 'xxZomer2024!xx', 'zomer2024!'],
])('%s is not looked for', (_, text, folded) => {
  expect(spelledIn(text)).not.toContain(folded);
});

it('a long text is looked through word by word, and nothing takes long', () => {
  const text = `${'lorem ipsum dolor sit amet '.repeat(1500)} Zomer2024!`;
  const spelled = spelledIn(text);
  expect(spelled).toContain('zomer2024!');
  expect(spelled.length).toBeLessThan(50);
  expect(spelledIn('!'.repeat(20_000)).length).toBe(0);
});
