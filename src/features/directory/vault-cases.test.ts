import { describe, expect, test } from 'vitest';
import { secretsOf } from '#src/features/secrets/index.ts';
import { addAccount } from '#src/features/accounts/index.ts';
import { company, person } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { vaultCommand } from './vault.cli.ts';
import { importVault } from './vault.service.ts';

const handles = [
  ['x', 'voorbeeld'],
  ['x', 'voorbeeldhelpt'],
  ['instagram', 'voorbeeld.home'],
  ['instagram', 'voorbeeld.tuin'],
  ['tiktok', 'voorbeeld_nl'],
  ['linkedin', 'acme-voorbeeld'],
] as const;

async function register() {
  const w = await world();
  await company(w);
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const ids = new Map<string, string>();
  for (const [platform, handle] of handles) {
    ids.set(handle, (await addAccount(w.operator, { platform, handle, criticality: 'normal', ownerId, deputyIds: [] })).id);
  }
  const bring = (file: string | Buffer | object, dryRun = false) => {
    const bytes = Buffer.isBuffer(file) ? file : Buffer.from(typeof file === 'string' ? file : JSON.stringify(file));
    return importVault(w.operator, { file: { name: 'vault', bytes }, dryRun });
  };
  const lines = async (file: string | Buffer | object) => (await bring(file)).lines.map(({ place, kind, left }) => [place, kind, left]);
  return { w, ids, bring, lines };
}

const login = (name: string, uri: string, username: string, more: { password?: string; [key: string]: unknown } = {}) => {
  const { password, totp, fido2Credentials, ...rest } = more;
  return { type: 1, name, login: { uris: [{ uri }], username, password, totp, fido2Credentials }, ...rest };
};
const exported = (...items: object[]) => ({ encrypted: false, folders: [], items });

test('what a vault has archived or thrown away stays out and is counted, and the one in use comes in', async () => {
  const { bring, lines } = await register();
  const csv =
    'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n"X (old)",https://x.com/,voorbeeldhelpt,old-Password-2019,,false,true,,\nX,https://x.com/,voorbeeldhelpt,new-Password-2026,,false,false,,\n';
  expect(await bring(csv, true)).toMatchObject({ over: 1, lines: [{ place: 3, left: null }] });
  const json = exported(
    login('X old', 'https://x.com/', 'voorbeeld', { password: 'old-Password-2019', deletedDate: '2020-01-02T00:00:00.000Z' }),
    login('X', 'https://x.com/', 'voorbeeld', { password: 'new-Password-2026', archivedDate: null }),
    login('X new', 'https://x.com/', 'voorbeeld', { password: 'other-Password-1', archivedDate: '2026-01-02T00:00:00.000Z' }),
  );
  expect(await lines(json)).toEqual([[2, 'password', null]]);
  const keepass =
    '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"\n"Root/Prullenbak","X","voorbeeldhelpt","old-Password-2019","https://x.com","","","0","",""\n';
  expect(await bring(keepass)).toMatchObject({ over: 1, items: 0 });
});

test('of two values that differ neither is taken, whatever their order, and both lines are named; two that are equal are one', async () => {
  const { w, bring } = await register();
  const two = [
    login('A', 'https://x.com/', 'voorbeeldhelpt', { password: 'old-Value-2023' }),
    login('X', 'https://x.com/', 'voorbeeldhelpt', { password: 'new-Value-2026' }),
  ];
  for (const items of [two, two.toReversed()]) {
    expect((await bring(exported(...items))).lines).toMatchObject([
      { left: 'two-values', others: [2] },
      { left: 'two-values', others: [1] },
    ]);
  }
  const same = [1, 2].map(() => login('TikTok', 'https://www.tiktok.com/', 'voorbeeld_nl', { password: 'same-Value-1' }));
  for (const dryRun of [true, false]) expect((await bring(exported(...same), dryRun)).lines.map(({ left }) => left)).toEqual([null, 'same']);
  const again = Buffer.from(JSON.stringify(exported(...same)));
  expect((await vaultCommand.run(w.operator, { arguments: { FILE: 'v' }, options: {}, files: { FILE: { name: 'v', bytes: again } } })).exit).toBe(0);
});

test('a colleague’s own profile stays out, by a file as by any other door', async () => {
  const { lines } = await register();
  const items = [
    login('LinkedIn acme-voorbeeld', 'https://www.linkedin.com/company/acme-voorbeeld', 'ada@acme.example', {
      password: 'own-Profile-1',
      totp: 'JBSWY3DPEHPK3PXP',
    }),
    login('Instagram', 'https://www.instagram.com/voorbeeld.home', 'social@acme.example', { password: 'cherry-Table-92' }),
  ];
  expect(await lines(exported(...items))).toEqual([
    [1, null, 'personal'],
    [2, 'password', null],
  ]);
});

