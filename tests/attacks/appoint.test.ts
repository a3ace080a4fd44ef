import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents, offices, outbox, tasks } from '#db/schema/index.ts';
import { accountFacts, giveGrant, giveServiceGrant, reassignTask, revealSecret } from '#src/features/access/index.ts';
import { officesOf } from '#src/features/accounts/index.ts';
import { verifyRights } from '#src/features/audit/index.ts';
import { importAccounts } from '#src/features/directory/index.ts';
import { exceptTaskUntil, previewOffboarding, startOffboarding } from '#src/features/offboarding/index.ts';
import { changePerson, takeRole } from '#src/features/people/index.ts';
import { createService } from '#src/features/tokens/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { Problem } from '#src/ground/problem.ts';
import { account, company, person, role, secret, sharedLogin } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';

/** A critical account of Olga whose password is kept; Ada and Alex administer and have no way in. */
async function scene() {
  const w = await world();
  const { adminId: ada } = await company(w);
  const [alex, olga, bob, hana] = [
    await person(w, 'Alex A'),
    await person(w, 'Olga O', { acknowledged: true }),
    await person(w, 'Bob B'),
    await person(w, 'Hana H'),
  ];
  await role(w, ada, alex, 'admin');
  await role(w, ada, hana, 'hr');
  const accountId = await account(w, { ownerId: olga, criticality: 'critical' });
  const secretId = await secret(w, accountId, olga);
  return { w, ada, alex, olga, bob, hana, accountId, secretId };
}

const register = (...rows: string[]) => ({
  file: { name: 'register.csv', bytes: Buffer.from(['platform,handle,owner,deputies', ...rows].join('\n')) },
  dryRun: false,
});
const naming = (...names: string[]) => register(`x,voorbeeld,,${names.map((name) => `${name}@voorbeeld.example`).join(' ')}`);

const code = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

const deputies = async (w: World, accountId: string) =>
  (await officesOf(w.system, accountId)).filter(({ office }) => office === 'deputy').map((row) => row.personId);

async function mails(w: World, template: string) {
  const rows = await w.db.read.select({ to: outbox.recipientId, data: outbox.data }).from(outbox).where(eq(outbox.template, template));
  return rows.map(({ to, data }) => ({ to, ...(JSON.parse(data) as object) }));
}

const reveal = (ctx: Ctx, secretId: string) => code(revealSecret(ctx, { secretId, reason: 'test', how: 'shown' }));

describe('a register', () => {
  test('brought in by an administrator appoints others, told to them and to the owner, and never whoever brings it', async () => {
    const { w, ada, olga, bob, accountId, secretId } = await scene();
    const byAda = await w.as(ada);
    expect(await importAccounts(byAda, naming('ada.admin', 'bob.b'))).toMatchObject({ changed: 1, waiting: 1 });
    expect(await deputies(w, accountId)).toEqual([bob]);
    expect(await reveal(byAda, secretId)).toBe('permission.no-grant');
    expect((await mails(w, 'office-received')).slice(1)).toMatchObject([{ to: bob, office: 'deputy' }]);
    expect(await mails(w, 'way-in-opened')).toMatchObject([{ to: olga, who: 'Bob B', way: 'deputy', others: 0 }]);
    const given = await w.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'office.given'));
    expect(given.at(-1)?.body).toContain(bob);
  });

  test.each(['the operator', 'a service'] as const)('brought in by %s appoints nobody, however often', async (who) => {
    const { w, ada, bob, accountId } = await scene();
    const service = w.ctxFor(
      {
        kind: 'token',
        id: 'tok_1',
        owner: null,
        service: { id: 'srv_1', name: 'Planner' },
        maker: { id: ada, name: 'Ada Admin' },
        scopes: ['read', 'import.run', 'account.add', 'office.take-up'],
        factorAt: null,
      },
      'rest',
    );
    const by = who === 'a service' ? service : w.operator;
    expect(await importAccounts(by, naming('bob.b'))).toMatchObject({ changed: 1, waiting: 1 });
    expect(await importAccounts(by, naming('bob.b'))).toMatchObject({ changed: 0, unchanged: 1, waiting: 0 });
    expect(await deputies(w, accountId)).not.toContain(bob);
  });

  test('leaves an event for each office, so that a row nobody gave is found, whatever was imported before', async () => {
    const { w, ada, bob, accountId } = await scene();
    await importAccounts(await w.as(ada), register('x,ander,olga.o@voorbeeld.example,bob.b@voorbeeld.example'));
    expect((await verifyRights(w.operator)).differences).toEqual([]);
    const at = { id: 'ofc_smuggled', accountId, personId: bob, office: 'deputy' as const, fromAt: w.clock.now() - 1000, toAt: null };
    await w.system.write(async (tx) => {
      await tx.insert(offices).values(at);
      await importAccounts({ ...w.operator, write: (unit) => unit(tx), read: tx }, register('x,derde,olga.o@voorbeeld.example,'));
    });
    expect((await verifyRights(w.operator)).differences).toEqual([{ table: 'offices', id: 'ofc_smuggled', says: 'not-in-the-log' }]);
  });
});

