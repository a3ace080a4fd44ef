import { ensureSigningKey, signText } from '#src/features/keys/index.ts';
import { getOrganisation } from '#src/features/settings/index.ts';
import { record } from '#src/ground/audit.ts';
import { actingAs, type Ctx, within, type WriteHandle } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { ensure } from '#src/ground/permission.ts';
import { found } from '#src/ground/problem.ts';
import { localDay, wallTime } from '#src/ground/time.ts';
import { factsOf, getVisibleCase } from './cases.service.ts';
import { auditRangeOf, type Certificate, findPeriod, insertCertificate, lastCertificateNumber, listAttested, listCertificates } from './certificate.queries.ts';
import { bodyText, certificateNumber, composeCertificate, type CertificateFacts, fileText } from './certificate.rules.ts';
import { titlesOf } from './facts.queries.ts';
import { type CaseTask, findOffboarding, listHoldings, listProvable, listTasksOf, namesOf, type Offboarding, updateOffboarding } from './queries.ts';
import { isProven } from './rules.ts';

export async function anyProven(ctx: Ctx): Promise<boolean> {
  return (await listProvable(ctx.read, ctx.now(), 1)).length > 0;
}

/** Every case whose last task is settled. The job that makes sure that no completion is forgotten. */
export async function completeProven(ctx: Ctx): Promise<number> {
  const tried = new Set<string>();
  for (let completed = 0; ; ) {
    const ids = (await listProvable(ctx.read, ctx.now(), tried.size + 100)).filter((id) => !tried.has(id));
    if (ids.length === 0) return completed;
    for (const id of ids) {
      tried.add(id);
      if (await completeIfProven(ctx, id)) completed += 1;
    }
  }
}

/** Called by whoever settled a task. Completion and certificate are one unit: there is never one without the other. */
export async function completeIfProven(caller: Ctx, id: string): Promise<boolean> {
  const ctx = actingAs(caller, { kind: 'system', job: 'complete' });
  if (!(await readProven(ctx, id))) return false;
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const proven = await readProven(inside, id);
    if (!proven) return false;
    await issueCertificate(inside, tx, proven.row, proven.tasks);
    return true;
  });
}

async function readProven(ctx: Ctx, id: string): Promise<{ row: Offboarding; tasks: CaseTask[] } | null> {
  const row = await findOffboarding(ctx.read, id);
  if (!row || row.cutAt === null) return null;
  const tasks = await listTasksOf(ctx.read, [id], false);
  return isProven(row.state, tasks, ctx.now()) ? { row, tasks } : null;
}

async function issueCertificate(ctx: Ctx, tx: WriteHandle, row: Offboarding, tasks: readonly CaseTask[]): Promise<void> {
  const key = await ensureSigningKey(ctx);
  const facts = await certificateFacts(ctx, row, tasks, key);
  const body = bodyText(composeCertificate(facts));
  const { signature, keyId } = await signText(ctx, key, body);
  const certificateId = ctx.newId('certificate');
  const now = ctx.now();
  const { first, last } = facts.auditRange;
  await insertCertificate(tx, {
    id: certificateId,
    offboardingId: row.id,
    number: facts.number,
    body,
    signature,
    signingKeyId: keyId,
    issuedAt: now,
    firstEvent: first.seq,
    lastEvent: last.seq,
    supersededAt: null,
  });
  await updateOffboarding(tx, row.id, { state: 'completed', completedAt: now });
  const subject = { kind: 'offboarding', id: row.id } as const;
  await record(tx, ctx, 'certificate.issued', subject, { number: facts.number, firstEvent: first.seq, lastEvent: last.seq });
  await record(tx, ctx, 'offboarding.completed', subject, { certificateId });
  await tellCompleted(ctx, tx, row, facts);
}

