import { expect, test } from 'vitest';
import { day } from '#src/ground/time.ts';
import { judgeBackup } from './backup.rules.ts';

const now = 1000 * day;

test.each([
  ['on the first days there is none yet', { lastAt: null, since: now - day }, 'none-yet'],
  ['nobody ever made one', { lastAt: null, since: now - 3 * day }, 'late'],
  ['one night failed', { lastAt: now - 1.5 * day, since: 0 }, 'made'],
  ['two nights failed', { lastAt: now - 2.1 * day, since: 0 }, 'late'],
  ['one of a clock that ran ahead proves nothing', { lastAt: now + day, since: 0 }, 'late'],
])('%s', (_, facts, state) => {
  expect(judgeBackup({ ...facts, elsewhere: false }, now).state).toBe(state);
  expect(judgeBackup({ ...facts, elsewhere: true }, now).state).toBe('elsewhere');
});
