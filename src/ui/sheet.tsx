import type { Child } from 'hono/jsx';

/**
 * `label` also stands beside the value when the table becomes a stack on a phone, unless the column is `bare`. `hidden` heads are
 * for a screen reader only; `end` aligns to the right; `narrow` is as wide as its content; `wide` is left out of
 * a stack, and `corner` stands in its upper corner.
 */
export type Column = { label: string; end?: boolean; hidden?: boolean; narrow?: boolean; bare?: boolean; wide?: boolean; corner?: boolean };

export type SheetRow = {
  /** One per column; the first is the row's header. */
  cells: readonly Child[];
  /** For htmx to find the row again. */
  id?: string;
};

type TableProps = { caption: string; columns: readonly Column[]; showCaption?: boolean; id?: string };

/**
 * The framed table of a page: caption, scoped headers; on a phone each row becomes a stack of labelled lines. `middle` centres a row of uneven
 * cells; `pairs` stays a table of two columns in the narrowest place; `compact` puts short
 * values beside each other in a stack.
 */
export function Sheet(props: TableProps & { rows: readonly SheetRow[]; foot?: Child; plain?: boolean; middle?: boolean; pairs?: boolean; compact?: boolean }) {
  return (
    <div class={props.plain ? 'kh-plain' : 'kh-sheet'} id={props.id}>
      <table class={`kh-table${props.middle ? ' kh-middle' : ''}${props.pairs ? ' kh-pairs' : ''}${props.compact ? ' kh-compact' : ''}`}>
        <Heads {...props} />
        <tbody>
          {props.rows.map((row) => (
            <Row row={row} columns={props.columns} />
          ))}
        </tbody>
      </table>
      {props.foot && <div class="kh-sheet-foot">{props.foot}</div>}
    </div>
  );
}

export type PathGroup = {
  head: Child;
  below?: Child;
  /** One per column after the first. */
  lines: readonly (readonly Child[])[];
};

/** One `tbody` per person, whose header spans a line per path; `wideHead` where the heads are longer than a name. */
export function PathList(props: TableProps & { groups: readonly PathGroup[]; wideHead?: boolean }) {
  const [, ...rest] = props.columns;
  return (
    <div class="kh-sheet" id={props.id}>
      <table class={props.wideHead ? 'kh-table kh-paths kh-wide-head' : 'kh-table kh-paths'}>
        <Heads {...props} />
        {props.groups.map((group) => (
          <tbody>
            {group.lines.map((cells, index) => (
              <tr>
                {index === 0 && (
                  <th scope="rowgroup" rowspan={group.lines.length}>
                    <TitleLine title={group.head} below={group.below} />
                  </th>
                )}
                {cells.map((cell, column) => (
                  <Cell column={rest[column]}>{cell}</Cell>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** A bold line with a soft one below: the name of a row. */
export function TitleLine(props: { title: Child; below?: Child; href?: string }) {
  return (
    <>
      <span class="kh-row-title">{props.href ? <a href={props.href}>{props.title}</a> : props.title}</span>
      {props.below && <small>{props.below}</small>}
    </>
  );
}

function Heads({ caption, columns, showCaption }: TableProps) {
  return (
    <>
      <caption class={showCaption ? undefined : 'visually-hidden'}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={classOf(column)}>
              {column.hidden ? <span class="visually-hidden">{column.label}</span> : column.label}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

function Row({ row, columns }: { row: SheetRow; columns: readonly Column[] }) {
  const [head, ...cells] = row.cells;
  return (
    <tr id={row.id}>
      <th scope="row" class={classOf(columns[0])}>
        {head}
      </th>
      {cells.map((cell, index) => (
        <Cell column={columns[index + 1]}>{cell}</Cell>
      ))}
    </tr>
  );
}

function Cell({ column, children }: { column: Column | undefined; children?: Child }) {
  return (
    <td class={classOf(column)} data-label={column && !column.hidden && !column.bare ? column.label : undefined}>
      <div>{children}</div>
    </td>
  );
}

function classOf(column: Column | undefined): string | undefined {
  const names = [column?.end && 'kh-end', column?.narrow && 'kh-narrow', column?.wide && 'kh-wide', column?.corner && 'kh-corner'].filter(Boolean);
  return names.length > 0 ? names.join(' ') : undefined;
}
