import { expect, test } from 'vitest';
import { isOurHost } from './hosts.ts';

test.each([
  ['kh.example', 'https://kh.example', true],
  ['KH.Example', 'https://kh.example', true],
  ['kh.example:443', 'https://kh.example', true],
  ['kh.example.', 'https://kh.example', true],
  ['kh.example:8443', 'https://kh.example:8443', true],
  ['kh.example:80', 'http://kh.example', true],
  ['kh.example:8443', 'https://kh.example', false],
  ['kh.example:80', 'https://kh.example', false],
  ['evil.example', 'https://kh.example', false],
  ['kh.example.evil.example', 'https://kh.example', false],
  ['localhost:8080', 'https://kh.example', true],
  ['127.0.0.1', 'https://kh.example', true],
  ['[::1]:8080', 'https://kh.example', true],
  ['127.0.0.1.evil.example', 'https://kh.example', false],
])('%s is answered under %s: %s', (host, publicUrl, expected) => {
  expect(isOurHost(host, publicUrl)).toBe(expected);
});
