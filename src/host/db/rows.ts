import { Column, getTableName, is, type SelectedFieldsOrdered as Ordered, SQL, Subquery } from 'drizzle-orm';

type SelectedFieldsOrdered = Ordered<Column>;

export type Mapper = (rows: readonly unknown[][]) => unknown;
type Field = { at: number; group: string | null; name: string; read: ((value: unknown) => unknown) | null };
type Nullable = { group: string; at: number; table: string };

/**
 * Rows of values → objects, as drizzle makes them. It asks of every value of every row what kind of field it belongs to;
 * here that is asked once a query, which is most of the time of reading many rows. `joined` says of each joined table
 * whether it always has a row: one that has none comes out as null.
 */
export function rowMapper(fields: SelectedFieldsOrdered, joined: () => Readonly<Record<string, boolean>> | undefined): Mapper {
  const plan = fields.map(({ path, field }, at): Field => {
    const [group, name] = path.length === 2 ? [path[0] ?? null, path[1] ?? ''] : [null, path[0] ?? ''];
    return { at, group, name, read: readerOf(field) };
  });
  const groups = [...new Set(plan.flatMap((field) => field.group ?? []))];
  const mayBeNull = groups.flatMap((group) => nullableGroup(group, fields));
  return (rows) => {
    const always = joined();
    const nulls = always === undefined ? [] : mayBeNull.filter(({ table }) => !always[table]);
    return rows.map((row) => oneRow(row, plan, groups, nulls));
  };
}

function oneRow(row: readonly unknown[], plan: readonly Field[], groups: readonly string[], nulls: readonly Nullable[]): unknown {
  const made: Record<string, unknown> = {};
  const inner = new Map<string, Record<string, unknown>>();
  for (const group of groups) {
    const object = {};
    inner.set(group, object);
    made[group] = object;
  }
  for (const { at, group, name, read } of plan) {
    const value = row[at];
    const into = group === null ? made : inner.get(group);
    if (into) into[name] = value === null || read === null ? value : read(value);
  }
  for (const { group, at } of nulls) if (row[at] === null) made[group] = null;
  return made;
}

/** The first column decides, where all are of one table: drizzle's rule. */
function nullableGroup(group: string, fields: SelectedFieldsOrdered): Nullable[] {
  const columns = fields.flatMap(({ path, field }, at) =>
    path.length === 2 && path[0] === group && is(field, Column) ? [{ at, table: getTableName(field.table) }] : [],
  );
  const [first] = columns;
  return first && columns.every(({ table }) => table === first.table) ? [{ group, ...first }] : [];
}

const asItComes = Column.prototype.mapFromDriverValue;

type Decoder = { mapFromDriverValue(value: unknown): unknown };

/** null for a value that is the same in the database and here. */
function readerOf(field: SelectedFieldsOrdered[number]['field']): Field['read'] {
  const decoder: Decoder = is(field, Column) ? field : decoderOf(field);
  if (decoder.mapFromDriverValue === asItComes) return null;
  return (value) => decoder.mapFromDriverValue(value);
}

/** drizzle keeps an expression's decoder to itself. */
function decoderOf(field: Exclude<SelectedFieldsOrdered[number]['field'], Column>): Decoder {
  const expression = is(field, SQL) ? field : is(field, Subquery) ? field._.sql : field.sql;
  return (expression as unknown as { decoder: Decoder }).decoder;
}

/** What drizzle notes on a query, once it is prepared, about the tables it joins. */
export function joinsOf(prepared: object): Readonly<Record<string, boolean>> | undefined {
  return (prepared as { joinsNotNullableMap?: Record<string, boolean> }).joinsNotNullableMap;
}
