import { type HandoverBody, handoverLine, judgeHandover } from '#src/features/keys/index.ts';
import { verifyCertificate } from '#src/features/offboarding/index.ts';
import { sha256Hex } from '#src/host/crypto/hash.ts';
import { keyFingerprint, verify } from '#src/host/crypto/keys.ts';
import { judgeCheckpoint } from './checkpoint.rules.ts';
import { looksLikeExport, readExport } from './export-read.rules.ts';
import { checkpointFile } from './input.ts';
import { type Judged, judgeTogether, type Verified } from './verify.rules.ts';

/** `keys`: beginnings of fingerprints that the reader trusts. No database, no installation. */
export function verifyFiles(files: readonly { name: string; text: string }[], keys: readonly string[]): Verified {
  const isTrusted = (publicKey: string) => keys.some((key) => keyFingerprint(Buffer.from(publicKey, 'base64')).startsWith(key));
  return judgeTogether(files.map(judge), isTrusted);
}

function judge({ name, text }: { name: string; text: string }): Judged {
  if (looksLikeExport(text)) return { name, kind: 'export', read: readExport(text, sha256Hex) };
  if (/^\{\s*"certificate"/.test(text)) return { name, kind: 'certificate', verdict: verifyCertificate(text) };
  if (/^\{\s*"checkpoint"/.test(text)) return { name, kind: 'checkpoint', verdict: verifyCheckpoint(text) };
  if (/^\{\s*"handover"/.test(text)) return { name, kind: 'handover', handovers: readHandovers(text) };
  return { name, kind: 'unknown' };
}

function verifyCheckpoint(text: string) {
  const parsed = checkpointFile.safeParse(readJson(text));
  if (!parsed.success) return { ok: false as const, because: 'not-a-checkpoint' };
  const { checkpoint, signature } = parsed.data;
  if (!judgeCheckpoint({ verify, keyFingerprint }, text, checkpoint, signature)) return { ok: false as const, because: 'wrong-signature' };
  return { ok: true as const, checkpoint };
}

/** A line for each change of the key; null when one of them is not as it was signed. */
function readHandovers(text: string): HandoverBody[] | null {
  const lines = text.trimEnd().split('\n');
  const handovers = lines.flatMap((line) => {
    const parsed = handoverLine.safeParse(readJson(line));
    return parsed.success && judgeHandover({ verify, keyFingerprint }, line, parsed.data) ? [parsed.data.handover] : [];
  });
  return handovers.length === lines.length ? handovers : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
