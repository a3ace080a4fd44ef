import { expect, test } from 'vitest';
import { auditEvents, withheldEvents } from '#db/schema/index.ts';
import { verifyChain } from '#src/features/audit/index.ts';
import { exportEvents } from '#src/features/audit/export.service.ts';
import { announceOffboarding, cancelOffboarding, cutDue, moveOffboarding, proposeOffboarding, startOffboarding } from '#src/features/offboarding/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { company, person, role } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';

const day = 86_400_000;

async function scene() {
  const w = await world();
  const { adminId } = await company(w);
  const hrId = await person(w, 'Griet Coppens');
  await role(w, adminId, hrId, 'hr');
  const auditorId = await person(w, 'Aad Auditor');
  await role(w, adminId, auditorId, 'auditor');
  return { w, hrId, auditorId, larsId: await person(w, 'Lars Leaver'), bobId: await person(w, 'Bob Baker') };
}

async function exported(ctx: Ctx, format: 'csv' | 'jsonl'): Promise<string> {
  const parts: string[] = [];
  await exportEvents(ctx, { format, from: null, to: null, since: null, write: async (text) => void parts.push(text) });
  return parts.join('');
}

/** What an export says beyond the one before: the word of that one, and nothing of what was done in between. */
async function growth(ctx: Ctx, format: 'csv' | 'jsonl', act: () => Promise<unknown>): Promise<string[]> {
  const before = await exported(ctx, format);
  await act();
  const after = await exported(ctx, format);
  expect(after.startsWith(before)).toBe(true);
  return after.slice(before.length).trimEnd().split('\n');
}

const secretly = async (w: World, hrId: string, personId: string) =>
  startOffboarding(await w.as(hrId), { personId, effectiveAt: w.clock.now() + day, announced: false });

test.each(['csv', 'jsonl'] as const)('an export as %s is the same, whatever HR plans that nobody may know of', async (format) => {
  const { w, hrId, auditorId, larsId, bobId } = await scene();
  const hr = await w.as(hrId);
  for (const reader of [w.operator, await w.as(auditorId)]) {
    const ofNothing = await growth(reader, format, async () => undefined);
    let id = '';
    const acts: (() => Promise<unknown>)[] = [
      async () => {
        ({ id } = await secretly(w, hrId, reader === w.operator ? larsId : bobId));
      },
      () => moveOffboarding(hr, id, w.clock.now() + 2 * day),
      () => cancelOffboarding(hr, id),
      () => proposeOffboarding(w.operator, { personId: auditorId, effectiveAt: w.clock.now() + (reader === w.operator ? 3 : 4) * day }),
    ];
    for (const act of acts) {
      const grown = await growth(reader, format, act);
      expect(grown).toHaveLength(ofNothing.length);
      expect(grown.join()).toContain('audit.exported');
    }
  }
  expect(await verifyChain(w.operator)).toMatchObject({ finding: null, withheldBroken: false, textsGone: [] });
  expect((await w.db.read.select().from(withheldEvents)).length).toBeGreaterThan(8);
});

test('what binds the withheld to the log says nothing: no two events bind alike, and none what a stranger could try', async () => {
  const { w, hrId, larsId } = await scene();
  await secretly(w, hrId, larsId);
  await exported(w.operator, 'csv');
  const bound = (await w.db.read.select().from(auditEvents)).map((row) => JSON.parse(row.body) as { id: string; withheld: string });
  expect(new Set(bound.map((one) => one.withheld)).size).toBe(bound.length);
  for (const { id, withheld } of bound) expect(w.operator.crypto.sha256(`${id}\n${'0'.repeat(64)}`)).not.toBe(withheld);
  for (const row of await w.db.read.select().from(withheldEvents)) expect(JSON.parse(row.body).nonce).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  ['announced', async (w: World, hrId: string, id: string) => announceOffboarding(await w.as(hrId), id)],
  [
    'cut',
    async (w: World) => {
      w.clock.advance('2d');
      await cutDue(w.system, 'scheduler');
    },
  ],
])('once it is %s the log tells all of it, in the name of whoever did it and with its own moment', async (_, act) => {
  const { w, hrId, larsId } = await scene();
  const { id } = await secretly(w, hrId, larsId);
  const plannedAt = w.clock.now();
  w.clock.advance('1h');
  await moveOffboarding(await w.as(hrId), id, w.clock.now() + day);
  await act(w, hrId, id);
  const told = (await w.db.read.select().from(auditEvents)).filter((row) => row.subjectId === id);
  expect(told.slice(0, 2)).toMatchObject([
    { event: 'offboarding.scheduled', actorId: hrId },
    { event: 'offboarding.moved', actorId: hrId },
  ]);
  expect(JSON.parse(told[0]?.body ?? '')).toMatchObject({ told: { at: plannedAt } });
  expect(await verifyChain(w.operator)).toMatchObject({ finding: null, withheldBroken: false });
});
