import { expect, test } from 'vitest';
import { nearest } from './near.ts';

const words = ['KEYHOLDER_SMTP_URL', 'KEYHOLDER_SMTP_CA', 'KEYHOLDER_LISTEN', 'KEYHOLDER_LOG_LEVEL'];

test.each([
  ['KEYHOLDER_SMPT_URL', 'KEYHOLDER_SMTP_URL'],
  ['KEYHOLDER_SMTP_UR', 'KEYHOLDER_SMTP_URL'],
  ['KEYHOLDER_LOGLEVEL', 'KEYHOLDER_LOG_LEVEL'],
  ['KEYHOLDER_LISTENS', 'KEYHOLDER_LISTEN'],
  ['KEYHOLDER_SOMETHING_ELSE', undefined],
  ['', undefined],
])('%s is taken for %s', (typed, meant) => {
  expect(nearest(typed, words)).toBe(meant);
});
