export type { Held } from '#db/words.ts';
import type { Held, TaskState, Tier } from '#db/words.ts';
import { canonical } from '#src/ground/canonical.ts';
import { isFingerprint } from '#src/ground/fingerprint.ts';
import { isoTime } from '#src/ground/time.ts';
import type { Instant } from '#src/host/clock.ts';

export type HoldingFact = {
  accountId: string;
  held: Held;
  tier: Tier | null;
  secretKind: string | null;
  successor: string | null;
};

export type TaskFact = {
  id: string;
  kind: string;
  accountId: string | null;
  secretKind: string | null;
  state: TaskState;
  closedAt: Instant | null;
  /** Of a new value: who set it on the platform. */
  closedBy: string | null;
  /** Who tried a new value that somebody else had set; null where one person stands for it. */
  confirmedBy: string | null;
  evidenceKind: string | null;
  exceptionReason: string | null;
  exceptionApprovedBy: string | null;
  exceptionUntil: Instant | null;
};

export type CertificateFacts = {
  number: string;
  offboardingId: string;
  organisation: string;
  timeZone: string;
  person: { id: string; name: string; employedFrom: string };
  effectiveAt: Instant;
  cutAt: Instant;
  cutBy: string;
  completedAt: Instant;
  issuedAt: Instant;
  ended: Counts;
  accountTitles: ReadonlyMap<string, string>;
  holdings: readonly HoldingFact[];
  tasks: readonly TaskFact[];
  replaces: string | null;
  auditRange: AuditRange;
  key: { id: string; name: string; fingerprint: string; publicKey: string };
};

export type Counts = { grants: number; sessions: number; tokens: number; offices: number; causes: number; duties: number; tasks: number };
export type AuditRange = { first: { seq: number; hash: string }; last: { seq: number; hash: string } };

/** `confirmedBy` is a second person, who tried what `by` set; certificates from before it was asked do not have it. */
export type Proof = { kind: string; secretKind: string | null; evidence: string; by: string; confirmedBy?: string | null | undefined; at: string };
export type CertifiedAccount = {
  id: string;
  title: string;
  held: string[];
  /** `proven`: every way in is closed, by the vault at the cut or by the proofs. */
  outcome: 'proven' | 'exception';
  neverOpened: string[];
  movedTo: string | null;
  proofs: Proof[];
};
export type CertifiedException = { title: string; kind: string; because: string; approvedBy: string; until: string | null };

/** What is signed. Instants are ISO 8601 in UTC, so that the text can be read without this program. */
export type CertificateBody = {
  v: 1;
  type: 'keyholder.offboarding-certificate';
  number: string;
  offboarding: string;
  organisation: string;
  timeZone: string;
  person: { id: string; name: string; employedFrom: string; employedTo: string };
  effectiveAt: string;
  cutAt: string;
  cutBy: string;
  completedAt: string;
  issuedAt: string;
  ended: Counts;
  summary: { accounts: number; proven: number; exceptions: number; secretsReplaced: number };
  accounts: CertifiedAccount[];
  exceptions: CertifiedException[];
  replaces: string | null;
  auditRange: AuditRange;
  keyId: string;
  keyName: string;
  fingerprint: string;
  publicKey: string;
};

export function composeCertificate(facts: CertificateFacts): CertificateBody {
  const accounts = certifiedAccounts(facts);
  const exceptions = certifiedExceptions(facts);
  return {
    v: 1,
    type: 'keyholder.offboarding-certificate',
    number: facts.number,
    offboarding: facts.offboardingId,
    organisation: facts.organisation,
    timeZone: facts.timeZone,
    person: { ...facts.person, employedTo: isoTime(facts.effectiveAt) },
    effectiveAt: isoTime(facts.effectiveAt),
    cutAt: isoTime(facts.cutAt),
    cutBy: facts.cutBy,
    completedAt: isoTime(facts.completedAt),
    issuedAt: isoTime(facts.issuedAt),
    ended: facts.ended,
    summary: summaryOf(accounts, exceptions),
    accounts,
    exceptions,
    replaces: facts.replaces,
    auditRange: facts.auditRange,
    keyId: facts.key.id,
    keyName: facts.key.name,
    fingerprint: facts.key.fingerprint,
    publicKey: facts.key.publicKey,
  };
}

