import type { Criticality } from '#db/words.ts';
export type { Criticality } from '#db/words.ts';
import { type RowReader, looksLikeEmail, rowReader } from './cells.ts';
import type { Day, DayReader } from './dates.rules.ts';
import { type AccountField, accountHeadings, type Columns } from './headings.ts';
import type { Table } from './parse.ts';
import { type Reference, referenceOf } from './people.file.ts';
import type { Remark } from './remarks.ts';
import type { FileKind } from './upload.ts';

/** One row of a register. What the file has no column for is left out, so that it changes nothing. */
export type AccountRow = {
  line: number;
  platform: string;
  handle: string;
  fields: { url?: string | null; brand?: string | null; region?: string | null; purpose?: string | null; criticality?: Criticality };
  /** The first is the owner; whoever else stands in that cell is a deputy. */
  owners: readonly Reference[];
  deputies: readonly Reference[];
  holders: readonly Reference[];
  lastRotated: Day | null;
  columns: { handle: string | null; owner: string | null; lastRotated: string | null };
};

export type AccountFile = { rows: AccountRow[]; bad: Remark[] };

export const accountKind: FileKind<AccountField> = {
  headings: accountHeadings,
  isEnough: ({ fields }) => (fields.has('platform') || fields.has('url')) && fields.has('handle'),
  dates: ['lastRotated'],
  code: 'directory.account-columns',
};

export function readAccounts(
  table: Table,
  columns: Columns<AccountField>,
  days: ReadonlyMap<AccountField, DayReader>,
  recognise: (text: string) => string | undefined,
): AccountFile {
  const file: AccountFile = { rows: [], bad: [] };
  for (const line of table.rows) {
    const reader = rowReader(columns, table.headings.length, line, days);
    const row = readAccount(reader, recognise);
    const wrong = reader.wrong();
    if (wrong) file.bad.push(wrong);
    else file.rows.push(row);
  }
  return file;
}

function readAccount(reader: RowReader<AccountField>, recognise: (text: string) => string | undefined): AccountRow {
  const url = readUrl(reader);
  const platform = readPlatform(reader, url, recognise);
  const handle = reader.text('handle', 200);
  if (!handle) reader.refuse('no-handle', 'handle');
  const given = (field: 'brand' | 'region' | 'purpose') => {
    const text = reader.text(field, 200);
    return text === undefined ? {} : { [field]: text };
  };
  const criticality = readCriticality(reader);
  return {
    line: reader.line,
    platform: platform ?? '',
    handle: handle ?? '',
    fields: {
      ...(url === undefined ? {} : { url }),
      ...given('brand'),
      ...given('region'),
      ...given('purpose'),
      ...(criticality ? { criticality } : {}),
    },
    owners: readReferences(reader, 'owner'),
    deputies: readReferences(reader, 'deputies'),
    holders: readReferences(reader, 'holders'),
    lastRotated: reader.day('lastRotated') ?? null,
    columns: { handle: reader.heading('handle'), owner: reader.heading('owner'), lastRotated: reader.heading('lastRotated') },
  };
}

function readPlatform(reader: RowReader<AccountField>, url: string | null | undefined, recognise: (text: string) => string | undefined) {
  const text = reader.text('platform', 200) ?? url;
  const platform = text ? recognise(text) : undefined;
  const field = reader.has('platform') ? 'platform' : 'url';
  if (!text) reader.refuse('no-platform', field);
  else if (!platform) reader.refuse('unknown-platform', field, text);
  return platform;
}

/** An address without its `https://` is completed; any other scheme is refused, because the address becomes a link. */
function readUrl(reader: RowReader<AccountField>): string | null | undefined {
  const text = reader.text('url', 500);
  if (!text) return text;
  const address = /^[a-z0-9-]+(\.[a-z0-9-]+)+([/?#]|$)/i.test(text) ? `https://${text}` : text;
  if (/^https?:\/\/\S+$/i.test(address) && URL.canParse(address)) return address;
  reader.refuse('not-a-link', 'url', text);
  return null;
}

const criticalities: ReadonlyMap<string, Criticality> = new Map([
  ...['kritiek', 'kritisch', 'critical', 'crit', 'hoog', 'high'].map((word) => [word, 'critical'] as const),
  ...['normaal', 'normal', 'gewoon', 'gemiddeld', 'medium', 'middel'].map((word) => [word, 'normal'] as const),
  ...['laag', 'low'].map((word) => [word, 'low'] as const),
]);

function readCriticality(reader: RowReader<AccountField>): Criticality | undefined {
  const text = reader.text('criticality', 200);
  const criticality = text ? criticalities.get(text.toLowerCase()) : undefined;
  if (text && !criticality) reader.refuse('not-a-criticality', 'criticality', text);
  return criticality;
}

/** More people than any account has, and few enough that a file cannot ask for the work of millions. */
const mostReferences = 50;

/** Addresses and employee numbers, however they are separated; a name among them stays in one piece. */
function readReferences(reader: RowReader<AccountField>, field: 'owner' | 'deputies' | 'holders'): Reference[] {
  const text = reader.text(field, 8000) ?? '';
  const parts = text.split(/[,;|/]/).flatMap((part) => {
    const address = /<([^<>\s]+@[^<>\s]+)>/.exec(part)?.[1];
    const words = part.split(' ').filter(Boolean);
    if (address) return [address];
    return words.every((word) => looksLikeEmail(word) || /\d/.test(word)) ? words : [words.join(' ')];
  });
  const named = [...new Set(parts)];
  if (named.length > mostReferences) reader.refuse('too-many-people', field, mostReferences);
  return named.slice(0, mostReferences).map((part) => referenceOf(part, reader.heading(field)));
}
