import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents, offices } from '#db/schema/index.ts';
import { record } from '#src/ground/audit.ts';
import { within } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { account, announced, company, person, role } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';
import {
  accountsInOfficeOf,
  addAccount,
  changeAccount,
  changeAccounts,
  endOffice,
  findAccountByHandle,
  getAccount,
  giveOffice,
  moveOffices,
  officesOf,
} from './index.ts';

async function scene() {
  const w = await world();
  const { adminId } = await company(w);
  const managerId = await person(w, 'Max Manager');
  const ownerId = await person(w, 'Olga Owner', { managerId });
  const deputyId = await person(w, 'Dirk Deputy');
  return { w, adminId, managerId, ownerId, deputyId };
}

async function code(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'allowed',
    (problem: unknown) => (problem instanceof Problem ? problem.code : String(problem)),
  );
}

async function held(w: World, accountId: string, at?: number) {
  return (await officesOf(w.system, accountId, at)).map((row) => `${row.office} ${row.name}`).sort();
}

describe('an account', () => {
  it('is added by an administrator with its owner and deputies, once', async () => {
    const { w, adminId, ownerId, deputyId } = await scene();
    const input = { platform: 'x', handle: '@Voorbeeld', criticality: 'normal', ownerId, deputyIds: [deputyId, deputyId] } as const;
    const { id } = await addAccount(await w.as(adminId), { ...input, deputyIds: [...input.deputyIds] });
    expect(await held(w, id)).toEqual(['deputy Dirk Deputy', 'owner Olga Owner']);
    const again = { ...input, handle: 'VOORBEELD', deputyIds: [] };
    expect(await code(addAccount(await w.as(adminId), again))).toBe('account.already-there');
    expect(await code(addAccount(await w.as(adminId), { ...again, platform: 'nowhere' }))).toBe('account.unknown-platform');
    expect(await code(addAccount(await w.as(ownerId), { ...again, handle: 'other' }))).toBe('permission.no-role');
    expect((await findAccountByHandle(w.system, 'x', 'voorbeeld'))?.id).toBe(id);
  });

  it('is changed by its owner; what did not change is not recorded', async () => {
    const { w, ownerId, deputyId } = await scene();
    const id = await account(w, { ownerId });
    await account(w, { ownerId, handle: 'taken' });
    await changeAccount(await w.as(ownerId), id, { brand: 'Voorbeeld', criticality: 'normal' });
    expect(await code(changeAccount(await w.as(deputyId), id, { brand: 'Mine' }))).toBe('permission.not-owner');
    expect(await code(changeAccount(await w.as(ownerId), id, { handle: '@Taken' }))).toBe('account.already-there');
    expect((await getAccount(w.system, id)).brand).toBe('Voorbeeld');
    const events = await w.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'account.changed'));
    expect(events.map((event) => JSON.parse(event.body).detail)).toEqual([{ fields: 'brand' }]);
  });
});

describe('a critical account', () => {
  it('is made a normal one by whoever answers for it, who has just proven who they are, and by nobody else', async () => {
    const { w, adminId, ownerId, deputyId } = await scene();
    const id = await account(w, { ownerId, deputyIds: [deputyId], criticality: 'critical' });
    const lower = { criticality: 'normal' } as const;
    expect(await code(changeAccount(await w.as(adminId), id, lower))).toBe('permission.not-owner');
    expect(await code(changeAccount(await w.as(ownerId, { factorAt: w.clock.now() - 11 * 60_000 }), id, lower))).toBe('permission.step-up');
    const imported = { kind: 'accounts', added: 0, changed: 1, unchanged: 0, bad: 0 };
    await w.system.write(async (tx) => {
      await changeAccounts(within(w.system, tx), [{ id, fields: { criticality: 'low', brand: 'Voorbeeld' } }]);
      await record(tx, w.system, 'import.done', { kind: 'import', id: null }, imported);
    });
    expect(await getAccount(w.system, id)).toMatchObject({ criticality: 'critical', brand: 'Voorbeeld' });
    await changeAccount(await w.as(adminId), id, { purpose: 'posts', criticality: 'critical' });
    await changeAccount(await w.as(deputyId), id, lower);
    expect((await getAccount(w.system, id)).criticality).toBe('normal');
    await changeAccount(await w.as(adminId), id, { criticality: 'critical' });
  });
});

describe('an office', () => {
  it('goes to nobody in HR, leaving or already in it', async () => {
    const { w, adminId, ownerId } = await scene();
    const id = await account(w, { ownerId });
    const hrId = await person(w, 'Hugo Human');
    await role(w, adminId, hrId, 'hr');
    const leaverId = await person(w, 'Lea Leaver');
    await announced(w, leaverId);
    const give = async (personId: string) => code(giveOffice(await w.as(adminId), id, personId, 'deputy'));
    expect(await give(hrId)).toBe('permission.hr-and-secrets-exclude-each-other');
    expect(await give(leaverId)).toBe('office.person-leaving');
    expect(await give(ownerId)).toBe('office.owner-needs-successor');
    const addedWithHr = addAccount(await w.as(adminId), { platform: 'x', handle: 'hr', criticality: 'low', ownerId: hrId });
    expect(await code(addedWithHr)).toBe('permission.hr-and-secrets-exclude-each-other');
  });

  it('of owner is handed on, never left empty, and its history stays', async () => {
    const { w, adminId, ownerId, deputyId } = await scene();
    const id = await account(w, { ownerId, deputyIds: [deputyId] });
    const before = w.clock.now();
    w.clock.advance('1d');
    expect(await giveOffice(await w.as(adminId), id, deputyId, 'owner')).toEqual({ replacedId: ownerId });
    expect(await held(w, id)).toEqual(['owner Dirk Deputy']);
    expect(await held(w, id, before)).toEqual(['deputy Dirk Deputy', 'owner Olga Owner']);
    expect(await code(endOffice(await w.as(adminId), id, deputyId, 'tired'))).toBe('office.owner-needs-successor');
    expect((await accountsInOfficeOf(w.system, deputyId)).map((row) => row.account.id)).toEqual([id]);
  });

  it('of a leaver moves in the same unit: to the deputy, else up the line', async () => {
    const { w, managerId, ownerId, deputyId } = await scene();
    const withDeputy = await account(w, { ownerId, deputyIds: [deputyId] });
    const alone = await account(w, { ownerId, handle: 'alone' });
    w.clock.advance('1h');
    const moves = await w.system.write((tx) => moveOffices(within(w.system, tx), ownerId));
    expect(moves.map((move) => [move.accountId, move.successorId, move.because])).toEqual([
      [withDeputy, deputyId, 'deputy'],
      [alone, managerId, 'manager'],
    ]);
    expect([await held(w, withDeputy), await held(w, alone)]).toEqual([['owner Dirk Deputy'], ['owner Max Manager']]);
    const rows = await w.db.read.select().from(offices).where(eq(offices.personId, ownerId));
    expect(rows.map((row) => row.endedBecause)).toEqual(['left', 'left']);
    expect(await moveOffices(w.system, ownerId)).toEqual([]);
  });
});
