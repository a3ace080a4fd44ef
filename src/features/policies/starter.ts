import { corporateEn, personalEn } from './starter-en.ts';
import { corporateNl, personalNl } from './starter-nl.ts';
import { corporateSlug, personalSlug } from './rules.ts';

/** What a new installation starts with. Each company adapts it and publishes its own version. */
export const starterPolicies = [
  {
    slug: corporateSlug,
    titleNl: 'Bedrijfsaccounts op sociale media',
    titleEn: 'Company accounts on social media',
    bodyNl: corporateNl,
    bodyEn: corporateEn,
  },
  {
    slug: personalSlug,
    titleNl: 'Persoonlijk gebruik van sociale media',
    titleEn: 'Personal use of social media',
    bodyNl: personalNl,
    bodyEn: personalEn,
  },
] as const;
