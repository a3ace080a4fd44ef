import type { audit as english } from '../en/audit.ts';

export const audit = {} satisfies typeof english;
