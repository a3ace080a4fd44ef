import { Problem } from '#src/ground/problem.ts';
import { fold } from '#src/ground/words.ts';
import { fileLimits, readTable } from './parse.ts';
import type { ItemRemark, VaultFile, VaultItem } from './vault.file.ts';

/** What products call the columns that are read, folded; two that mean the same are looked at in this order. */
const headings = {
  name: ['name', 'title', 'label'],
  address: ['login_uri', 'url', 'urls', 'uri', 'uris', 'website', 'website address', 'web site', 'login url', 'additional_urls'],
  username: ['login_username', 'username', 'login', 'user name', 'login name'],
  email: ['email'],
  password: ['login_password', 'password', 'pwd'],
  seed: ['login_totp', 'otpauth', 'totp', 'otp', 'otpurl', 'otpsecret', 'otp secret', 'two-factor secret', 'one-time password'],
  type: ['type'],
  archived: ['archived', 'archiveddate'],
  trashed: ['deleted', 'deleteddate', 'trashed'],
  folder: ['group', 'grouping', 'folder'],
  changed: ['timepasswordchanged'],
  created: ['timecreated', 'createtime', 'created'],
} as const;
type Field = keyof typeof headings;

/** Of what is not read, a cell may be as long as it likes. */
const limits = { ...fileLimits, columns: 500, cell: fileLimits.bytes };
const noLogins = new Set(
  'note,notes,securenote,secure note,secure-note,card,creditcard,credit_card,credit card,identity,alias,document,sshkey,ssh key,bank,passport,wifi'.split(','),
);
const bins = new Set(['recycle bin', 'prullenbak', 'prullenmand', 'papierkorb', 'corbeille', 'trash', 'bin', 'deleted']);

export function readVaultCsv(bytes: Buffer): VaultFile {
  const table = readTable(bytes, limits);
  const seen = table.headings.map(fold);
  const columns = new Map(
    (Object.keys(headings) as Field[]).map((field) => [field, headings[field].flatMap((name: string) => (seen.includes(name) ? seen.indexOf(name) : []))]),
  );
  const has = (field: Field) => (columns.get(field)?.length ?? 0) > 0;
  if (!has('password') || !has('username') || !(has('name') || has('address'))) throw new Problem('invalid', 'directory.vault-unknown');
  const used = new Set([...columns.values()].flat());
  const isLastPass = seen.includes('extra') && seen.includes('grouping');
  const isEscaped = isLastPass && !table.rows.some(({ cells }) => cells.some((cell) => /[<>]|&(?!(amp|lt|gt|quot|#0?39);)/.test(cell)));
  const rows = table.rows.map(({ line, cells }) => rowOf(line, (field) => (columns.get(field) ?? []).map((index) => cells[index] ?? '')));
  const logins = rows.filter((row) => row.isLogin);
  return {
    items: logins.filter((row) => !row.isOver).map(({ item }) => (isLastPass ? plainly(item, isEscaped) : item)),
    others: rows.length - logins.length,
    over: logins.filter((row) => row.isOver).length,
    unread: table.headings.filter((heading, index) => !used.has(index) && heading.trim() !== '').map((heading) => heading.trim()),
  };
}

type Row = { item: VaultItem; isLogin: boolean; isOver: boolean };

function rowOf(place: number, cellsOf: (field: Field) => readonly string[]): Row {
  const cell = (field: Field) => cellsOf(field).find((text) => text !== '') ?? '';
  const read = [cell('name'), cell('address'), cell('username'), cell('password'), cell('seed')];
  if (read.some((text) => text.length > fileLimits.cell)) {
    throw new Problem('invalid', 'directory.cell-too-long', { params: { line: place, maximum: fileLimits.cell } });
  }
  const addresses = cellsOf('address')
    .flatMap((text) => text.split(/[\s,]+/))
    .filter(Boolean);
  const seeds = new Set(cellsOf('seed').filter(Boolean));
  const item: VaultItem = {
    place,
    name: cell('name'),
    addresses,
    username: cell('username') || cell('email'),
    password: cell('password') || null,
    seed: cell('seed') || null,
    setAt: instant(cell('changed')) ?? instant(cell('created')),
    passkeys: 0,
    remark: seeds.size > 1 ? 'two-seeds' : null,
  };
  const type = fold(cell('type'));
  const isNote = noLogins.has(type) || addresses.includes('http://sn');
  const holds = item.password !== null || item.seed !== null || item.username !== '';
  const isBinned = fold(cell('folder'))
    .split('/')
    .some((part) => bins.has(part.trim()));
  const says = (text: string) => text !== '' && !/^(0|false|no|null)$/i.test(text);
  return { item, isLogin: !isNote && holds, isOver: says(cell('archived')) || says(cell('trashed')) || isBinned };
}

/** Seconds or milliseconds since 1970, or a date as machines write it. */
function instant(text: string): number | null {
  if (text === '') return null;
  const number = Number(text);
  const at = Number.isFinite(number) ? (number < 1e11 ? number * 1000 : number) : Date.parse(text);
  return Number.isFinite(at) && at > 0 ? at : null;
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#039;': "'" };

/** LastPass's extension writes values as HTML, its command line does not: with a sign in the clear anywhere, the file is of the second kind. */
function plainly(item: VaultItem, isEscaped: boolean): VaultItem {
  const holdsEntity = [item.password, item.seed, item.username].some((text) => text !== null && /&(amp|lt|gt|quot|#0?39);/.test(text));
  if (!holdsEntity) return item;
  const remark: ItemRemark = isEscaped ? 'unescaped' : 'escaped';
  if (!isEscaped) return { ...item, remark };
  const open = (text: string) => text.replace(/&(amp|lt|gt|quot|#0?39);/g, (entity) => entities[entity] ?? entity);
  const maybe = (text: string | null) => (text === null ? null : open(text));
  return {
    ...item,
    remark,
    name: open(item.name),
    username: open(item.username),
    addresses: item.addresses.map(open),
    password: maybe(item.password),
    seed: maybe(item.seed),
  };
}
