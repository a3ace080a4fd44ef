import { closeKnownOutside, endTaskAccess } from '#src/features/access/index.ts';
import { accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { confirmValue, hasBeenShown, openCauses } from '#src/features/secrets/index.ts';
import { closeRotationTasks } from '#src/features/tasks/index.ts';
import { type PersonActor, personOf } from '#src/ground/actor.ts';
import { type Ctx, type WriteHandle, within } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { listMayConfirm, listToldPeople, type RotationRow, saveRotation } from './queries.ts';
import { wordOf } from './rules.ts';
import { changeable, note, showCandidateCode } from './service.ts';

/** The evidence that a new factor works: a code from another device that scanned it too, or the word of whoever saw it work. */
export type Evidence = { kind: 'second-device'; code: string } | { kind: 'attested' };

/** `attested`: on a critical account somebody else has to confirm it now. */
export type Confirmed = { state: 'attested' | 'confirmed'; answered: number; open: number };

/**
 * Somebody who was shown the candidate says that the platform took it. On a critical account that is half of it: whoever else may
 * rotate is asked to try it, and their word confirms. Then it becomes current, whatever it answers is answered, tasks that waited for
 * it close, and everybody who uses the login hears that it changed, never to what. What is refused changes nothing.
 */
export async function confirmRotation(ctx: Ctx, id: string, evidence: Evidence = { kind: 'attested' }): Promise<Confirmed> {
  if (evidence.kind === 'second-device' && (await showCandidateCode(ctx, id)).code !== evidence.code) {
    throw new Problem('invalid', 'rotation.other-code', { fields: [{ field: 'code', code: 'rotation.other-code' }] });
  }
  return ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const rotation = await changeable(inside, id, 'confirmed');
    const person = personOf(ctx.actor);
    if (!person) throw new Problem('forbidden', 'permission.no-role');
    const versionId = found(rotation.candidateId, 'rotation.nothing-prepared');
    if (!(await hasBeenShown(inside, rotation.secretId, versionId, person.id))) throw new Problem('conflict', 'secret.not-shown');
    const { criticality } = await getAccount(inside, rotation.accountId);
    const others = await otherPeople(inside, rotation.accountId, person.id);
    const word = wordOf({ critical: criticality === 'critical', attestedBy: rotation.attestedBy, others: others.length }, person.id);
    if (word === 'nobody-else') throw new Problem('conflict', 'rotation.nobody-else');
    const candidate = { ...rotation, versionId };
    if (word === 'confirms') return confirm(inside, tx, candidate, person, evidence);
    if (word === 'attests') await attest(inside, tx, candidate, { person, evidence, others });
    return { state: 'attested', answered: 0, open: (await openCauses(inside, [rotation.secretId])).length };
  });
}

type Candidate = RotationRow & { versionId: string };

async function attest(
  ctx: Ctx,
  tx: WriteHandle,
  rotation: Candidate,
  { person, evidence, others }: { person: PersonActor; evidence: Evidence; others: readonly { id: string }[] },
): Promise<void> {
  const { id, secretId, accountId, versionId } = rotation;
  await saveRotation(tx, id, { attestedAt: ctx.now(), attestedBy: person.id, performerId: person.id, evidenceKind: evidence.kind });
  await note(tx, ctx, 'rotation.attested', rotation, { rotationId: id, secretId, versionId });
  const account = accountTitle(await getAccount(ctx, accountId));
  for (const { id: recipientId } of others) {
    await writeNotice(tx, ctx, { template: 'value-to-confirm', recipientId, data: { account, rotationId: id, by: person.name } });
  }
}

async function confirm(ctx: Ctx, tx: WriteHandle, rotation: Candidate, person: PersonActor, evidence: Evidence): Promise<Confirmed> {
  const { id, secretId, versionId, attestedBy } = rotation;
  const setBy = attestedBy ?? person.id;
  const people: [string, ...string[]] = setBy === person.id ? [setBy] : [setBy, person.id];
  const result = await confirmValue(ctx, secretId, versionId, { people });
  const kinds = [rotation.evidenceKind, evidence.kind];
  await saveRotation(tx, id, {
    state: 'confirmed',
    attestedAt: rotation.attestedAt ?? ctx.now(),
    attestedBy: setBy,
    closedAt: ctx.now(),
    closedBy: person.id,
    performerId: setBy,
    evidenceKind: kinds.includes('second-device') ? 'second-device' : 'attested',
  });
  await note(tx, ctx, 'rotation.confirmed', rotation, { rotationId: id, secretId, versionId, people: people.length });
  if (result.open === 0) {
    const closed = await closeRotationTasks(ctx, secretId, versionId);
    await endTaskAccess(
      ctx,
      closed.map((task) => task.id),
    );
  }
  await closeKnownOutside(ctx, rotation.accountId);
  await tellHolders(ctx, tx, rotation, people);
  return { state: 'confirmed', ...result };
}

async function tellHolders(ctx: Ctx, tx: WriteHandle, { accountId }: RotationRow, knowing: readonly string[]): Promise<void> {
  const account = accountTitle(await getAccount(ctx, accountId));
  for (const { id: recipientId } of await listToldPeople(tx, accountId, ctx.now())) {
    if (knowing.includes(recipientId)) continue;
    await writeNotice(tx, ctx, { template: 'secret-changed', recipientId, data: { account, accountId } });
  }
}

/** Who will hear that the value changed. */
export async function toldPeople(ctx: Ctx, rotation: RotationRow): Promise<{ id: string; name: string }[]> {
  const knowing = [personOf(ctx.actor)?.id, rotation.attestedBy];
  return (await listToldPeople(ctx.read, rotation.accountId, ctx.now())).filter((person) => !knowing.includes(person.id));
}

/** Who besides this person may confirm a value of the account. */
export async function otherPeople(ctx: Ctx, accountId: string, personId: string | null): Promise<{ id: string; name: string }[]> {
  return (await listMayConfirm(ctx.read, accountId, ctx.now())).filter((person) => person.id !== personId);
}