test('the age of a password is what the file really holds', async () => {
  const { w, ids, bring } = await register();
  const item = { creationDate: '2024-02-01T09:00:00.000Z', revisionDate: '2026-01-20T09:00:00.000Z' };
  await bring(
    exported(
      login('X', 'https://x.com/voorbeeld', 'voorbeeld', {
        password: 'cherry-Table-92',
        ...item,
        fields: [{ type: 1, name: 'Backup codes', value: '3333' }],
        passwordHistory: [
          { password: 'Backup codes: 1111-2222', lastUsedDate: '2025-11-01T09:00:00.000Z' },
          { password: 'plum-Chair-11', lastUsedDate: '2025-06-01T09:00:00.000Z' },
        ],
      }),
      login('X', 'https://x.com/voorbeeldhelpt', 'voorbeeldhelpt', { password: 'pear-Chair-14', ...item, passwordHistory: [] }),
    ),
  );
  const setAt = async (handle: string) => (await secretsOf(w.operator, ids.get(handle) ?? ''))[0]?.valueSetAt;
  expect(await setAt('voorbeeld')).toBe(Date.parse('2025-06-01T09:00:00.000Z'));
  expect(await setAt('voorbeeldhelpt')).toBe(Date.parse('2024-02-01T09:00:00.000Z'));
});

test('a passkey is told as a way in that stays, and a name is shown without what steers a terminal', async () => {
  const { w, lines } = await register();
  const passkeys = [{ credentialId: 'made-up', rpId: 'x.com' }];
  const file = exported(
    login('Instagram', 'https://www.instagram.com/voorbeeld.home', '', { password: 'cherry-Table-92', fido2Credentials: passkeys }),
    login('X \u001b[31mred\u001b[0m\u202e', 'https://x.com/', 'voorbeeld', { fido2Credentials: passkeys }),
  );
  expect(await lines(file)).toEqual([
    [1, 'password', null],
    [1, null, 'passkey'],
    [2, null, 'passkey'],
  ]);
  const bytes = Buffer.from(JSON.stringify(file));
  const { text, json } = await vaultCommand.run(w.operator, { arguments: { FILE: 'v' }, options: {}, files: { FILE: { name: 'v', bytes } } });
  expect(text).toContain('2 passkeys stay where they are.');
  for (const sign of ['\u001b', '\u202e']) expect((text + JSON.stringify(json)).includes(sign)).toBe(false);
});

describe('what other products write', () => {
  const value = 'cherry-Table-91-lamp';
  const seed = 'otpauth://totp/TikTok:v?secret=JBSWY3DPEHPK3PXP&issuer=TikTok';
  test.each([
    ['1Password 7', `"Notes","Password","Title","Type","URL","Username"\n"","${value}","TikTok","Login","https://www.tiktok.com/","voorbeeld_nl"\n`, 1, 1],
    [
      'Passbolt, as 1Password',
      `"Title","Username","Url","Password","Notes","Type"\n"TikTok","voorbeeld_nl","https://www.tiktok.com/","${value}","","Social media"\n`,
      1,
      1,
    ],
    [
      'Dashlane',
      `username,username2,username3,title,password,note,url,category,otpUrl\nvoorbeeld_nl,,,TikTok,${value},,https://www.tiktok.com/login,Social,${seed}\n`,
      2,
      4,
    ],
    [
      'Dashlane before',
      `username,username2,username3,title,password,note,url,category,otpSecret\nvoorbeeld_nl,,,TikTok,${value},,https://www.tiktok.com/login,Social,JBSWY3DPEHPK3PXP\n`,
      2,
      4,
    ],
    [
      'KeePassXC',
      `"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"\n"Root","TikTok","voorbeeld_nl","${value}","https://www.tiktok.com","","${seed}","0","2026-01-01T00:00:00Z","2026-01-01T00:00:00Z"\n`,
      2,
      3,
    ],
    [
      'NordPass',
      `name,url,additional_urls,username,password,note,cardholdername,folder,type\nTikTok,https://www.tiktok.com,,voorbeeld_nl,${value},,,,password\n`,
      1,
      2,
    ],
    [
      'Proton Pass',
      `type,name,url,email,username,password,note,totp,createTime,modifyTime,vault\nlogin,TikTok,https://www.tiktok.com,social@acme.example,voorbeeld_nl,${value},,${seed},1700000000,1700000001,Personal\n`,
      2,
      3,
    ],
    ['Keeper', `Folder,Title,Login,Password,Website Address,Notes,Shared Folder\n,TikTok,voorbeeld_nl,${value},https://www.tiktok.com,,\n`, 1, 2],
    [
      'Firefox',
      `"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"\n"https://www.tiktok.com","voorbeeld_nl","${value}","","","{1}","1700000000000","1700000000000","1700000000000"\n`,
      1,
      4,
    ],
    ['Safari', `Title,URL,Username,Password,Notes,OTPAuth\nTikTok,https://www.tiktok.com/,voorbeeld_nl,${value},,${seed}\n`, 2, 1],
    ['Edge', `name,url,username,password,note\nTikTok,https://www.tiktok.com/,voorbeeld_nl,${value},\n`, 1, 1],
  ])('%s', async (_, text, taken, unread) => {
    const { bring } = await register();
    const report = await bring(text);
    expect(report.lines.map(({ left }) => left)).toEqual(Array.from({ length: taken }, () => null));
    expect(report.unread).toHaveLength(unread);
  });

  test('LastPass writes values as HTML: the signs are put back, and said; where a sign stands in the clear they are left', async () => {
    const { bring } = await register();
    const head = 'url,username,password,totp,extra,name,grouping,fav\n';
    const note = 'http://sn,,,,a secret note,Door code,Social,0\n';
    const escaped = await bring(`${head}https://x.com/,voorbeeld,cherry&amp;Table&lt;91&gt;lamp,,,X,Social,0\n${note}`);
    expect(escaped).toMatchObject({ others: 1, lines: [{ left: null, remark: 'unescaped' }] });
    expect((await bring(`${head}https://x.com/,voorbeeld,cherry&Table<91>lamp,,,X,Social,0\n`)).lines).toMatchObject([{ left: 'same' }]);
    expect((await bring(`${head}https://x.com/,voorbeeldhelpt,a&amp;b&amp;c&amp;d,,R&D,X,Social,0\n`)).lines).toMatchObject([
      { left: null, remark: 'escaped' },
    ]);
  });

  test('what `bw list items` prints, also in UTF-16, a nameless item, and fields of any length that nobody reads', async () => {
    const { bring, lines } = await register();
    const items = [
      { type: 1, name: null, login: { uris: null, username: null, password: null, totp: null } },
      login('X', 'https://x.com/', 'voorbeeld', { password: value }),
    ];
    expect(await lines(Buffer.from(`\ufeff${JSON.stringify(items)}`, 'utf16le'))).toEqual([
      [1, null, 'no-platform'],
      [2, 'password', null],
    ]);
    const csv = `folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n,,login,X,,"${'long: field\n'.repeat(2000)}",0,https://x.com,voorbeeld,${value},\n`;
    expect((await bring(csv)).lines).toMatchObject([{ left: 'same' }]);
  });
});

