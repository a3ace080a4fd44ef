import type { platforms as english } from '../en/platforms.ts';

export const platforms = {} satisfies typeof english;
