import { describe, expect, test } from 'vitest';
import { auditEvents, outbox, proposals } from '#db/schema/index.ts';
import { officeProposals } from '#src/features/access/index.ts';
import { giveOffice, officesOf } from '#src/features/accounts/index.ts';
import { overtakeProposals, propose } from '#src/features/proposals/index.ts';
import { Problem } from '#src/ground/problem.ts';
import { account, company, ends, person, role } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { confirmOrigin, confirmProposal, dismissProposal, getWaiting, listWaiting } from './service.ts';

/** Two administrators, an auditor, HR, an owner, and an account whose deputy a machine would like to appoint. */
async function scene() {
  const w = await world();
  const { adminId: ada } = await company(w);
  const [alex, hana, aad, olga, bob] = [
    await person(w, 'Alex A'),
    await person(w, 'Hana H'),
    await person(w, 'Aad A'),
    await person(w, 'Olga O'),
    await person(w, 'Bob B'),
  ];
  await role(w, ada, alex, 'admin');
  await role(w, ada, hana, 'hr');
  await role(w, ada, aad, 'auditor');
  const accountId = await account(w, { ownerId: olga });
  return { w, ada, alex, hana, aad, olga, bob, accountId };
}

const deputy = (accountId: string, personId: string, more: { onceKey?: string; why?: 'machine' | 'to-oneself' } = {}) => ({
  accountId,
  personId,
  detail: { office: 'deputy' as const },
  why: more.why ?? ('machine' as const),
  onceKey: more.onceKey ?? `${accountId} ${personId}`,
});

async function one(w: World, accountId: string, personId: string) {
  const { ids } = await propose(w.operator, officeProposals, [deputy(accountId, personId)]);
  return ids[0] ?? '';
}

const code = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

const holds = async (w: World, accountId: string, personId: string) => (await officesOf(w.system, accountId)).some((row) => row.personId === personId);

const told = async (w: World, template: string) => {
  const rows = await w.db.read.select({ template: outbox.template, recipientId: outbox.recipientId, data: outbox.data }).from(outbox);
  return rows.filter((row) => row.template === template);
};

describe('asking', () => {
  test('changes nothing, is one however often it is asked, and is told in one mail to each who may decide', async () => {
    const { w, ada, alex, olga, bob, aad, accountId } = await scene();
    const wanted = [deputy(accountId, bob), deputy(accountId, aad)];
    const { ids } = await propose(w.operator, officeProposals, wanted, { originId: 'imp_1' });
    expect((await propose(w.operator, officeProposals, wanted, { originId: 'imp_2' })).ids).toEqual(ids);
    expect(await w.db.read.select().from(proposals)).toHaveLength(2);
    expect(await holds(w, accountId, bob)).toBe(false);
    const mails = await told(w, 'proposal-made');
    expect(mails.map(({ recipientId }) => recipientId).toSorted()).toEqual([ada, alex, olga].toSorted());
    expect(mails.map(({ data }) => data)).toEqual(Array(3).fill('{"proposals":2}'));
  });

  test('is refused where nobody else could decide, unless it may wait', async () => {
    const w = await world();
    const { adminId: ada } = await company(w);
    const accountId = await account(w, { ownerId: await person(w, 'Hana H') });
    const owner = (await officesOf(w.system, accountId))[0]?.personId ?? '';
    await ends(w, owner, w.clock.now());
    const asked = [deputy(accountId, ada, { why: 'to-oneself' })];
    const byAda = await w.as(ada);
    expect(await code(propose(byAda, officeProposals, asked))).toBe('proposal.nobody-else');
    expect(await w.db.read.select().from(proposals)).toEqual([]);
    expect((await propose(byAda, officeProposals, asked, { orWait: true })).ids).toHaveLength(1);
  });
});