/** The headline's numbers, made from the table below it so that the two cannot disagree. */
export function summaryOf(accounts: readonly CertifiedAccount[], exceptions: readonly CertifiedException[]): CertificateBody['summary'] {
  return {
    accounts: accounts.length,
    proven: accounts.filter((account) => account.outcome === 'proven').length,
    exceptions: exceptions.length,
    secretsReplaced: accounts.flatMap((account) => account.proofs).filter((proof) => proof.kind === 'rotate').length,
  };
}

function certifiedAccounts(facts: CertificateFacts): CertifiedAccount[] {
  const ids = [...new Set([...facts.holdings.map((holding) => holding.accountId), ...facts.tasks.flatMap((task) => task.accountId ?? [])])];
  const accounts = ids.map((id): CertifiedAccount => {
    const holdings = facts.holdings.filter((holding) => holding.accountId === id);
    const tasks = facts.tasks.filter((task) => task.accountId === id);
    return {
      id,
      title: facts.accountTitles.get(id) ?? id,
      held: [...new Set(holdings.filter((holding) => holding.held !== 'secret').map((holding) => holding.held))].sort(),
      outcome: tasks.every((task) => task.state === 'done') ? 'proven' : 'exception',
      neverOpened: [...new Set(holdings.filter((holding) => holding.tier === 'could-have-seen').flatMap((holding) => holding.secretKind ?? []))].sort(),
      movedTo: holdings.find((holding) => holding.held === 'owner')?.successor ?? null,
      proofs: tasks.filter((task) => task.state === 'done').map((task) => proofOf(task)),
    };
  });
  return accounts.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
}

function proofOf(task: TaskFact): Proof {
  return {
    kind: task.kind,
    secretKind: task.secretKind,
    evidence: task.evidenceKind ?? 'attested',
    by: task.closedBy ?? '',
    confirmedBy: task.confirmedBy,
    at: task.closedAt === null ? '' : isoTime(task.closedAt),
  };
}

function certifiedExceptions(facts: CertificateFacts): CertifiedException[] {
  return facts.tasks
    .filter((task) => task.state === 'excepted')
    .map((task) => ({
      title: facts.accountTitles.get(task.accountId ?? '') ?? '',
      kind: task.kind,
      because: task.exceptionReason ?? '',
      approvedBy: task.exceptionApprovedBy ?? '',
      until: task.exceptionUntil === null ? null : isoTime(task.exceptionUntil),
    }));
}

/** The exact text that is signed and stored. */
export function bodyText(body: CertificateBody): string {
  return canonical(body);
}

/** The file somebody downloads: the stored text inside a frame with its signature, the same bytes every time. */
export function fileText(body: string, signature: string): string {
  return `{"certificate":${body},"signature":${JSON.stringify(signature)}}\n`;
}

export type VerifyingCrypto = {
  verify(publicRaw: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean;
  keyFingerprint(publicRaw: Uint8Array): string;
};

export type Refusal = 'not-a-certificate' | 'altered' | 'wrong-signature' | 'wrong-fingerprint' | 'inconsistent';
export type CertificateVerdict = { ok: true; certificate: CertificateBody } | { ok: false; because: Refusal };

/** Judges a parsed file against its text: no database, no network. Whose key it is, the reader has to know. */
export function judgeCertificate(crypto: VerifyingCrypto, text: string, parsed: { certificate: CertificateBody; signature: string }): CertificateVerdict {
  const { certificate, signature } = parsed;
  const body = bodyText(certificate);
  // Byte for byte: a changed space, a second member of the same name or a loose base64 digit is a changed document.
  if (fileText(body, signature).trimEnd() !== text.trimEnd()) return no('altered');
  const publicKey = strictBase64(certificate.publicKey);
  const mark = strictBase64(signature);
  if (!publicKey || !mark || !crypto.verify(publicKey, Buffer.from(body), mark)) return no('wrong-signature');
  if (!isFingerprint(certificate.fingerprint, crypto.keyFingerprint(publicKey))) return no('wrong-fingerprint');
  if (canonical(summaryOf(certificate.accounts, certificate.exceptions)) !== canonical(certificate.summary)) return no('inconsistent');
  return { ok: true, certificate };
}

const no = (because: Refusal): CertificateVerdict => ({ ok: false, because });

/** Unused bits at the end of base64 would let two texts mean the same bytes. */
function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** `KH-2026-0041`: the year of issue and the next free number of that year. */
export function certificateNumber(year: number, last: string | undefined): string {
  const previous = last?.startsWith(`KH-${year}-`) ? Number(last.slice(8)) : 0;
  return `KH-${year}-${String(previous + 1).padStart(4, '0')}`;
}
