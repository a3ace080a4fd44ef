import { expect, test } from 'vitest';
import { suggestedZone } from './rules.ts';

test.each([
  ['Europe/Amsterdam', 'Europe/Amsterdam'],
  ['UTC', 'Europe/Brussels'],
  ['Etc/UTC', 'Europe/Brussels'],
])('a machine in %s suggests %s', (machine, zone) => {
  expect(suggestedZone(machine)).toBe(zone);
});
