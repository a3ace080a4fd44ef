import type { rotation as english } from '../en/rotation.ts';

export const rotation = {} satisfies typeof english;
