import { canonical } from '#src/ground/canonical.ts';
import { isFingerprint } from '#src/ground/fingerprint.ts';

/** What is signed of the head of the chain. */
export type Checkpoint = {
  v: 1;
  type: 'keyholder.audit-checkpoint';
  organisation: string;
  seq: number;
  hash: string;
  at: string;
  keyName: string;
  fingerprint: string;
  publicKey: string;
};

export function checkpointText(checkpoint: Checkpoint, signature: string): string {
  return `{"checkpoint":${canonical(checkpoint)},"signature":${JSON.stringify(signature)}}\n`;
}

type Verifying = { verify(publicRaw: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean; keyFingerprint(publicRaw: Uint8Array): string };

/** The bytes as they were written, signed by the key that the text names. */
export function judgeCheckpoint(crypto: Verifying, text: string, checkpoint: Checkpoint, signature: string): boolean {
  const publicKey = Buffer.from(checkpoint.publicKey, 'base64');
  if (checkpointText(checkpoint, signature).trimEnd() !== text.trimEnd()) return false;
  if (!isFingerprint(checkpoint.fingerprint, crypto.keyFingerprint(publicKey))) return false;
  return crypto.verify(publicKey, Buffer.from(canonical(checkpoint)), Buffer.from(signature, 'base64'));
}
