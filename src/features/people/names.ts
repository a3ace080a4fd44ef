import { fold, wordsOf } from '#src/ground/words.ts';

export type NameParts = { givenName: string; nameParticle?: string | null | undefined; familyName: string };

/** Whoever has one name has it as the family name, which sorts, in whichever field it was written. */
export function settledName(givenName: string, familyName: string): { givenName: string; familyName: string } {
  return familyName === '' ? { givenName: '', familyName: givenName } : { givenName, familyName };
}

/** "Chloé van den Mal": the particle stands before the family name and does not sort. */
export function displayName({ givenName, nameParticle, familyName }: NameParts): string {
  return tidy(`${givenName} ${nameParticle ?? ''} ${familyName}`);
}

/** "mal, chloe van den": sorts by family name, then given name, the same in every alphabet and on both engines. */
export function sortKey({ givenName, nameParticle, familyName }: NameParts): string {
  return fold(`${tidy(familyName)}, ${tidy(`${givenName} ${nameParticle ?? ''}`)}`);
}

/** What a person is found by: any word of the name, of the address before the @, and the employee number. */
export function searchWords(person: NameParts & { email?: string | null; employeeNumber?: string | null }): string[] {
  const { givenName, nameParticle, familyName, email, employeeNumber } = person;
  return wordsOf(givenName, nameParticle, familyName, email?.split('@')[0], employeeNumber);
}

/** Two spellings of one address are one address. Accents stay: they make another mailbox. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
