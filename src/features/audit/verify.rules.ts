import type { CertificateBody, CertificateVerdict } from '#src/features/offboarding/index.ts';
import type { HandoverBody } from '#src/features/keys/index.ts';
import type { Checkpoint } from './checkpoint.rules.ts';
import type { ReadExport } from './export-read.rules.ts';
import { type Keyring, keyringOf, type TrustedKey, wasInForce } from './keyring.rules.ts';

/** One file, as far as it can be judged by itself. */
export type Judged = { name: string } & (
  | { kind: 'certificate'; verdict: CertificateVerdict }
  | { kind: 'checkpoint'; verdict: { ok: true; checkpoint: Checkpoint } | { ok: false; because: string } }
  | { kind: 'export'; read: ReadExport }
  | { kind: 'handover'; handovers: readonly HandoverBody[] | null }
  | { kind: 'unknown' }
);

/** `unsigned`: nothing that is signed speaks of it. */
export type Outcome = 'fits' | 'unknown-key' | 'unsigned' | 'broken' | 'unreadable';
export type Line = { name: string; outcome: Outcome; says: string };
export type Verified = { outcome: Outcome; lines: Line[] };

/** A place of the chain that somebody signed. */
type Place = { name: string; seq: number; hash: string; trusted: boolean };

const worst: readonly Outcome[] = ['unreadable', 'broken', 'unknown-key', 'unsigned', 'fits'];

/** What several files say together. `isTrusted`: whether the reader named the key of this public key. */
export function judgeTogether(files: readonly Judged[], isTrusted: (publicKey: string) => boolean): Verified {
  const handovers = files.flatMap((file) => (file.kind === 'handover' ? (file.handovers ?? []) : []));
  const signing = files.flatMap((file) => signed(file)?.publicKey ?? []);
  const keys = keyringOf(signing, handovers, isTrusted);
  const places = files.flatMap((file) => placesOf(file, keys));
  const exports = files.flatMap((file) => (file.kind === 'export' && file.read.fault === null ? [file] : []));
  const lines = files.map((file) => lineOf(file, places, keys));
  for (const place of places) lines.push(...placeLines(place, exports, places));
  const outcome = worst.find((one) => lines.some((line) => line.outcome === one)) ?? 'unreadable';
  return { outcome, lines };
}

function signed(file: Judged): CertificateBody | Checkpoint | null {
  if (file.kind === 'certificate') return file.verdict.ok ? file.verdict.certificate : null;
  if (file.kind === 'checkpoint') return file.verdict.ok ? file.verdict.checkpoint : null;
  return null;
}

function placesOf(file: Judged, { trusted }: Keyring): Place[] {
  const body = signed(file);
  if (!body) return [];
  const links = 'auditRange' in body ? [body.auditRange.first, body.auditRange.last] : [{ seq: body.seq, hash: body.hash }];
  return links.filter(({ seq }) => seq > 0).map((link) => ({ ...link, name: file.name, trusted: trusted.has(body.publicKey) }));
}

function lineOf(file: Judged, places: readonly Place[], keys: Keyring): Line {
  const { name } = file;
  const line = (outcome: Outcome, says: string): Line => ({ name, outcome, says });
  if (file.kind === 'unknown') return line('unreadable', 'is neither a certificate, a checkpoint, an export nor a change of key of Keyholder.');
  if (file.kind === 'handover') return handoverOutcome(name, file.handovers, keys);
  if (file.kind === 'export') return exportLine(name, file.read, places);
  if (!file.verdict.ok) return line('broken', signedFaults[file.verdict.because] ?? file.verdict.because);
  const body = signed(file) as CertificateBody | Checkpoint;
  const what =
    'number' in body
      ? `certificate ${body.number} of ${body.person.name}: ${body.summary.proven} of ${counted(body.summary.accounts, 'account')} proven, ${counted(body.summary.exceptions, 'exception')}`
      : `checkpoint of the log of ${body.organisation} at event ${body.seq}`;
  const key = keys.trusted.get(body.publicKey);
  if (!key) return line('unknown-key', `${what}, exactly as it was signed, by a key you did not name: ${body.fingerprint}. Anybody can make a key.`);
  const at = 'number' in body ? body.issuedAt : body.at;
  if (!wasInForce(key, at)) return line('broken', `${what}, signed on ${at} by ${body.keyName}, which was ${periodOf(key)}.`);
  const by = key.named ? 'the key you named' : `${body.keyName}, which the key you named stands for by a change of key`;
  return line('fits', `${what}, exactly as it was signed by ${by}${key.since === null ? '' : `, ${periodOf(key)}`}.`);
}

