import { eq, type InferInsertModel } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accounts,
  apiTokens,
  auditCheckpoints,
  auditDetails,
  auditEvents,
  causes,
  dataKeys,
  disclosures,
  employmentPeriods,
  grants,
  offboardings,
  people,
  proposals,
  rootKeys,
  rotations,
  secrets,
  secretVersions,
  serviceConsents,
  serviceDisclosures,
  serviceGrants,
  services,
  tasks,
  withheldEvents,
} from '#db/schema/index.ts';
import { isRefusedByTrigger } from '#src/host/db/dialect.ts';
import { markRecorded, type WriteHandle } from '#src/host/db/handle.ts';
import { type FreshDatabase, freshDatabase } from '#tests/helpers/database.ts';
import { aPerson } from './rows.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  await fresh.database.write(async (tx) => {
    await aPerson(tx, 'per_1');
    await tx.insert(employmentPeriods).values({ id: 'emp_1', personId: 'per_1', startedAt: 1, endedAt: 2 });
    await tx.insert(accounts).values({
      id: 'acc_1',
      platform: 'linkedin',
      handle: 'a',
      handleKey: 'a',
      criticality: 'normal',
      status: 'active',
      sortKey: 'a',
      createdAt: 1,
      updatedAt: 1,
    });
    await tx.insert(rootKeys).values({ id: 'rok_1', checkValue: Buffer.from('x'), state: 'active', createdAt: 1 });
    await tx.insert(dataKeys).values({ id: 'dek_1', rootKeyId: 'rok_1', createdAt: 1 });
    await tx.insert(secrets).values({ id: 'sec_1', accountId: 'acc_1', kind: 'password', createdAt: 1, createdBy: 'per_1' });
    await tx.insert(secretVersions).values({ ...version, id: 'ver_0', number: 1, state: 'retired' });
    await tx.insert(proposals).values({ ...proposal, id: 'prp_0', onceKey: 'office 0', state: 'dismissed' });
    await tx.insert(causes).values({ id: 'cau_1', secretId: 'sec_1', kind: 'asked', at: 1 });
    await tx.insert(disclosures).values({ ...ids, id: 'dis_1', versionId: 'ver_0', how: 'shown', at: 1 });
    const service = { id: 'srv_1', name: 'Scheduler', nameKey: 'scheduler', purpose: 'posts', responsibleId: 'per_1', createdAt: 1, createdBy: 'per_1' };
    await tx.insert(services).values({ ...service, endedAt: 2 });
    const way = { id: 'svg_1', serviceId: 'srv_1', accountId: 'acc_1', level: 'reveal' as const, reason: 'posts', grantedBy: 'per_1', startsAt: 1 };
    await tx.insert(serviceGrants).values({ ...way, endedAt: 2 });
    await tx.insert(serviceDisclosures).values({ id: 'svd_1', serviceId: 'srv_1', secretId: 'sec_1', versionId: 'ver_0', at: 1 });
    const token = { id: 'tok_1', serviceId: 'srv_1', name: 'cron', tokenHash: 'h', hint: 'abcd', scopes: 'read', securityStamp: 0, createdBy: 'per_1' };
    await tx.insert(apiTokens).values({ ...token, createdAt: 1, expiresAt: 2 });
    await tx.insert(serviceConsents).values({ tokenId: 'tok_1', accountId: 'acc_1', personId: 'per_1', at: 1 });
    await tx.insert(auditEvents).values({
      seq: 1,
      id: 'evt_1',
      at: 1,
      event: 'setup.completed',
      actorKind: 'system',
      via: 'cli',
      subjectKind: 'organisation',
      body: '{}',
      hash: 'x',
    });
    await tx.insert(auditDetails).values({ eventId: 'evt_1', text: 'a', salt: 'b' });
    await tx.insert(withheldEvents).values({ seq: 1, id: 'evt_2', at: 1, event: 'withheld.begun', body: '{}', hash: 'x' });
    await tx.insert(auditCheckpoints).values({ seq: 1, hash: 'x', at: 1, signingKeyId: 'sgk_1', signature: 'x' });
  });
});
afterAll(() => fresh.dispose());

const proposal = { kind: 'office' as const, detail: '{}', why: 'machine' as const, proposedBy: 'operator', createdAt: 1 };
const ids = { secretId: 'sec_1', personId: 'per_1' };
const version = {
  secretId: 'sec_1',
  origin: 'set' as const,
  dataKeyId: 'dek_1',
  fingerprint: 'f',
  createdBy: 'per_1',
  createdAt: 1,
};

class Undo extends Error {}

/** Whether the database lets the unit change its rows; whatever it did is undone. */
async function allows(change: (tx: WriteHandle) => Promise<unknown>): Promise<boolean> {
  const error = await fresh.database
    .write(async (tx) => {
      await change(tx);
      markRecorded(tx);
      throw new Undo();
    })
    .catch((thrown: unknown) => thrown);
  if (error instanceof Undo) return true;
  if (isRefusedByTrigger(error)) return false;
  throw error;
}

type Machine<State extends string> = {
  states: readonly State[];
  allowed: readonly `${State} → ${State}`[];
  move(tx: WriteHandle, from: State, to: State): Promise<unknown>;
};

function machine<State extends string>(name: string, { states, allowed, move }: Machine<State>): void {
  test(`${name} go only the ways they may`, async () => {
    const possible: string[] = [];
    for (const from of states) {
      for (const to of states) {
        if (from !== to && (await allows((tx) => move(tx, from, to)))) possible.push(`${from} → ${to}`);
      }
    }
    expect(possible.sort()).toEqual([...allowed].sort());
  });
}

