import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '#tests/helpers/database.ts';
import { findSettings, parseSettings, SettingsFileError } from './settings-file.ts';

function machine(files: Readonly<Record<string, string>>) {
  const root = freshFolder();
  mkdirSync(join(root, 'data'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const at = (name: string) => join(root, name);
  return { at, find: (env: Record<string, string>) => findSettings(env, { machine: at('machine.env'), installation: root }) };
}

test('a file is read as systemd reads it', () => {
  const text =
    '# mail\n\nKEYHOLDER_LISTEN=127.0.0.1:1\r\nKEYHOLDER_MAIL_FROM="Acme <keys@acme.example>"\n; more\nPGPASSFILE=/etc/pass\nKEYHOLDER_SMTP_URL=smtp://a:b=c@host\n';
  expect(parseSettings('f', text)).toEqual({
    KEYHOLDER_LISTEN: '127.0.0.1:1',
    KEYHOLDER_MAIL_FROM: 'Acme <keys@acme.example>',
    PGPASSFILE: '/etc/pass',
    KEYHOLDER_SMTP_URL: 'smtp://a:b=c@host',
  });
});

test.each([
  ['export KEYHOLDER_LISTEN=1', 'f, line 1, is not NAME=value.'],
  ['\nsmtp://user:hunter2@host', 'f, line 2, is not NAME=value.'],
  ['HTTP_PROXY=http://x', 'f, line 1: HTTP_PROXY is no setting of Keyholder.'],
  ['KEYHOLDER_CONFIG=/x', 'f, line 1: KEYHOLDER_CONFIG. It says which file is read'],
  ['NODE_EXTRA_CA_CERTS=/x', 'f, line 1: NODE_EXTRA_CA_CERTS. It is read before'],
  ['KEYHOLDER_HSTS=off\nKEYHOLDER_HSTS=host', 'f, line 2: KEYHOLDER_HSTS stands there twice.'],
])('%j is refused by its line, and its words are not repeated', (text, sentence) => {
  expect(() => parseSettings('f', text)).toThrow(SettingsFileError);
  expect(() => parseSettings('f', text)).toThrow(sentence);
  expect(() => parseSettings('f', text)).not.toThrow(/hunter2/);
});

test('the file in the data directory goes before that of the machine, which may say where the data directory is', () => {
  const { at, find } = machine({
    'machine.env': 'KEYHOLDER_DATA_DIR=elsewhere\nKEYHOLDER_LISTEN=127.0.0.1:1\nKEYHOLDER_HSTS=off\n',
    'data/keyholder.conf': 'KEYHOLDER_LISTEN=127.0.0.1:2\n',
  });
  expect(find({ KEYHOLDER_DATA_DIR: 'data' })).toEqual({
    values: { KEYHOLDER_DATA_DIR: 'elsewhere', KEYHOLDER_LISTEN: '127.0.0.1:2', KEYHOLDER_HSTS: 'off' },
    files: [at('data/keyholder.conf'), at('machine.env')],
  });
  expect(find({})).toMatchObject({ values: { KEYHOLDER_LISTEN: '127.0.0.1:1' }, files: [at('machine.env')] });
});

test('a named file is the only one, and none is none', () => {
  const { at, find } = machine({ 'machine.env': 'KEYHOLDER_HSTS=off\n', 'my.env': 'KEYHOLDER_HSTS=host\n' });
  expect(find({ KEYHOLDER_CONFIG: 'my.env' })).toEqual({ values: { KEYHOLDER_HSTS: 'host' }, files: [at('my.env')] });
  expect(find({ KEYHOLDER_CONFIG: 'none' })).toEqual({ values: {}, files: [] });
  expect(() => find({ KEYHOLDER_CONFIG: 'gone.env' })).toThrow(/names .*gone\.env, and it is not there/);
});

test('a file that cannot be read stops everything and says what to type', () => {
  const { at, find } = machine({ 'machine.env': 'KEYHOLDER_HSTS=off\n' });
  mkdirSync(at('data/keyholder.conf'));
  expect(() => find({})).toThrow(/keyholder\.conf cannot be read \(EISDIR\).*sudo chown root:keyholder .*KEYHOLDER_CONFIG=none/);
});

test('the file in the data directory cannot move it', () => {
  const { find } = machine({ 'data/keyholder.conf': 'KEYHOLDER_DATA_DIR=other\n' });
  expect(() => find({})).toThrow(/lies in the data directory, so it cannot say where that is/);
});