function periodOf({ since, until }: Pick<TrustedKey, 'since' | 'until'>): string {
  return until === null ? `in force since ${since}` : `in force from ${since} to ${until}`;
}

function handoverOutcome(name: string, handovers: readonly HandoverBody[] | null, { trusted, forked }: Keyring): Line {
  if (handovers === null) return { name, outcome: 'broken', says: 'tells of a change of key, and was changed after it was signed.' };
  const split = handovers.find(({ from }) => forked.has(from.publicKey));
  if (split)
    return { name, outcome: 'broken', says: `${split.from.keyName} names two successors. Only one can be right: name the key that you know to be in force.` };
  const says = handovers
    .map(({ at, from, to }) => `${from.keyName} (${from.fingerprint}) was changed to ${to.keyName} (${to.fingerprint}) on ${at}`)
    .join('; ');
  const known = handovers.every(({ to }) => trusted.has(to.publicKey));
  return known
    ? { name, outcome: 'fits', says: `${says}; both keys signed that.` }
    : { name, outcome: 'unknown-key', says: `${says}; you named neither. Anybody can make a key.` };
}

function exportLine(name: string, { first, last, hashes, unseen, fault }: ReadExport, places: readonly Place[]): Line {
  if (fault) return { name, outcome: 'broken', says: `event ${fault.seq}: ${exportFaults[fault.because]}` };
  const range = `events ${first} to ${last}, each follows the one before it`;
  const hidden = unseen > 0 ? ` ${unseen} are there by their hash only; what stands before such a line is proven by nothing here.` : '';
  const vouching = places.filter(({ seq, hash }) => hashes.get(seq) === hash);
  const upTo = Math.max(0, ...vouching.map(({ seq }) => seq));
  if (upTo === 0) return { name, outcome: 'unsigned', says: `${range}, but nothing signed speaks of them: add a checkpoint or a certificate.${hidden}` };
  const after = upTo < last ? ` Nothing signed speaks of what came after it.` : '';
  const trusted = vouching.some((place) => place.trusted);
  return { name, outcome: trusted ? 'fits' : 'unknown-key', says: `${range}; signed for up to event ${upTo}.${after}${hidden}` };
}

/** Does what one file signed stand in the others? */
function placeLines(place: Place, exports: readonly (Judged & { kind: 'export' })[], places: readonly Place[]): Line[] {
  const { name, seq, hash } = place;
  const lines: Line[] = [];
  for (const other of exports) {
    const there = other.read.hashes.get(seq);
    if (there === undefined) lines.push({ name, outcome: 'fits', says: `event ${seq}, of which it speaks, is missing in ${other.name}.` });
    else if (there !== hash) lines.push({ name, outcome: 'broken', says: `event ${seq} is another one in ${other.name}.` });
  }
  const against = places.find((one) => one.seq === seq && one.hash !== hash);
  if (against) lines.push({ name, outcome: 'broken', says: `event ${seq} is another one in ${against.name}.` });
  return lines;
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

const signedFaults: Readonly<Record<string, string>> = {
  'not-a-certificate': 'is made like a certificate, and is none: a member is missing, added or of another kind.',
  'not-a-checkpoint': 'is made like a checkpoint, and is none: a member is missing, added or of another kind.',
  altered: 'was changed after it was signed.',
  'wrong-signature': 'has a signature that does not belong to this text.',
  'wrong-fingerprint': 'has a fingerprint that does not belong to its key.',
  inconsistent: 'has a summary that does not agree with its table.',
};

const exportFaults: Record<NonNullable<ReadExport['fault']>['because'], string> = {
  'not-an-export': 'the line cannot be read.',
  gap: 'it does not follow the number before it: a line is missing, or one was put in.',
  altered: 'its text was changed: it does not belong to its hash.',
  'broken-link': 'it does not follow the event before it.',
  'column-altered': 'a column says something else than its text.',
  'text-altered': 'its free text was changed.',
  'text-gone': 'its free text is missing.',
};
