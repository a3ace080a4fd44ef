import type { reference as english } from '../en/reference.ts';

export const reference = {
  title: 'REST-API',
  answer: (p) => `Via HTTP kun je ${p.count} dingen vragen.`,
  soft: 'Een vraag draagt een token; cookies tellen niet. Geheimen staan alleen in het antwoord op een inzage.',
  start: 'Zo vraag je iets',
  startBody:
    'Maak een token op je eigen pagina en stuur het mee als “Authorization: Bearer …”. Het mag wat zijn bereik zegt, en nooit meer dan jij. Antwoorden zijn JSON; wat er mis is, komt als problem+json met een vast type. De beschrijvingen hieronder zijn in het Engels.',
  stepUp: 'Geheimen, en alles wat iemand binnenlaat, vragen een tweede factor: POST een code naar step-ups en het token mag tien minuten lang meer.',
  liftFirst: 'POST een code van je authenticator-app naar /api/v1/step-ups en vraag het opnieuw. Het token mag dan tien minuten lang meer.',
  repeat:
    'Een POST met een Idempotency-Key gebeurt één keer, hoe vaak je die ook stuurt. Een wijziging met If-Match wordt geweigerd als iemand anders je voor was.',
  lists: 'Lijsten komen per bladzijde: stuur de “next” van de ene als cursor voor de volgende, met hetzelfde filter.',
  description: 'OpenAPI-beschrijving',
  nouns: 'Bronnen',
  scopes: 'Bereik',
  anyToken: 'elk token',
  asks: 'Neemt',
  answers: 'Geeft',
  field: 'Naam',
  type: 'Soort',
  note: 'Opmerking',
  required: 'verplicht',
  noContent: 'Niets.',
  once: 'Wordt één keer getoond en niet bewaard om te herhalen.',
} satisfies typeof english;
