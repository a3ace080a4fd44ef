import {
  type AnchorVerdict,
  type ChainReport,
  chainHead,
  type Difference,
  hashAt,
  judgeAnchor,
  matchCertificate,
  matchCheckpoint,
  verifyRights,
} from '#src/features/audit/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { readAnchor } from '#src/host/anchor.ts';
import { type CommandInput, contentsOf } from '#src/http/command.ts';
import type { AppCommand } from './app-command.ts';

/** Recomputes every link and compares the head with what was written down outside the database. */
export const verifyCommand: AppCommand = {
  name: 'audit verify',
  summary: 'recompute the whole audit chain, compare it with its anchor, and who may do what with the log; exit 3 when it does not hold',
  arguments: [],
  options: [
    { flag: 'certificate', value: 'file', doc: 'and say whether this certificate is the one that the log tells of', path: 'contents' },
    { flag: 'checkpoint', value: 'file', doc: 'and say whether the log still holds what this checkpoint signed', path: 'contents' },
  ],
  busy: 'Recomputing the log',
  async run(_app, ctx, input) {
    const parts = [await chainPart(ctx, input)];
    if (input.files.certificate) parts.push(await certificatePart(ctx, input));
    if (input.files.checkpoint) parts.push(await checkpointPart(ctx, input));
    const ok = parts.every((part) => part.ok);
    return { text: parts.map((part) => part.text).join('\n'), json: Object.assign({ ok }, ...parts.map((part) => part.json)), exit: ok ? 0 : 3 };
  },
};

type Part = { ok: boolean; text: string; json: Record<string, unknown> };

async function chainPart(ctx: Ctx, input: CommandInput): Promise<Part> {
  const report = await verifyRights(ctx, input.progress);
  const { verdict, seq } = await compareWithAnchor(ctx);
  const json = { events: report.events, head: report.head, finding: report.finding, differences: report.differences, anchor: { verdict, seq } };
  if (report.finding) return { ok: false, text: brokenText(report), json };
  if (verdict === 'behind' || verdict === 'differs') {
    return { ok: false, text: `No. ${anchorText[verdict]} The anchor saw event ${seq}; the log ends at ${report.head.seq}.`, json };
  }
  if (report.differences && report.differences.length > 0) return { ok: false, text: rightsText(report.differences), json };
  return {
    ok: true,
    text: `Yes. ${report.events} events, head ${report.head.hash.slice(0, 16)}. ${anchorText[verdict]} Roles, offices, ways in and tokens are as it tells.`,
    json,
  };
}

async function compareWithAnchor(ctx: Ctx): Promise<{ verdict: AnchorVerdict; seq: number | null }> {
  const anchor = readAnchor(ctx.config.auditAnchor);
  const verdict = judgeAnchor(anchor, await chainHead(ctx), anchor && (await hashAt(ctx, anchor.seq)));
  return { verdict, seq: anchor?.seq ?? null };
}

async function certificatePart(ctx: Ctx, input: CommandInput): Promise<Part> {
  const match = await matchCertificate(ctx, contentsOf(input, 'certificate').bytes.toString('utf8'));
  if (!match.ok)
    return { ok: false, text: `The certificate: no. ${evidenceText[match.because]}`, json: { certificate: { ok: false, because: match.because } } };
  const { number, person } = match.certificate;
  const replaced = match.superseded ? ' It was replaced by a newer one since.' : '';
  const text = `The certificate: yes. ${number} of ${person.name} is the one that was issued here, and the log holds the events it speaks of.${replaced}`;
  return { ok: true, text, json: { certificate: { ok: true, number, superseded: match.superseded } } };
}

async function checkpointPart(ctx: Ctx, input: CommandInput): Promise<Part> {
  const match = await matchCheckpoint(ctx, contentsOf(input, 'checkpoint').bytes.toString('utf8'));
  if (!match.ok) return { ok: false, text: `The checkpoint: no. ${evidenceText[match.because]}`, json: { checkpoint: { ok: false, because: match.because } } };
  const { seq } = match.checkpoint;
  return { ok: true, text: `The checkpoint: yes. The log still holds event ${seq} as it was signed.`, json: { checkpoint: { ok: true, seq } } };
}

const anchorText: Record<AnchorVerdict, string> = {
  agrees: 'The anchor agrees.',
  'no-anchor': 'There is no anchor to compare with, so a cut tail could not be seen.',
  behind: 'Every link holds, but the end is missing: an older file was put back or the tail was cut.',
  differs: 'Every link holds, but it is another log than the anchor saw.',
};

function brokenText({ events, finding }: ChainReport): string {
  if (!finding) return '';
  return `No. Event ${finding.seq} does not hold: ${faults[finding.fault]} The ${events} events before it do.`;
}

const shownRows = 20;

function rightsText(differences: readonly Difference[]): string {
  const rows = differences.slice(0, shownRows).map(({ table, id, says }) => `  ${table} ${id}: ${sayings[says]}`);
  const more = differences.length > shownRows ? [`  and ${differences.length - shownRows} more`] : [];
  return ['No. Every link holds, but the tables give rights that the log does not tell of, or no longer give those that it does:', ...rows, ...more].join('\n');
}

const sayings: Record<Difference['says'], string> = {
  'not-in-the-log': 'no event made it',
  gone: 'no event ended it, and it is gone',
  other: 'it says something else than the events about it',
};

const faults = {
  missing: 'it is missing, or something stands in its place.',
  altered: 'its text was changed after it was written.',
  'broken-link': 'it does not follow the event before it.',
  'column-altered': 'a column says something else than its text.',
  'detail-altered': 'its detail was changed after it was written.',
  'detail-stray': 'a detail was added that it never had.',
};

type Refused<V> = Extract<V, { ok: false }> extends { because: infer B extends string } ? B : never;
type EvidenceFault = Refused<Awaited<ReturnType<typeof matchCertificate>>> | Refused<Awaited<ReturnType<typeof matchCheckpoint>>>;

const evidenceText: Record<EvidenceFault, string> = {
  'not-a-certificate': 'This file is not a certificate of Keyholder.',
  'not-a-checkpoint': 'This file is not a checkpoint of Keyholder.',
  altered: 'The file was changed after it was issued.',
  'wrong-signature': 'The signature does not belong to this text.',
  'wrong-fingerprint': 'The fingerprint does not belong to the key.',
  'other-key': 'It was signed with another key.',
  inconsistent: 'Its summary does not agree with its table.',
  'not-ours': 'It was signed by another installation.',
  'not-in-the-log': 'No certificate with this number was issued here.',
  'another-text': 'The one that was issued under this number says something else.',
  'another-log': 'The log does not hold the events it speaks of: it was cut, or written anew.',
};
