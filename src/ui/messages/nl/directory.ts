import type { directory as english } from '../en/directory.ts';

export const directory = {} satisfies typeof english;
