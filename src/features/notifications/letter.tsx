import type { Child } from 'hono/jsx';
import type { Format } from '#src/ui/format.ts';
import type { Messages } from '#src/ui/messages/index.ts';
import type { Letter, LetterLine, LetterRow } from './letters.ts';

export type Frame = { t: Messages; f: Format; organisation: string };

/** The light palette of the pages. Readers of mail know no stylesheets, so in this one file styles stand in the markup. */
const ink = '#24221f';
const soft = '#655f56';
const line = '#e6e1d8';
const accent = '#155e63';
const warn = '#8f5508';
const late = '#a8291f';
const sans = "font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const body = `${sans}; font-size: 15px; line-height: 23px; color: ${ink}`;
/** For readers that know it, on a phone; elsewhere everything only wraps. */
const narrow =
  '@media (max-width: 480px) { .kh-paper, .kh-foot { padding-left: 18px !important; padding-right: 18px !important } .kh-line td { display: block !important; width: auto !important } .kh-line td:first-child { padding-bottom: 0 !important } .kh-line td + td { border-top: 0 !important; padding-top: 0 !important } }';
const small = `${sans}; font-size: 13px; line-height: 20px; color: ${soft}`;

export function renderLetter(letter: Letter, frame: Frame): { subject: string; text: string; html: string } {
  const { f, t } = frame;
  const html = `<!doctype html>${String(<Document letter={letter} frame={frame} />)}`;
  const foot = [letter.why, t.notifications.safety, t.notifications.zone({ organisation: frame.organisation, zone: f.timeZone })];
  return { subject: letter.answer.replace(/\.$/, ''), text: `${textOf(letter)}\n\n-- \n${foot.join('\n')}\n`, html };
}

function textOf({ answer, soft: below, lines, more, table, action }: Letter): string {
  const parts = [
    answer,
    below,
    ...lines.map((one) => `${one.when}: ${one.title}\n  ${one.below}`),
    more,
    action && `${action.label}:\n${action.href}`,
    table && [`${table.title} (${table.heads.join(', ')})`, ...table.rows.map((row) => `- ${row.title}, ${row.figure}, ${row.last}`)].join('\n'),
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}

function Document({ letter, frame }: { letter: Letter; frame: Frame }) {
  const { t, f, organisation } = frame;
  return (
    <html lang={f.locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{letter.answer}</title>
        <style>{narrow}</style>
      </head>
      <body style={`margin: 0; padding: 0; background: #f0ede6; ${body}`}>
        <Box>
          <tr>
            <td class="kh-paper" style={`padding: 28px 32px 32px; background: #fffefc; border: 1px solid ${line}`}>
              <Head f={f} />
              <h1 style={`margin: 20px 0 8px; ${sans}; font-size: 22px; line-height: 28px; font-weight: 600; color: ${ink}`}>{letter.answer}</h1>
              {letter.soft && <p style={`margin: 0; ${body}; color: ${soft}`}>{letter.soft}</p>}
              <Lines lines={letter.lines} />
              {letter.more && <p style={`margin: 12px 0 0; ${body}; color: ${soft}`}>{letter.more}</p>}
              {letter.action && <Button {...letter.action} />}
              {letter.table && <Figures {...letter.table} />}
            </td>
          </tr>
          <tr>
            <td class="kh-foot" style={`padding: 20px 32px 32px; ${small}`}>
              {letter.why} {t.notifications.safety}
              <br />
              {t.notifications.zone({ organisation, zone: f.timeZone })}
            </td>
          </tr>
        </Box>
      </body>
    </html>
  );
}

/** Tables are what every reader of mail lays out alike. */
function Table({ children, style = '' }: { children: Child; style?: string }) {
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0} style={`border-collapse: collapse; ${style}`}>
      {children}
    </table>
  );
}

function Box({ children }: { children: Child }) {
  return (
    <Table>
      <tr>
        <td align="center" style="padding: 24px 8px">
          <Table style="max-width: 640px; text-align: left">{children}</Table>
        </td>
      </tr>
    </Table>
  );
}

function Head({ f }: { f: Format }) {
  return (
    <Table>
      <tr>
        <td style={`${body}; font-weight: 600`}>
          <span style={`color: ${accent}`} aria-hidden="true">
            ●
          </span>{' '}
          Keyholder
        </td>
        <td style={small} align="right">
          {f.date(f.now)}
        </td>
      </tr>
    </Table>
  );
}

function Lines({ lines }: { lines: readonly LetterLine[] }) {
  if (lines.length === 0) return null;
  return (
    <Table style="margin-top: 16px">
      {lines.map((one, index) => (
        <tr class="kh-line">
          <td width="128" valign="top" style={`padding: 12px 12px 12px 0; ${ruleAbove(index)} ${body}; font-size: 14px; color: ${one.late ? late : warn}`}>
            <span aria-hidden="true">{one.late ? '◆' : '◒'}</span> {one.when}
          </td>
          <td valign="top" style={`padding: 12px 0; ${ruleAbove(index)} ${body}`}>
            <strong style="font-weight: 600">{one.title}</strong>
            <br />
            <span style={`color: ${soft}`}>{one.below}</span>
          </td>
        </tr>
      ))}
    </Table>
  );
}

function ruleAbove(index: number): string {
  return index === 0 ? '' : `border-top: 1px solid ${line};`;
}

function Button({ label, href }: { label: string; href: string }) {
  return (
    <p style="margin: 24px 0 0">
      <a
        href={href}
        style={`display: inline-block; padding: 10px 20px; border-radius: 6px; background: ${accent}; ${body}; font-weight: 600; color: #ffffff; text-decoration: none`}
      >
        {label}
      </a>
    </p>
  );
}

function Figures({ title, heads, rows }: NonNullable<Letter['table']>) {
  const [what, ...figures] = heads;
  return (
    <>
      <h2 style={`margin: 32px 0 8px; ${body}; font-weight: 600`}>{title}</h2>
      <table width="100%" cellpadding="0" cellspacing="0" border={0} style="border-collapse: collapse">
        <tr>
          <th align="left" style={`padding: 6px 0; ${small}; font-weight: 400`}>
            {what}
          </th>
          {figures.map((head) => (
            <th align="right" style={`padding: 6px 0 6px 12px; ${small}; font-weight: 400`}>
              {head}
            </th>
          ))}
        </tr>
        {rows.map((row) => (
          <FigureRow row={row} />
        ))}
      </table>
    </>
  );
}

function FigureRow({ row }: { row: LetterRow }) {
  const cell = `border-top: 1px solid ${line}; ${body}`;
  return (
    <tr>
      <td style={`padding: 8px 0; overflow-wrap: anywhere; ${cell}`}>{row.title}</td>
      <td align="right" style={`padding: 8px 0 8px 12px; ${cell}`}>
        {row.figure}
      </td>
      <td align="right" style={`padding: 8px 0 8px 12px; ${cell}${row.late ? `; color: ${late}` : ''}`}>
        {row.late && <span aria-hidden="true">◆ </span>}
        {row.last}
      </td>
    </tr>
  );
}
