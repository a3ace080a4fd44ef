import { completeTask, closeKnownOutside } from '#src/features/access/index.ts';
import { closeRotationTasks } from '#src/features/tasks/index.ts';
import { Problem } from '#src/ground/problem.ts';
import { account, company, newValue, person, role, secret } from '#tests/helpers/builders.ts';
import { world, type World } from '#tests/helpers/world.ts';

/** An HR officer, an owner, a deputy and Lars, who leaves. */
export async function departure() {
  const w = await world();
  const { adminId } = await company(w);
  const hrId = await person(w, 'Griet Coppens');
  await role(w, adminId, hrId, 'hr');
  const ownerId = await person(w, 'Olga Owner', { acknowledged: true });
  const deputyId = await person(w, 'Dirk Deputy', { acknowledged: true });
  const leaverId = await person(w, 'Lars Leaver', { acknowledged: true });
  const accountId = await account(w, { ownerId, deputyIds: [deputyId] });
  const secretId = await secret(w, accountId, ownerId, 'correct horse');
  w.clock.advance('1m');
  return { w, adminId, hrId, ownerId, deputyId, leaverId, accountId, secretId };
}

/** A new value by somebody else, with everything that its confirmation closes. */
export async function rotates(w: World, secretId: string, accountId: string, byId: string, value = `value-${w.clock.now()}`): Promise<void> {
  w.clock.advance('1s');
  const { versionId } = await newValue(w, secretId, byId, value);
  await closeRotationTasks(await w.as(byId), secretId, versionId);
  await closeKnownOutside(await w.as(byId), accountId);
}

export async function proves(w: World, taskId: string, byId: string): Promise<void> {
  await completeTask(await w.as(byId), taskId, { evidenceKind: 'note', evidence: 'Gone from the list.' });
}

export async function codeOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (problem: unknown) => (problem instanceof Problem ? problem.code : String(problem)),
  );
}
