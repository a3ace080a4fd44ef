import type { problems as english } from '../en/problems.ts';

export const problems = {
  title: {
    invalid: 'Er is iets niet goed ingevuld.',
    unauthenticated: 'Meld je aan om verder te gaan.',
    forbidden: 'Dit mag je niet doen.',
    missing: 'Deze pagina is er niet.',
    conflict: 'Dit botst met hoe het nu staat.',
    stale: 'Iemand anders heeft dit intussen gewijzigd.',
    'step-up': 'Bewijs eerst je tweede factor.',
    limited: 'Te veel pogingen.',
    unavailable: 'Dit kan op dit moment niet.',
  },
  kind: {
    invalid: 'Kijk naar de velden hieronder en pas aan wat ze vragen.',
    unauthenticated: 'Je sessie is voorbij of nog niet begonnen.',
    forbidden: 'Vraag het aan een beheerder die het wel mag.',
    missing: 'Ze bestaat niet, of is niet voor jou bedoeld.',
    conflict: 'Bekijk het opnieuw en beslis dan.',
    stale: 'Laad de pagina opnieuw, kijk wat veranderd is en probeer het nog eens.',
    'step-up': 'Daarna vragen we het tien minuten lang niet meer.',
    limited: 'Wacht enkele minuten en probeer het opnieuw.',
    unavailable: 'Er is niets gewijzigd. Probeer het over een minuut opnieuw.',
  },
  bug: 'Er ging bij ons iets mis. Er is niets gewijzigd.',
  reference: (p) => `Vermeld ${p.id} als je het meldt.`,
  code: {
    'sign-in.refused': 'Dat klopte niet. Kijk het adres, het wachtwoord en de code na en probeer opnieuw.',
    'sign-in.needed': 'Meld je aan om verder te gaan.',
    'step-up.needed': 'Geef een code van je authenticator-app om verder te gaan.',
    'csrf.missing': 'Dit formulier is te oud. Laad de pagina opnieuw en verstuur het nog eens.',
    'vault.sealed': 'De kluis is verzegeld: niets is leesbaar of te wijzigen tot iemand ze ontzegelt.',
    'cursor.invalid': 'Deze pagina van de lijst bestaat niet meer. Begin opnieuw bij de eerste.',
    'grant.already-ended': 'Deze toegang is al beëindigd.',
  },
} satisfies typeof english;