test.each([
  ['an export for one account only', '{"encrypted":true,"items":[]}', 'directory.vault-encrypted'],
  [
    'a locked one without its password',
    '{"encrypted":true,"passwordProtected":true,"salt":"s","kdfType":0,"kdfIterations":600000,"encKeyValidation_DO_NOT_EDIT":"2.a|b|c","data":"2.a|b|c"}',
    'directory.vault-needs-password',
  ],
  ['more than ten thousand items', JSON.stringify({ items: Array.from({ length: 10_001 }, () => ({})) }), 'directory.too-many-rows'],
  ['an item of another shape', '{"items":[{"name":"X","login":"hunter2"}]}', 'directory.vault-item'],
  ['a note of pass', '-----BEGIN PGP MESSAGE-----\n', 'directory.vault-pgp'],
  ['KeePass’ XML', '<?xml version="1.0"?><KeePassFile/>', 'directory.vault-xml'],
  ['KeePass 1', Buffer.from('03d9a29a65fb4bb500000400', 'hex'), 'directory.vault-kdb'],
])('%s is refused in one sentence of its own', async (_, file, code) => {
  const { bring } = await register();
  await expect(bring(file)).rejects.toMatchObject({ code });
});

test('nothing taken from a file that holds something is a failure, and every key that cannot be read has its reason', async () => {
  const { w, lines } = await register();
  const run = (text: string) =>
    vaultCommand.run(w.operator, { arguments: { FILE: 'v' }, options: {}, files: { FILE: { name: 'v', bytes: Buffer.from(text) } } });
  expect((await run('name,url,username,password,type\nVisa,,,,card\n')).exit).toBe(1);
  expect((await run('name,url,username,password\n')).exit).toBe(0);
  const keys = ['otpauth://hotp/X?secret=JBSWY3DPEHPK3PXP&counter=1', 'steam://JBSWY3DPEHPK3PXP', 'not a key!', 'JBSW'];
  const { text } = await run(`name,url,username,password,totp\n${keys.map((key) => `X,https://x.com,voorbeeld,,${key}\n`).join('')}`);
  for (const reason of ['counts instead of', 'cannot make codes', 'letters A to Z', 'too short to be safe']) expect(text).toContain(reason);
  expect(await lines('name,url,username,password,totp\nTikTok,https://tiktok.com,voorbeeld_nl,,key=JBSWY3DPEHPK3PXP&step=30&size=6\n')).toEqual([
    [2, 'totp', null],
  ]);
});