describe('confirming', () => {
  test('does it by hand: an event for the office, one for the decision, and whoever decided', async () => {
    const { w, ada, bob, accountId } = await scene();
    const id = await one(w, accountId, bob);
    expect(await confirmProposal(await w.as(ada), id)).toEqual({ confirmed: 1, overtaken: [] });
    expect(await holds(w, accountId, bob)).toBe(true);
    const [row] = await w.db.read.select().from(proposals);
    expect(row).toMatchObject({ state: 'confirmed', decidedBy: ada, decidedAt: w.clock.now() });
    const events = (await w.db.read.select().from(auditEvents)).map(({ event }) => event);
    expect(events.slice(-2)).toEqual(['office.given', 'proposal.confirmed']);
    expect(await code(confirmProposal(await w.as(ada), id))).toBe('proposal.decided');
  });

  test.each([
    ['the owner', 'olga', 'done'],
    ['another administrator', 'alex', 'done'],
    ['an auditor', 'aad', 'permission.not-owner'],
    ['HR', 'hana', 'proposal.missing'],
    ['whom it is about', 'bob', 'permission.about-oneself'],
  ] as const)('by %s: %s', async (_, who, expected) => {
    const s = await scene();
    const id = await one(s.w, s.accountId, s.bob);
    expect(await code(confirmProposal(await s.w.as(s[who]), id))).toBe(expected);
    expect(await holds(s.w, s.accountId, s.bob)).toBe(expected === 'done');
  });

  test('is for somebody else than whoever asked, who asks a machine, or whom it is about', async () => {
    const { w, ada, alex, accountId } = await scene();
    const byAda = await w.as(ada);
    const { ids } = await propose(byAda, officeProposals, [deputy(accountId, ada, { why: 'to-oneself' })]);
    const { ids: byMachine } = await propose(w.operator, officeProposals, [deputy(accountId, alex)], { askedById: alex });
    expect(await code(confirmProposal(byAda, ids[0] ?? ''))).toBe('permission.own-proposal');
    expect(await code(confirmProposal(w.operator, ids[0] ?? ''))).toBe('permission.not-by-machine');
    expect(await code(confirmProposal(w.system, ids[0] ?? ''))).toBe('permission.not-by-machine');
    expect(await code(confirmProposal(await w.as(alex), byMachine[0] ?? ''))).toBe('permission.own-proposal');
    expect(await code(confirmProposal(await w.as(alex), ids[0] ?? ''))).toBe('done');
  });

  test('asks for a step-up', async () => {
    const { w, ada, bob, accountId } = await scene();
    const id = await one(w, accountId, bob);
    expect(await code(confirmProposal(await w.as(ada, { factorAt: w.clock.now() - 11 * 60_000 }), id))).toBe('permission.step-up');
    expect(await holds(w, accountId, bob)).toBe(false);
  });

  test('waits for the moment from which it may be done', async () => {
    const { w, ada, bob, accountId } = await scene();
    const later = { ...deputy(accountId, bob), readyAt: w.clock.now() + 60_000 };
    const { ids } = await propose(w.operator, officeProposals, [later]);
    expect(await told(w, 'proposal-made')).toHaveLength(3);
    expect(await code(confirmProposal(await w.as(ada), ids[0] ?? ''))).toBe('permission.too-early');
    w.clock.advance('1m');
    expect(await code(confirmProposal(await w.as(ada), ids[0] ?? ''))).toBe('done');
  });

  test('what no longer fits is closed with its reason, and the rest of the import is done', async () => {
    const { w, ada, bob, aad, accountId } = await scene();
    const wanted = [deputy(accountId, bob), deputy(accountId, aad), deputy(accountId, ada)];
    await propose(w.operator, officeProposals, wanted, { originId: 'imp_1' });
    const byAda = await w.as(ada);
    await giveOffice(byAda, accountId, aad, 'deputy');
    const done = await confirmOrigin(byAda, 'imp_1');
    expect(done).toMatchObject({ confirmed: 1, overtaken: [{ because: 'office.already-there' }] });
    expect(await holds(w, accountId, bob)).toBe(true);
    expect(await holds(w, accountId, ada)).toBe(false);
    expect((await listWaiting(byAda)).rows.map(({ proposal }) => proposal.personId)).toEqual([ada]);
  });

  test('of two who confirm at once one is told that it was decided', async () => {
    const { w, ada, alex, bob, accountId } = await scene();
    const id = await one(w, accountId, bob);
    const both = [await w.as(ada), await w.as(alex)].map((ctx) => code(confirmProposal(ctx, id)));
    expect((await Promise.all(both)).toSorted()).toEqual(['done', 'proposal.decided']);
  });
});

describe('dismissing', () => {
  test.each(['olga', 'ada', 'bob'] as const)('by %s', async (who) => {
    const s = await scene();
    const id = await one(s.w, s.accountId, s.bob);
    await dismissProposal(await s.w.as(s[who]), id);
    expect(await holds(s.w, s.accountId, s.bob)).toBe(false);
    expect((await s.w.db.read.select().from(proposals))[0]).toMatchObject({ state: 'dismissed', decidedBy: s[who] });
    expect(await code(dismissProposal(await s.w.as(s.alex), id))).toBe('proposal.decided');
  });

  test('is not for machines, auditors and HR', async () => {
    const { w, aad, hana, bob, accountId } = await scene();
    const id = await one(w, accountId, bob);
    expect(await code(dismissProposal(w.operator, id))).toBe('permission.not-by-machine');
    expect(await code(dismissProposal(await w.as(aad), id))).toBe('permission.not-owner');
    expect(await code(dismissProposal(await w.as(hana), id))).toBe('proposal.missing');
  });
});

test('what a feature did by itself closes what was asked for', async () => {
  const { w, ada, bob, accountId } = await scene();
  const id = await one(w, accountId, bob);
  await overtakeProposals(w.system, 'office', [`${accountId} ${bob}`], 'office.already-there');
  expect((await getWaiting(await w.as(ada), id)).proposal).toMatchObject({ state: 'overtaken', overtakenBecause: 'office.already-there' });
});

test('a list shows what its reader may decide or see', async () => {
  const { w, ada, hana, aad, olga, bob, accountId } = await scene();
  const noor = await person(w, 'Noor N');
  await one(w, accountId, bob);
  const seen = async (id: string) => (await listWaiting(await w.as(id))).rows.map(({ mayConfirm, mayDismiss }) => [mayConfirm, mayDismiss]);
  expect([await seen(ada), await seen(olga)]).toEqual([[[true, true]], [[true, true]]]);
  expect([await seen(aad), await seen(bob)]).toEqual([[[false, false]], [[false, true]]]);
  expect([await seen(hana), await seen(noor)]).toEqual([[], []]);
  expect((await listWaiting(w.operator)).rows).toHaveLength(1);
});
