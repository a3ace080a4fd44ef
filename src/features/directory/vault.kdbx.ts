import { Problem } from '#src/ground/problem.ts';
import { fileLimits } from './parse.ts';
import type { Foreign, VaultFile, VaultItem, VaultKeys } from './vault.file.ts';
import { readXml, textIn, type XmlNode } from './xml-tree.ts';

/** A database of KeePass, of version 3.1, 4.0 or 4.1. */
export async function readKdbx(foreign: Foreign, bytes: Buffer, { password, keyFile = null }: VaultKeys): Promise<VaultFile> {
  if (password === undefined && keyFile === null) throw new Problem('invalid', 'directory.vault-needs-password');
  const { xml, unprotect } = await opened(foreign, bytes, password, keyFile);
  const root = readXml(xml);
  // In the order of the file, also in what is over: one cipher runs through all of it.
  for (const value of root.every('Value')) {
    if (value.attributes['Protected'] === 'True') value.text = unprotect(Buffer.from(value.text, 'base64')).toString('utf8');
  }
  const meta = root.first('KeePassFile')?.first('Meta');
  const aside = new Set([textIn(meta, 'RecycleBinUUID'), textIn(meta, 'EntryTemplatesGroup')].filter((uuid) => uuid !== '' && !/^A+==$/.test(uuid)));
  return itemsOf(root, aside);
}

const refusals = {
  damaged: 'directory.vault-kdbx-damaged',
  'too-costly': 'directory.vault-too-costly',
  unsupported: 'directory.vault-kdbx-unsupported',
  'too-much': 'directory.zip-too-much',
} as const;

/** With a key file alone, an empty box means no password first, then an empty one. */
async function opened(foreign: Foreign, bytes: Buffer, password: string | undefined, keyFile: Buffer | null) {
  const tries = password ? [password] : keyFile ? [null, ''] : [''];
  for (const one of tries) {
    const content = await foreign.openKdbx(bytes, { password: one, keyFile });
    if (typeof content !== 'string') return content;
    if (content !== 'wrong-key') throw new Problem('invalid', refusals[content]);
  }
  throw new Problem('invalid', password === undefined ? 'directory.vault-needs-password' : 'directory.vault-wrong-password');
}

type Entry = { node: XmlNode; isOver: boolean };

function itemsOf(root: XmlNode, aside: ReadonlySet<string>): VaultFile {
  const entries: Entry[] = [];
  const walk = (group: XmlNode, isOver: boolean) => {
    const isAside = isOver || aside.has(textIn(group, 'UUID'));
    for (const child of group.children) {
      if (child.name === 'Entry') entries.push({ node: child, isOver: isAside });
      if (child.name === 'Group') walk(child, isAside);
    }
  };
  const top = root.first('KeePassFile')?.first('Root');
  if (!top) throw new Problem('invalid', 'directory.vault-kdbx-damaged');
  walk(top, false);
  if (entries.length > fileLimits.rows) throw new Problem('invalid', 'directory.too-many-rows', { params: { maximum: fileLimits.rows } });
  const fieldsOf = new Map(entries.map(({ node }) => [node, stringsOf(node)]));
  const byUuid = new Map(entries.map(({ node }) => [Buffer.from(textIn(node, 'UUID'), 'base64').toString('hex'), fieldsOf.get(node)]));
  const read = entries.map(({ node, isOver }, index) => ({ isOver, item: itemOf(node, fieldsOf.get(node) ?? new Map(), index + 1, byUuid) }));
  const holds = ({ item }: { item: VaultItem }) => item.password !== null || item.seed !== null || item.username !== '' || item.remark !== null;
  const logins = read.filter(holds);
  return {
    items: logins.filter(({ isOver }) => !isOver).map(({ item }) => item),
    others: read.length - logins.length,
    over: logins.filter(({ isOver }) => isOver).length,
    unread: entries.some(({ node }) => node.first('Binary')) ? ['attachments'] : [],
  };
}

type Fields = ReadonlyMap<string, string>;

function stringsOf(entry: XmlNode): Fields {
  return new Map(entry.children.filter(({ name }) => name === 'String').map((one) => [textIn(one, 'Key'), textIn(one, 'Value')]));
}