describe('a task', () => {
  async function withTask() {
    const s = await scene();
    await sharedLogin(s.w, s.olga, s.accountId, s.bob);
    const [lars] = [await person(s.w, 'Lars L', { acknowledged: true })];
    await sharedLogin(s.w, s.olga, s.accountId, lars);
    await revealSecret(await s.w.as(lars), { secretId: s.secretId, reason: 'test', how: 'shown' });
    s.w.clock.advance('1m');
    await startOffboarding(await s.w.as(s.hana), { personId: lars, effectiveAt: null, announced: true });
    const [task] = await s.w.db.read.select().from(tasks).where(eq(tasks.kind, 'rotate'));
    if (!task) throw new Error('The departure asked for no new value.');
    return { ...s, taskId: task.id };
  }

  test('that opens an account is not taken by whoever may pass it on, and whoever answers for it hears who got it', async () => {
    const { w, ada, alex, olga, bob, accountId, secretId, taskId } = await withTask();
    const byAda = await w.as(ada);
    expect(await code(reassignTask(byAda, taskId, ada))).toBe('permission.grant-to-self');
    expect((await accountFacts(byAda, accountId)).level).toBeNull();
    expect(await reveal(byAda, secretId)).toBe('permission.no-grant');
    expect(await code(reassignTask(byAda, taskId, alex))).toBe('done');
    expect((await accountFacts(await w.as(alex), accountId)).level).toBe('manage');
    expect(await mails(w, 'way-in-opened')).toContainEqual(expect.objectContaining({ to: olga, who: 'Alex A', way: 'task' }));
    expect(await code(reassignTask(await w.as(olga), taskId, bob))).toBe('done');
  });

  test('is excepted by nobody who had it or passed it on, and never for long', async () => {
    const { w, ada, alex, olga, taskId } = await withTask();
    const except = async (who: string, until: string) => code(exceptTaskUntil(await w.as(who), taskId, { reason: 'later', until }));
    expect(await except(olga, '2026-12-01')).toBe('permission.own-task');
    await reassignTask(await w.as(olga), taskId, alex);
    expect([await except(olga, '2026-12-01'), await except(alex, '2026-12-01')]).toEqual(['permission.own-task', 'permission.own-task']);
    await reassignTask(await w.as(olga), taskId, olga);
    expect(await except(alex, '2026-12-01')).toBe('permission.own-task');
    expect(await except(ada, '2026-12-30')).toBe('task.exception-too-long');
    expect(await except(ada, '2026-12-01')).toBe('done');
  });
});

test('the owner hears of a grant and of a way of a machine that they did not give', async () => {
  const { w, ada, olga, bob, accountId } = await scene();
  await giveGrant(await w.as(ada), { accountId, kind: 'shared-login', level: 'manage', personId: bob });
  expect(await mails(w, 'way-in-opened')).toMatchObject([{ to: olga, who: 'Bob B', way: 'manage' }]);
  const { id: serviceId } = await createService(await w.as(ada), { name: 'Planner', purpose: 'plans posts' });
  await giveServiceGrant(await w.as(olga), { accountId, serviceId, level: 'code', reason: 'posts' });
  expect(await mails(w, 'way-in-opened')).toHaveLength(1);
});

describe('a departure', () => {
  const ownerOf = async (w: World, accountId: string) => (await officesOf(w.system, accountId)).find(({ office }) => office === 'owner')?.personId ?? null;
  const leaves = async (w: World, by: string, personId: string) => startOffboarding(await w.as(by), { personId, effectiveAt: null, announced: true });

  test('brings no account to the administrator who began it, neither by office nor by its tasks', async () => {
    const { w, ada, alex, olga, accountId, secretId } = await scene();
    await changePerson(await w.as(ada), olga, { managerId: ada });
    const preview = await previewOffboarding(await w.as(ada), olga, w.clock.now());
    expect(preview.offices).toMatchObject([{ office: 'owner', successorId: alex }]);
    await leaves(w, ada, olga);
    expect(await ownerOf(w, accountId)).toBe(alex);
    expect(await reveal(await w.as(ada), secretId)).toBe('permission.no-grant');
    const theirs = await w.db.read.select().from(tasks).where(eq(tasks.kind, 'rotate'));
    expect(theirs.map(({ assigneeId }) => assigneeId)).toEqual([alex]);
  });

  test('begun by HR brings no account to whoever made themselves the manager', async () => {
    const { w, ada, alex, olga, hana, accountId } = await scene();
    await changePerson(await w.as(alex), olga, { managerId: alex });
    await leaves(w, hana, olga);
    expect(await ownerOf(w, accountId)).toBe(ada);
    expect(await mails(w, 'account-ownerless')).toEqual([]);
  });

  test('that leaves an account to nobody is told before, and to every administrator after', async () => {
    const { w, ada, alex, olga, accountId } = await scene();
    await takeRole(await w.as(ada), alex, 'admin');
    const preview = await previewOffboarding(await w.as(ada), olga, w.clock.now());
    expect(preview.offices).toMatchObject([{ office: 'owner', successorId: null }]);
    await leaves(w, ada, olga);
    expect(await ownerOf(w, accountId)).toBeNull();
    expect((await mails(w, 'account-ownerless')).map(({ to }) => to)).toEqual([ada]);
  });
});
