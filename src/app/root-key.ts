import { isRootKeyChanging, wrapAnew } from '#src/features/keys/index.ts';
import { printAnew } from '#src/features/secrets/index.ts';
import { minute } from '#src/ground/time.ts';
import type { CommandInput } from '#src/http/command.ts';
import type { Job } from '#src/http/routes.ts';

/** What hangs from the root key beside the data keys; each moves along with those that it belongs to. */
const followers = [printAnew];

/** Wraps anew what the root key before wrapped. `progress` tells a terminal. */
export function wrapsAnew(progress?: CommandInput['progress']): Job {
  return {
    name: 'wrap-keys-anew',
    every: minute,
    isDue: isRootKeyChanging,
    async run(ctx) {
      const { wrapped, damaged } = await wrapAnew(ctx, followers, (done, left) => progress?.(done, done + left));
      return `wrapped ${wrapped} data keys anew${damaged > 0 ? `; ${damaged} do not open` : ''}`;
    },
  };
}

/** Goes on with what a command began, on whichever node, also after it was killed. */
export const rootKeyJob = wrapsAnew();
