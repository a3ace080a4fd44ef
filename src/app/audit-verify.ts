import {
  type AnchorVerdict,
  type ChainFinding,
  chainHead,
  type Difference,
  matchCertificate,
  matchCheckpoint,
  verifyRights,
} from '#src/features/audit/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type CommandInput, contentsOf } from '#src/http/command.ts';
import type { AppCommand } from './app-command.ts';
import { compareWithAnchor } from './chain.ts';

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
  async run(app, ctx, input) {
    const log = [...(await chainParts(ctx, input)), await anchorPart(ctx), guardsPart(await app.db.lostGuards())];
    const documents: Part[] = [];
    if (input.files.certificate) documents.push(await certificatePart(ctx, input));
    if (input.files.checkpoint) documents.push(await checkpointPart(ctx, input));
    const parts = [...log, ...documents];
    const ok = parts.every((part) => part.ok);
    return { text: answer(log, documents), json: Object.assign({ ok }, ...parts.map((part) => part.json)), exit: ok ? 0 : 3 };
  },
};

/** `text` says what was found, without the word that the whole answer begins with. */
type Part = { ok: boolean; text: string; json: Record<string, unknown> };

/** What is wrong comes first, so that the first word and the exit code say the same. */
function answer(log: readonly Part[], documents: readonly Part[]): string {
  const texts = (parts: readonly Part[], ok: boolean) => parts.filter((part) => part.ok === ok).map((part) => part.text);
  const wrong = [...texts(log, false), ...texts(documents, false)];
  const lines = [...wrong, texts(log, true).join(' '), ...texts(documents, true)].filter(Boolean);
  return `${wrong.length === 0 ? 'Yes.' : 'No.'} ${lines.join('\n')}`;
}

async function chainParts(ctx: Ctx, input: CommandInput): Promise<Part[]> {
  const report = await verifyRights(ctx, input.progress);
  const { events, head, finding, differences, textsGone, withheldBroken } = report;
  const json = { events, head, finding, differences, textsGone: textsGone.length, withheldBroken };
  if (finding) return [{ ok: false, text: brokenText(events, finding), json }];
  const parts: Part[] = [];
  if (withheldBroken) parts.push({ ok: false, text: 'What is withheld beside the log was changed, or some of it was removed.', json });
  if (textsGone.length > 0) parts.push({ ok: false, text: goneText(textsGone), json });
  if (differences && differences.length > 0) parts.push({ ok: false, text: rightsText(differences), json });
  if (parts.length > 0) return parts;
  return [{ ok: true, text: `${events} events hold, head ${head.hash.slice(0, 16)}. Roles, offices, ways in and tokens are as they tell.`, json }];
}

async function anchorPart(ctx: Ctx): Promise<Part> {
  const { verdict, anchor } = await compareWithAnchor(ctx);
  const json = { anchor: { verdict, seq: anchor?.seq ?? null } };
  const ok = verdict === 'agrees' || verdict === 'no-anchor';
  const seen = anchor && !ok ? ` The anchor saw event ${anchor.seq}; the log ends at ${(await chainHead(ctx)).seq}.` : '';
  return { ok, text: `${anchorText(ctx.config.auditAnchor)[verdict]}${seen}`, json };
}

function guardsPart(lost: readonly string[]): Part {
  const text = `Triggers of the database that refuse to rewrite what is written once are gone or changed: ${lost.join(', ')}. Somebody did that with a program for databases. They are in db/migrations.`;
  return { ok: lost.length === 0, text: lost.length === 0 ? 'The guards of the database are in place.' : text, json: { guardsLost: lost } };
}

async function certificatePart(ctx: Ctx, input: CommandInput): Promise<Part> {
  const match = await matchCertificate(ctx, contentsOf(input, 'certificate').bytes.toString('utf8'));
  if (!match.ok) {
    return { ok: false, text: `The certificate does not fit. ${evidenceText[match.because]}`, json: { certificate: { ok: false, because: match.because } } };
  }
  const { number, person } = match.certificate;
  const replaced = match.superseded ? ' It was replaced by a newer one since.' : '';
  const text = `The certificate fits: ${number} of ${person.name} is the one that was issued here, and the log holds the events it speaks of.${replaced}`;
  return { ok: true, text, json: { certificate: { ok: true, number, superseded: match.superseded } } };
}

