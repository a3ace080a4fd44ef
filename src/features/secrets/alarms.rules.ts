import { stepUpLasts } from '#src/ground/permission.ts';

/** As long as one proof of the second factor lasts: what somebody can take with one. */
export const burstLasts = stepUpLasts;

/** So many looks are many, whatever they are at; no more are counted. */
export const mostLooks = 5000;

/** How many different secrets these looks were at; looking at one again is the same work. */
export function countSecrets(looks: readonly { secretId: string }[]): number {
  return new Set(looks.map((look) => look.secretId)).size;
}

/** `limit` is how many different secrets alarm. */
export function alarms(looks: readonly { secretId: string }[], limit: number): boolean {
  return countSecrets(looks) >= limit || looks.length >= mostLooks;
}
