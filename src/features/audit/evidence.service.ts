import { ensureSigningKey, signText } from '#src/features/keys/index.ts';
import { type CertificateBody, type CertificateVerdict, verifyCertificate } from '#src/features/offboarding/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { record } from '#src/ground/audit.ts';
import { canonical } from '#src/ground/canonical.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { isoTime } from '#src/ground/time.ts';
import { checkpointFile } from './input.ts';
import { addCheckpoint, findCertificateText, findPlace, isOwnKey } from './queries.ts';
import { type Checkpoint, checkpointText, judgeCheckpoint } from './checkpoint.rules.ts';
import { chainHead } from './service.ts';

/** The head of the chain under our signature, to be kept by somebody else: nobody who has the database can take it back. */
export async function signCheckpoint(ctx: Ctx): Promise<{ file: string; checkpoint: Checkpoint }> {
  const because = ensure(ctx, 'settings.edit', null);
  const { name: organisation } = await getOrganisation(ctx);
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const key = await ensureSigningKey(inside);
    const { seq, hash } = await chainHead(inside);
    const at = ctx.now();
    const checkpoint: Checkpoint = {
      v: 1,
      type: 'keyholder.audit-checkpoint',
      organisation,
      seq,
      hash,
      at: isoTime(at),
      keyName: key.name,
      fingerprint: ctx.crypto.keyFingerprint(key.publicKey),
      publicKey: key.publicKey.toString('base64'),
    };
    const { signature, keyId } = await signText(inside, key, canonical(checkpoint));
    await addCheckpoint(tx, { seq, hash, at, signingKeyId: keyId, signature });
    await record(tx, ctx, 'audit.checkpoint-signed', { kind: 'audit', id: null }, { headSeq: seq }, { because });
    return { file: checkpointText(checkpoint, signature), checkpoint };
  });
}

export type EvidenceFault = 'not-ours' | 'not-in-the-log' | 'another-text' | 'another-log';

export type CheckpointVerdict = { ok: true; checkpoint: Checkpoint } | { ok: false; because: 'not-a-checkpoint' | 'wrong-signature' | EvidenceFault };

/** Does the log still hold the event that this checkpoint saw? A log written anew, or cut before it, does not. */
export async function matchCheckpoint(ctx: Ctx, text: string): Promise<CheckpointVerdict> {
  ensure(ctx, 'audit.view', null);
  const parsed = checkpointFile.safeParse(readJson(text));
  if (!parsed.success) return { ok: false, because: 'not-a-checkpoint' };
  const { checkpoint, signature } = parsed.data;
  if (!judgeCheckpoint(ctx.crypto, text, checkpoint, signature)) return { ok: false, because: 'wrong-signature' };
  if (!(await isOwnKey(ctx.read, checkpoint.publicKey))) return { ok: false, because: 'not-ours' };
  if (checkpoint.seq > 0 && !(await isInLog(ctx, checkpoint))) return { ok: false, because: 'another-log' };
  return { ok: true, checkpoint };
}

type Refused = Extract<CertificateVerdict, { ok: false }>['because'];
export type MatchVerdict = { ok: true; certificate: CertificateBody; superseded: boolean } | { ok: false; because: Refused | EvidenceFault };

/** Is this the certificate that was issued here, and does the log still hold the events it speaks of? */
export async function matchCertificate(ctx: Ctx, text: string): Promise<MatchVerdict> {
  ensure(ctx, 'audit.view', null);
  const verdict = verifyCertificate(text);
  if (!verdict.ok) return verdict;
  const { certificate } = verdict;
  if (!(await isOwnKey(ctx.read, certificate.publicKey))) return { ok: false, because: 'not-ours' };
  const issued = await findCertificateText(ctx.read, certificate.number);
  if (!issued) return { ok: false, because: 'not-in-the-log' };
  if (issued.body !== canonical(certificate)) return { ok: false, because: 'another-text' };
  const { first, last } = certificate.auditRange;
  if (!(await isInLog(ctx, first)) || !(await isInLog(ctx, last))) return { ok: false, because: 'another-log' };
  return { ok: true, certificate, superseded: issued.supersededAt !== null };
}

async function isInLog(ctx: Ctx, { seq, hash }: { seq: number; hash: string }): Promise<boolean> {
  return (await findPlace(ctx.read, seq))?.hash === hash;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
