import { expect, test } from 'vitest';
import { revealSecret } from '#src/features/access/index.ts';
import { dueRotations } from '#src/features/rotation/index.ts';
import { secretsOf } from '#src/features/secrets/index.ts';
import { account, company, person } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { vaultCommand } from './vault.cli.ts';
import { importVault } from './vault.service.ts';

const value = 'p,a"ss é from elsewhere';
const seed = 'JBSWY3DPEHPK3PXP';
const quoted = '"p,a""ss é from elsewhere"';

const exports: readonly [string, string][] = [
  [
    'bitwarden.json',
    JSON.stringify({ items: [{ type: 1, name: 'X', login: { uris: [{ uri: 'https://x.com' }], username: 'Voorbeeld', password: value, totp: seed } }] }),
  ],
  [
    'bitwarden.csv',
    `folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n,,login,X,,,0,https://x.com,voorbeeld,${quoted},${seed}\n`,
  ],
  [
    '1password.csv',
    `Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\nX,https://x.com,voorbeeld,${quoted},otpauth://totp/X:v?secret=${seed},,,,\n`,
  ],
  ['lastpass.csv', `url,username,password,totp,extra,name,grouping,fav\nhttps://x.com,voorbeeld,${quoted},${seed},,X,,0\n`],
];

async function register() {
  const w = await world();
  await company(w);
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const accountId = await account(w, { ownerId });
  const bring = (text: string, more: { dryRun?: boolean } = {}) =>
    importVault(w.operator, { file: { name: 'vault', bytes: Buffer.from(text) }, dryRun: more.dryRun ?? false });
  return { w, ownerId, accountId, bring };
}

test.each(exports)('%s: a dry run changes nothing, the values come in once, and no answer tells them', async (_, text) => {
  const { w, ownerId, accountId, bring } = await register();
  const dry = await bring(text, { dryRun: true });
  expect(dry.lines.map(({ kind, left }) => [kind, left])).toEqual([
    ['password', null],
    ['totp', null],
  ]);
  expect(await secretsOf(w.operator, accountId)).toEqual([]);

  const file = { name: 'vault', bytes: Buffer.from(text) };
  const result = await vaultCommand.run(w.operator, { arguments: { FILE: 'vault' }, options: {}, files: { FILE: file } });
  expect(result.exit).toBe(0);
  expect((await bring(text)).lines.map(({ left }) => left)).toEqual(['same', 'same']);
  for (const said of [JSON.stringify(result), w.log()]) expect([said.includes('from elsewhere'), said.includes(seed)]).toEqual([false, false]);

  const kept = await secretsOf(w.operator, accountId);
  const password = kept.find((secret) => secret.kind === 'password');
  expect((await revealSecret(await w.as(ownerId), { secretId: password?.id ?? '', how: 'shown' })).value).toBe(value);
});

test('what is here is not replaced, what fits nothing stays out, and what is adopted ends nothing', async () => {
  const { w, accountId, bring } = await register();
  const chrome = (rows: string) => bring(`name,url,username,password,note\n${rows}`);
  await chrome('X,https://x.com,voorbeeld,first-value,\n');
  const { lines } = await chrome(
    'X,https://x.com,voorbeeld,second-value,\nX,https://x.com,another,third,\n,https://bank.example,voorbeeld,fourth,\nX,https://x.com,voorbeeld,,\n',
  );
  expect(lines.map(({ place, left }) => [place, left])).toEqual([
    [2, 'other-value'],
    [3, 'no-account'],
    [4, 'other-site'],
    [5, 'no-value'],
  ]);
  const [password] = await secretsOf(w.operator, accountId);
  expect(password?.current?.origin).toBe('adopted');
  expect(await dueRotations(w.operator)).toEqual([]);
});

test.each([
  ['an encrypted export', '{"encrypted":true,"items":[]}', 'directory.vault-encrypted'],
  ['another file', '{"users":["hunter2"]}', 'directory.vault-unknown'],
  ['a file without headings', 'X,https://x.com,voorbeeld,hunter2\n', 'directory.vault-unknown'],
])('%s is refused, and the refusal repeats nothing of it', async (_, text, code) => {
  const { bring } = await register();
  const refused = await bring(text).catch((problem: unknown) => problem);
  expect(refused).toMatchObject({ code, params: {} });
});

test('is for administrators and the machine, not for HR', async () => {
  const { w } = await register();
  const somebodyId = await person(w, 'Stan Stranger');
  await expect(importVault(await w.as(somebodyId), { file: { name: 'v', bytes: Buffer.from('{"items":[]}') }, dryRun: true })).rejects.toMatchObject({
    kind: 'forbidden',
  });
});