async function tellCompleted(ctx: Ctx, tx: WriteHandle, row: Offboarding, facts: CertificateFacts): Promise<void> {
  const starter = await namesOf(tx, [row.startedBy]);
  if (!starter.has(row.startedBy) || row.startedBy === row.personId) return;
  const data = { person: facts.person.name, offboardingId: row.id };
  await writeNotice(tx, ctx, { template: 'offboarding-completed', recipientId: row.startedBy, data, once: `completed/${row.id}/${facts.number}` });
}

type SigningKey = Awaited<ReturnType<typeof ensureSigningKey>>;

async function certificateFacts(ctx: Ctx, row: Offboarding, tasks: readonly CaseTask[], key: SigningKey): Promise<CertificateFacts> {
  const db = ctx.read;
  const organisation = await getOrganisation(ctx);
  const holdings = await listHoldings(db, row.id);
  const period = found(await findPeriod(db, row.periodId), 'offboarding.no-employment');
  const [replaced] = await listCertificates(db, row.id);
  const year = wallTime(ctx.now(), organisation.timeZone).year;
  const attested = await listAttested(
    db,
    tasks.flatMap((task) => (task.evidenceKind === 'version' && task.evidence !== null ? [task.evidence] : [])),
  );
  const worded = tasks.map((task) => ({ ...task, ...wordsFor(task, attested) }));
  const names = await namesOf(
    db,
    [row.personId, ...worded.flatMap((task) => [task.closedBy, task.confirmedBy, task.exceptionApprovedBy])].filter((id) => id !== null),
  );
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? 'Keyholder'));
  return {
    number: certificateNumber(year, await lastCertificateNumber(db, year)),
    offboardingId: row.id,
    organisation: organisation.name,
    timeZone: organisation.timeZone,
    person: {
      id: row.personId,
      name: names.get(row.personId) ?? row.personId,
      employedFrom: period.startedOn ?? localDay(period.startedAt, organisation.timeZone),
    },
    effectiveAt: row.effectiveAt,
    cutAt: row.cutAt ?? row.effectiveAt,
    cutBy: row.cutBy ?? 'scheduler',
    completedAt: ctx.now(),
    issuedAt: ctx.now(),
    ended: JSON.parse(row.counts ?? '{}'),
    accountTitles: await titlesOf(db, [...holdings.map((line) => line.holding.accountId), ...tasks.flatMap((task) => task.accountId ?? [])]),
    holdings: holdings.map(({ holding, secretKind, successor }) => ({ ...holding, secretKind, successor })),
    tasks: worded.map((task) => ({
      ...task,
      closedBy: nameOf(task.closedBy),
      confirmedBy: nameOf(task.confirmedBy),
      exceptionApprovedBy: nameOf(task.exceptionApprovedBy),
    })),
    replaces: replaced?.number ?? null,
    auditRange: await auditRangeOf(db, row.id),
    key: { id: key.id, name: key.name, fingerprint: ctx.crypto.keyFingerprint(key.publicKey), publicKey: key.publicKey.toString('base64') },
  };
}

/** Who stands for it: of a new value whoever set it, and whoever tried it after them. */
function wordsFor(task: CaseTask, attested: Awaited<ReturnType<typeof listAttested>>): { closedBy: string | null; confirmedBy: string | null } {
  const words = task.evidenceKind === 'version' ? attested.get(task.evidence) : undefined;
  const { setBy = null, confirmedBy = null } = words ?? {};
  return setBy === null ? { closedBy: task.closedBy, confirmedBy: null } : { closedBy: setBy, confirmedBy: confirmedBy === setBy ? null : confirmedBy };
}

/** The newest certificate of a case, or the one with this number; exactly as it was issued. */
export async function certificateOf(ctx: Ctx, id: string, number?: string): Promise<Certificate & { file: string }> {
  const row = await getVisibleCase(ctx, id);
  ensure(ctx, 'certificate.view', { ...factsOf(row), ownsTask: false });
  const all = await listCertificates(ctx.read, id);
  const certificate = found(number === undefined ? all[0] : all.find((one) => one.number === number), 'certificate.missing');
  return { ...certificate, file: fileText(certificate.body, certificate.signature) };
}
