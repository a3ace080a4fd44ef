import { flushCompileCache } from 'node:module';
import type { Place } from '#tests/helpers/database.ts';
import { type Cast, openPlace } from './installation.ts';
import { play } from './story.ts';

/** Plays the story and dies before or after its n-th commit. */
const [place = '{}', now = '', castText = '{}', side = '', nth = ''] = process.argv.slice(2);
flushCompileCache();

let commits = 0;
const dies = async (here: string) => {
  if (side === here && commits === Number(nth)) process.kill(process.pid, 'SIGKILL');
};
const h = await openPlace(JSON.parse(place) as Place, Number(now), {
  beforeCommit: async () => {
    commits++;
    await dies('before');
  },
  afterCommit: () => dies('after'),
});
await play(h, JSON.parse(castText) as Cast);
