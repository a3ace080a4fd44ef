import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test.each([
  ['KEYHOLDER_PUBLIC_URL', 'https://intranet.example/keyholder', /KEYHOLDER_PUBLIC_URL: has a path/],
  ['KEYHOLDER_PUBLIC_URL', 'https://kh.example/?a=1', /KEYHOLDER_PUBLIC_URL: has a path/],
  ['KEYHOLDER_SMTP_URL', 'smtp://keyholder:50%off+now@mail.example', /KEYHOLDER_SMTP_URL: .*must be written otherwise.*`%25`/],
  ['KEYHOLDER_SMTP_URL', 'smtp://k@acme.example:p@ss/w#rd@mail.example', /KEYHOLDER_SMTP_URL: .*must be written otherwise.*`%40`/],
  ['KEYHOLDER_TRUSTED_PROXIES', '10.0.0.0/33', /KEYHOLDER_TRUSTED_PROXIES: must be addresses or networks/],
  ['KEYHOLDER_TRUSTED_PROXIES', 'proxy.example', /KEYHOLDER_TRUSTED_PROXIES: must be addresses or networks/],
  ['KEYHOLDER_HSTS', 'yes', /KEYHOLDER_HSTS: /],
  ['KEYHOLDER_LISTEN', '0.0.0.0:8080', /https/],
])('%s=%s is refused with what to write instead', (name, value, sentence) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
  expect(() => readConfig({ [name]: value })).toThrow(sentence);
});

test('a slash behind the host, and signs that are written as they must be, are taken', () => {
  expect(readConfig({ KEYHOLDER_PUBLIC_URL: 'https://kh.example/' }).publicUrl).toBe('https://kh.example');
  const smtpUrl = 'smtp://k%40acme.example:p%40ss%2Fw%23rd%25@mail.example:587';
  expect(readConfig({ KEYHOLDER_SMTP_URL: smtpUrl }).smtpUrl).toBe(smtpUrl);
});

test.each([
  [{ KEYHOLDER_PUBLIC_URL: 'https://kh.example' }, ['127.0.0.1', '::1']],
  [{}, []],
  [{ KEYHOLDER_PUBLIC_URL: 'https://kh.example', KEYHOLDER_TRUSTED_PROXIES: 'none' }, []],
  [{ KEYHOLDER_TRUSTED_PROXIES: '192.0.2.1, 10.0.0.0/8 ,2001:db8::/32' }, ['192.0.2.1', '10.0.0.0/8', '2001:db8::/32']],
])('with %j these are believed: %j', (env, expected) => {
  expect(readConfig(env).trustedProxies).toEqual(expected);
});