machine('grants', {
  states: ['active', 'ended', 'closed'],
  allowed: ['active → ended', 'active → closed', 'ended → closed'],
  move: async (tx, state, to) => {
    const row: InferInsertModel<typeof grants> = {
      id: 'grt_1',
      accountId: 'acc_1',
      kind: 'platform-role',
      personId: 'per_1',
      state,
      unsure: false,
      origin: 'granted',
      grantedBy: 'per_1',
      createdAt: 1,
      startsAt: 1,
    };
    await tx.insert(grants).values(row);
    await tx.update(grants).set({ state: to });
  },
});

machine('rotations', {
  states: ['due', 'prepared', 'confirmed', 'abandoned', 'blocked'],
  allowed: [
    'due → prepared',
    'due → abandoned',
    'due → blocked',
    'prepared → confirmed',
    'prepared → abandoned',
    'prepared → blocked',
    'blocked → due',
    'blocked → prepared',
    'blocked → abandoned',
  ],
  move: async (tx, state, to) => {
    await tx.insert(rotations).values({ id: 'rot_1', secretId: 'sec_1', accountId: 'acc_1', state, openedAt: 1, openedBy: 'per_1' });
    await tx.update(rotations).set({ state: to });
  },
});

machine('offboardings', {
  states: ['scheduled', 'cut', 'completed', 'reopened', 'cancelled'],
  allowed: ['scheduled → cut', 'scheduled → cancelled', 'cut → completed', 'completed → reopened', 'reopened → completed'],
  move: async (tx, state, to) => {
    const row = { id: 'ofb_1', number: 'C-1', personId: 'per_1', periodId: 'emp_1', effectiveAt: 1, startedBy: 'per_1', createdAt: 1 };
    await tx.insert(offboardings).values({ ...row, state });
    await tx.update(offboardings).set({ state: to });
  },
});

machine('tasks', {
  states: ['open', 'waiting', 'done', 'excepted'],
  allowed: ['open → waiting', 'open → done', 'open → excepted', 'waiting → open', 'waiting → done', 'waiting → excepted', 'excepted → open', 'excepted → done'],
  move: async (tx, state, to) => {
    const row = { id: 'tsk_1', originId: 'ofb_1', risk: 1, createdAt: 1, deadlineAt: 1, slaAt: 1 };
    await tx.insert(tasks).values({ ...row, kind: 'rotate', originKind: 'offboarding', state });
    await tx.update(tasks).set({ state: to });
  },
});

machine('proposals', {
  states: ['open', 'confirmed', 'dismissed', 'overtaken'],
  allowed: ['open → confirmed', 'open → dismissed', 'open → overtaken'],
  move: async (tx, state, to) => {
    await tx.insert(proposals).values({ ...proposal, id: 'prp_1', onceKey: 'office 1', state });
    await tx.update(proposals).set({ state: to }).where(eq(proposals.id, 'prp_1'));
  },
});

machine('versions of a secret', {
  states: ['pending', 'current', 'retired', 'destroyed'],
  allowed: ['pending → current', 'pending → retired', 'current → retired', 'retired → destroyed'],
  move: async (tx, state, to) => {
    await tx.insert(secretVersions).values({ ...version, id: 'ver_1', number: 2, state });
    await tx.update(secretVersions).set({ state: to }).where(eq(secretVersions.id, 'ver_1'));
  },
});

describe('what is written down stays', () => {
  const cases: [string, (tx: WriteHandle) => Promise<unknown>][] = [
    ['an audit event is not edited', (tx) => tx.update(auditEvents).set({ body: '{"x":1}' })],
    ['an audit event is not removed', (tx) => tx.delete(auditEvents)],
    ['the detail of an event is not edited', (tx) => tx.update(auditDetails).set({ text: 'else' })],
    ['the detail of an event is not removed', (tx) => tx.delete(auditDetails)],
    ['a withheld event is not edited', (tx) => tx.update(withheldEvents).set({ body: '{"x":1}' })],
    ['a withheld event is not removed', (tx) => tx.delete(withheldEvents)],
    ['a checkpoint is not edited', (tx) => tx.update(auditCheckpoints).set({ hash: 'y' })],
    ['a checkpoint is not removed', (tx) => tx.delete(auditCheckpoints)],
    ['a cause is not edited', (tx) => tx.update(causes).set({ at: 2 })],
    ['a cause is not removed', (tx) => tx.delete(causes)],
    ['a disclosure is not edited', (tx) => tx.update(disclosures).set({ at: 2 })],
    ['a disclosure is not removed', (tx) => tx.delete(disclosures)],
    ['what a service was given is not edited', (tx) => tx.update(serviceDisclosures).set({ at: 2 })],
    ['what a service was given is not removed', (tx) => tx.delete(serviceDisclosures)],
    ['a consent to a token is not edited', (tx) => tx.update(serviceConsents).set({ at: 2 })],
    ['a consent to a token is not removed', (tx) => tx.delete(serviceConsents)],
    ['a proposal is not removed', (tx) => tx.delete(proposals)],
    ['a service that ended stays ended', (tx) => tx.update(services).set({ endedAt: null })],
    ['the way of a service that ended stays ended', (tx) => tx.update(serviceGrants).set({ endedAt: null })],
    ['an ended employment stays ended', (tx) => tx.update(employmentPeriods).set({ endedAt: null })],
    ['a security stamp does not go back', (tx) => tx.update(people).set({ securityStamp: 4 })],
  ];
  test.each(cases)('%s', async (_, change) => {
    expect(await allows(change)).toBe(false);
  });
});

test('a security stamp may grow', async () => {
  expect(await allows((tx) => tx.update(people).set({ securityStamp: 6 }))).toBe(true);
});
