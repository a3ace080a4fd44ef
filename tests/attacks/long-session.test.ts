import { expect, test } from 'vitest';
import { site } from '#tests/helpers/site.ts';

test('a session that is used all the time ends twelve hours after it began', async () => {
  const s = await site();
  const browser = await s.signIn(s.ada);
  for (let minutes = 0; minutes < 11 * 60 + 40; minutes += 20) {
    s.clock.advance('20m');
    expect((await browser.get('/me')).path).toBe('/me');
  }
  s.clock.advance('20m');
  expect((await browser.get('/me')).path).toMatch(/^\/sign-in/);
});
