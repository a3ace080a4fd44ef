import { expect, test } from 'vitest';
import { splitName } from './names.ts';

test.each([
  ['Karima Specimen', 'Karima', null, 'Specimen'],
  ['Chloé van den Mal', 'Chloé', 'van den', 'Mal'],
  ["Thijs 't Nuñez", 'Thijs', "'t", 'Nuñez'],
  ['Anne Marie de Boer Jansen', 'Anne Marie', 'de', 'Boer Jansen'],
  ['Mal, Chloé van den', 'Chloé', 'van den', 'Mal'],
  ['van den Mal, Chloé', 'Chloé', 'van den', 'Mal'],
  ['De, An', 'An', null, 'De'],
  ['Cher', '', null, 'Cher'],
  ['An De', 'An', null, 'De'],
  ["Siobhán O'Brien", 'Siobhán', null, "O'Brien"],
  ['Piet van de', 'Piet', 'van', 'de'],
])('%s', (text, givenName, nameParticle, familyName) => {
  expect(splitName(text)).toEqual({ givenName, nameParticle, familyName });
});
