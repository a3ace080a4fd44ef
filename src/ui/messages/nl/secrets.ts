import type { secrets as english } from '../en/secrets.ts';

export const secrets = {} satisfies typeof english;
