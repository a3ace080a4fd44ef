import type { Criticality, Locale } from '#db/words.ts';
export type { Criticality } from '#db/words.ts';

export type Organisation = { name: string; timeZone: string; locale: Locale };
/** Days. */
export type RotationPolicy = Record<Criticality, number>;

/** Shown until set-up has asked. */
export const unnamedOrganisation: Organisation = { name: 'Keyholder', timeZone: 'UTC', locale: 'en' };

export const defaultRotationPolicy: RotationPolicy = { critical: 90, normal: 180, low: 365 };

/** How many different secrets somebody may look at within ten minutes before owners and administrators are told. */
export type RevealAlarm = { secrets: number };

/** Whoever posts with a few accounts stays below it, with a password and a code each; whoever empties a vault does not. */
export const defaultRevealAlarm: RevealAlarm = { secrets: 10 };

/** Clean-up after a departure, by the clock on the wall: nights and weekends count. */
export const slaHours: Record<Criticality, number> = { critical: 4, normal: 24, low: 72 };

/** How many days whoever set somebody's address needs a second person to let that somebody in. */
export const defaultSecondPerson = { days: 14 };

/**
 * How many hours somebody has to stop a reset of their sign-in. Never none: a mail has to arrive and be read before the link works,
 * or it would warn nobody.
 */
export const defaultSignInReset = { hours: 24 };
