import { expect, test } from 'vitest';
import { asCalled } from './called-as.rules.ts';

const text = "Run './keyholder audit verify', then ./keyholder status. See docs/./keyholder and ./keyholder.md.";

test.each([
  ['nobody says how', null, text],
  ['it was called in its folder', './keyholder', text],
  [
    'it was called from elsewhere',
    '/opt/keyholder/keyholder',
    "Run '/opt/keyholder/keyholder audit verify', then /opt/keyholder/keyholder status. See docs/./keyholder and ./keyholder.md.",
  ],
])('a command in a text when %s', (_, path, expected) => {
  expect(asCalled(text, path)).toBe(expected);
});

test.each([
  ['/srv/key holder/keyholder', "'/srv/key holder/keyholder' status"],
  ["/srv/zoë's/keyholder", `'/srv/zoë'\\''s/keyholder' status`],
  ['/srv/$&/keyholder', "'/srv/$&/keyholder' status"],
])('%s is written so that a shell reads it as one word', (path, expected) => {
  expect(asCalled('./keyholder status', path)).toBe(expected);
});
