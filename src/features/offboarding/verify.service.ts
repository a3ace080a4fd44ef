import { keyFingerprint, verify } from '#src/host/crypto/keys.ts';
import { type CertificateVerdict, judgeCertificate } from './certificate.rules.ts';
import { certificateFile } from './input.ts';

/**
 * Is this file a certificate exactly as it was signed, by whatever key? Needs nothing but the file.
 */
export function verifyCertificate(text: string): CertificateVerdict {
  const parsed = certificateFile.safeParse(readJson(text));
  if (!parsed.success) return { ok: false, because: 'not-a-certificate' };
  return judgeCertificate({ verify, keyFingerprint }, text, parsed.data);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