function itemOf(entry: XmlNode, fields: Fields, place: number, byUuid: ReadonlyMap<string, Fields | undefined>): VaultItem {
  let isLost = false;
  const value = (name: string) => {
    const text = fields.get(name) ?? '';
    const followed = follow(text, byUuid);
    isLost ||= followed === null;
    return followed ?? '';
  };
  const [password, username, address] = [value('Password'), value('UserName'), value('URL')];
  const seeds = new Set(seedsOf(fields).map((seed) => seed.replace(/\s/g, '')));
  const more = [...fields].flatMap(([name, text]) => (name.startsWith('KP2A_URL') ? text : []));
  const remark = isLost ? 'reference' : seeds.size > 1 && new Set(seedsOf(fields).map(bare)).size > 1 ? 'two-seeds' : null;
  return {
    place,
    name: value('Title'),
    addresses: [address, ...more].flatMap((text) => text.split(/\s+/)).filter(Boolean),
    username,
    password: password || null,
    seed: seedsOf(fields)[0] ?? null,
    setAt: ageOf(entry, fields.get('Password') ?? ''),
    passkeys: fields.has('KPEX_PASSKEY_PRIVATE_KEY_PEM') ? 1 : 0,
    remark,
  };
}

/** `{REF:P@I:uuid}`, also through a second one; null where its target is gone. Text around it is not put together: such a value is nobody's password. */
function follow(text: string, byUuid: ReadonlyMap<string, Fields | undefined>, depth = 0): string | null {
  const found = /^\{REF:([TUPAN])@I:([0-9a-f]{32})\}$/i.exec(text);
  if (!found) return /\{REF:/i.test(text) ? null : text;
  const names: Readonly<Record<string, string>> = { T: 'Title', U: 'UserName', P: 'Password', A: 'URL', N: 'Notes' };
  const target = byUuid.get((found[2] ?? '').toLowerCase())?.get(names[(found[1] ?? '').toUpperCase()] ?? '');
  return target === undefined || depth > 4 ? null : follow(target, byUuid, depth + 1);
}

/** KeePassXC's link and its older pair of fields, then KeePass 2's own; each as a link, so that one reader decides what it is worth. */
function seedsOf(fields: Fields): string[] {
  const get = (name: string) => fields.get(name)?.trim() ?? '';
  const [period = '', size = ''] = get('TOTP Settings').split(';');
  const isSteam = size.toUpperCase() === 'S';
  const older =
    get('TOTP Seed') &&
    `otpauth://totp/k?secret=${get('TOTP Seed').replace(/[\s=]/g, '')}&period=${period}&digits=${isSteam ? '' : size}${isSteam ? '&encoder=steam' : ''}`;
  const own = timeOtp(get);
  return [older, get('otp'), own].filter((seed) => seed !== '');
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function timeOtp(get: (name: string) => string): string {
  const bytes = get('TimeOtp-Secret')
    ? Buffer.from(get('TimeOtp-Secret'))
    : get('TimeOtp-Secret-Hex')
      ? Buffer.from(get('TimeOtp-Secret-Hex'), 'hex')
      : Buffer.from(get('TimeOtp-Secret-Base64'), 'base64');
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const seed =
    get('TimeOtp-Secret-Base32').replace(/[\s=]/g, '') ||
    (bits.match(/.{1,5}/g) ?? []).map((five) => letters[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
  const parameters = `period=${get('TimeOtp-Period')}&digits=${get('TimeOtp-Length')}&algorithm=${get('TimeOtp-Algorithm')}`;
  return seed === '' ? '' : `otpauth://totp/k?secret=${seed}&${parameters}`;
}

const bare = (link: string) => (/(?:secret|key)=([^&]*)/i.exec(link)?.[1] ?? link).replace(/[\s=]/g, '').toUpperCase();

/** The history has an entry for each change of anything: the first of those that have this password tells since when. Year 1 means unknown. */
function ageOf(entry: XmlNode, password: string): number | null {
  const versions = [...(entry.first('History')?.children.filter(({ name }) => name === 'Entry') ?? []), entry];
  const same: XmlNode[] = [];
  for (const version of versions.toReversed()) {
    if ((stringsOf(version).get('Password') ?? '') !== password) break;
    same.push(version);
  }
  const oldest = same.at(-1) ?? entry;
  const name = same.length === versions.length ? 'CreationTime' : 'LastModificationTime';
  return instant(textIn(oldest.first('Times'), name));
}

/** ISO in version 3; in version 4 seconds since the year 1, in base64. */
function instant(text: string): number | null {
  const bytes = Buffer.from(text, 'base64');
  const at = text.includes('-') ? Date.parse(text) : bytes.length === 8 ? (Number(bytes.readBigInt64LE()) - 62_135_596_800) * 1000 : Number.NaN;
  return Number.isFinite(at) && at > 0 ? at : null;
}
