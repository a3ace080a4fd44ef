import { canonical } from '#src/ground/canonical.ts';
import type { HandoverBody } from './input.ts';

/** What both keys sign: the one before names its successor, and the new one whom it came after. */
export function handoverBody(handover: HandoverBody): string {
  return canonical(handover);
}

export type HandoverMarks = { signature: string; successorSignature: string };

/** One line of the file that a reader keeps. */
export function handoverText(body: string, { signature, successorSignature }: HandoverMarks): string {
  return `{"handover":${body},"signature":${JSON.stringify(signature)},"successorSignature":${JSON.stringify(successorSignature)}}`;
}

type Verifying = { verify(publicRaw: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean; keyFingerprint(publicRaw: Uint8Array): string };

/** The bytes as they were written, signed by both keys that they name. Whose keys these are, the reader has to know. */
export function judgeHandover(crypto: Verifying, line: string, { handover, ...marks }: { handover: HandoverBody } & HandoverMarks): boolean {
  const body = handoverBody(handover);
  if (handoverText(body, marks) !== line) return false;
  const signed = (key: { publicKey: string; fingerprint: string }, signature: string) => {
    const [raw, mark] = [strictBase64(key.publicKey), strictBase64(signature)];
    return raw !== null && mark !== null && crypto.keyFingerprint(raw) === key.fingerprint && crypto.verify(raw, Buffer.from(body), mark);
  };
  return signed(handover.from, marks.signature) && signed(handover.to, marks.successorSignature);
}

/** Unused bits at the end of base64 would let two texts mean the same bytes. */
function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