async function checkpointPart(ctx: Ctx, input: CommandInput): Promise<Part> {
  const match = await matchCheckpoint(ctx, contentsOf(input, 'checkpoint').bytes.toString('utf8'));
  if (!match.ok) {
    return { ok: false, text: `The checkpoint does not fit. ${evidenceText[match.because]}`, json: { checkpoint: { ok: false, because: match.because } } };
  }
  const { seq } = match.checkpoint;
  return { ok: true, text: `The checkpoint fits: the log still holds event ${seq} as it was signed.`, json: { checkpoint: { ok: true, seq } } };
}

const anchorText = (file: string): Record<AnchorVerdict, string> => ({
  agrees: 'The anchor agrees.',
  'no-anchor': 'There is no anchor to compare with, so a cut tail could not be seen.',
  lost: `The anchor is gone: the log tells that its head was noted outside the database, and ${file} is not there. Put it back, or mount its disk; without it a cut tail cannot be seen. Only './keyholder audit accept' begins a new one.`,
  behind: 'The end of the log is missing: an older file was put back or the tail was cut.',
  differs: 'It is another log than the anchor saw.',
});

function brokenText(events: number, { seq, fault }: ChainFinding): string {
  return `Event ${seq} does not hold: ${faults[fault]} The ${events} events before it do.`;
}

function goneText(gone: readonly number[]): string {
  const [only, which] =
    gone.length === 1
      ? ['The free text of 1 event was', `number ${gone[0]}`]
      : [`The free text of ${gone.length} events was`, `the first is number ${gone[0]}`];
  return `${only} removed, ${which}. Every link holds, but no event says who erased it.`;
}

const shownRows = 20;

function rightsText(differences: readonly Difference[]): string {
  const rows = differences.slice(0, shownRows).map(({ table, id, says }) => `  ${table} ${id}: ${sayings[says]}`);
  const more = differences.length > shownRows ? [`  and ${differences.length - shownRows} more`] : [];
  return ['Every link holds, but the tables give rights that the log does not tell of, or no longer give those that it does:', ...rows, ...more].join('\n');
}

const sayings: Record<Difference['says'], string> = {
  'not-in-the-log': 'no event made it',
  gone: 'no event ended it, and it is gone',
  other: 'it says something else than the events about it',
};

const faults: Record<ChainFinding['fault'], string> = {
  missing: 'it is missing, or something stands in its place.',
  altered: 'its text was changed after it was written.',
  'broken-link': 'it does not follow the event before it.',
  'column-altered': 'a column says something else than its text.',
  'detail-altered': 'its detail was changed after it was written.',
  'detail-stray': 'a detail was added that it never had.',
  'withheld-altered': 'it does not fit what is withheld beside the log, or something of that is gone.',
};

type Refused<V> = Extract<V, { ok: false }> extends { because: infer B extends string } ? B : never;
type EvidenceFault = Refused<Awaited<ReturnType<typeof matchCertificate>>> | Refused<Awaited<ReturnType<typeof matchCheckpoint>>>;

const evidenceText: Record<EvidenceFault, string> = {
  'not-a-certificate': 'This file is not a certificate of Keyholder.',
  'not-a-checkpoint': 'This file is not a checkpoint of Keyholder.',
  altered: 'The file was changed after it was issued.',
  'wrong-signature': 'The signature does not belong to this text.',
  'wrong-fingerprint': 'The fingerprint does not belong to the key.',
  inconsistent: 'Its summary does not agree with its table.',
  'not-ours': 'It was signed by another installation.',
  'not-in-the-log': 'No certificate with this number was issued here.',
  'another-text': 'The one that was issued under this number says something else.',
  'another-log': 'The log does not hold the events it speaks of: it was cut, or written anew.',
};
