import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSecret } from '#src/features/secrets/index.ts';
import { openTask } from '#src/features/tasks/index.ts';
import { day } from '#src/ground/time.ts';
import { account, comesIn, company, person } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { openThings } from './things.ts';

const names = ['Ana', 'Bob', 'Cas', 'Dee', 'Eli', 'Fay'];
const some = fc.integer({ min: 0, max: names.length - 1 });
const shape = fc.record({
  managers: fc.array(fc.option(some), { minLength: names.length, maxLength: names.length }),
  inside: fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }),
  accounts: fc.array(
    fc.record({
      owner: some,
      deputy: fc.option(some),
      age: fc.integer({ min: 150, max: 200 }),
      critical: fc.boolean(),
      late: fc.integer({ min: -3, max: 16 }),
      assignee: fc.option(some),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

test('whoever reads is told of exactly what the one list says that they are told of, however people and accounts hang together', async () => {
  await fc.assert(
    fc.asyncProperty(shape, async ({ managers, inside, accounts }) => {
      const w = await world();
      const { adminId } = await company(w);
      const ids: string[] = [];
      for (const [index, name] of names.entries()) {
        const above = managers[index] ?? null;
        const managerId = above === null ? undefined : ids[above];
        ids.push(await person(w, `${name} Voorbeeld`, managerId === undefined ? {} : { managerId }));
      }
      await comesIn(w, adminId, ...ids.filter((_, index) => inside[index]));
      for (const [index, { owner, deputy, age, critical, late, assignee }] of accounts.entries()) {
        const deputyIds = deputy === null || deputy === owner ? [] : [ids[deputy] ?? ''];
        const accountId = await account(w, { ownerId: ids[owner] ?? '', deputyIds, handle: `a${index}`, criticality: critical ? 'critical' : 'normal' });
        await addSecret(w.system, accountId, { kind: 'password', valueSetAt: w.clock.now() - age * day });
        const task = { kind: 'remove-role', originKind: 'access', originId: 'x', accountId, subjectId: null, risk: 1 } as const;
        await openTask(w.system, { ...task, assigneeId: assignee === null ? null : (ids[assignee] ?? null), slaAt: w.clock.now() - late * day });
      }
      const all = await openThings(w.system);
      const keys = (things: typeof all) => things.map((thing) => (thing.kind === 'task' ? thing.task.id : thing.due.secretId)).sort();
      for (const id of ids) {
        expect(keys(await openThings(w.system, { id, everything: false }))).toEqual(keys(all.filter(({ told }) => told.includes(id))));
      }
      expect(all.every(({ told }) => told.length > 0)).toBe(true);
    }),
    { numRuns: 12 },
  );
});
