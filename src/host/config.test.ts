import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { ConfigError } from './setting-values.ts';

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

test('a setting that does not exist is refused by name, with the one that was meant', () => {
  expect(() => readConfig({ KEYHOLDER_SMPT_URL: 'smtp://x' })).toThrow('KEYHOLDER_SMPT_URL: there is no such setting. Did you mean KEYHOLDER_SMTP_URL?');
  expect(() => readConfig({ KEYHOLDER_COLOUR_OF_PAGES: 'red' })).toThrow('KEYHOLDER_COLOUR_OF_PAGES: there is no such setting. The README has the list.');
});

test('what Kubernetes and Docker tell of a service of our name is none of ours', () => {
  const theirs = {
    KEYHOLDER_SERVICE_HOST: '10.0.0.1',
    KEYHOLDER_SERVICE_PORT: '80',
    KEYHOLDER_PORT: 'tcp://10.0.0.1:80',
    KEYHOLDER_PORT_8080_TCP_ADDR: '10.0.0.1',
  };
  expect(readConfig(theirs).listen.port).toBe(8080);
});
