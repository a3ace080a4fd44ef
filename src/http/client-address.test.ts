import { expect, test } from 'vitest';
import { networksOf } from '#src/host/networks.ts';
import { askedFrom } from './client-address.ts';

const { has } = networksOf(['127.0.0.1', '::1', '10.0.0.0/8']);

test.each([
  ['without a proxy the socket says it, and nobody else', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['a proxy of ours names whoever asked', '127.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['what the asker wrote before it is not believed', '127.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['two proxies of ours are passed', '127.0.0.1', '198.51.100.1, 203.0.113.7, 10.2.3.4', '203.0.113.7'],
  ['a stranger who is no proxy ends it', '127.0.0.1', '10.9.9.9, 203.0.113.7, 10.2.3.4', '203.0.113.7'],
  ['a proxy that says nothing is where it came from', '127.0.0.1', undefined, '127.0.0.1'],
  ['an address of both families is one', '::1', '::ffff:203.0.113.7', '203.0.113.7'],
  ['a port is not part of it', '127.0.0.1', '203.0.113.7:4711', '203.0.113.7'],
  ['IPv6 in brackets', '127.0.0.1', '[2001:db8::7]:4711', '2001:db8::7'],
  ['what is no address is not passed', '127.0.0.1', '203.0.113.7, unknown', '127.0.0.1'],
  ['an empty header', '127.0.0.1', '', '127.0.0.1'],
])('%s', (_, socket, forwarded, expected) => {
  expect(askedFrom(socket, forwarded, has)).toBe(expected);
});
