import type { offboarding as english } from '../en/offboarding.ts';

export const offboarding = {} satisfies typeof english;
