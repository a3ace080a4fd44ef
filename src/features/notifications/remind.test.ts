import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { digests, outbox, people, reminders } from '#db/schema/index.ts';
import { addAccount } from '#src/features/accounts/index.ts';
import { addSecret } from '#src/features/secrets/index.ts';
import { acknowledge, listPolicies } from '#src/features/policies/index.ts';
import { needsOf } from '#src/features/needs/index.ts';
import { saveOrganisation } from '#src/features/settings/index.ts';
import { record } from '#src/ground/audit.ts';
import type { NoticeData } from '#src/ground/notice.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { day } from '#src/ground/time.ts';
import { comesIn, company, ends, person } from '#tests/helpers/builders.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { createMailTransport } from '#src/host/mail.ts';
import { mailServer } from '#tests/helpers/mail-server.ts';
import { deliverMail } from './deliver.ts';
import { remind } from './remind.ts';

/** Ana owns an account whose password comes due so many days from now; Dirk is her deputy and Mia her manager. */
async function office(w: World, dueIn: number) {
  const { adminId } = await company(w);
  await saveOrganisation(w.operator, { name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'nl' });
  const mia = await person(w, 'Mia Manager');
  const ana = await person(w, 'Ana Owner', { managerId: mia });
  const dirk = await person(w, 'Dirk Deputy');
  await comesIn(w, adminId, mia, ana, dirk);
  for (const id of [adminId, mia, ana, dirk]) {
    for (const { version } of await listPolicies(await w.as(id))) await acknowledge(await w.as(id), version.id);
  }
  await owned(w, ana, [dirk], dueIn);
  return { adminId, ana, dirk, mia };
}

async function owned(w: World, ownerId: string, deputyIds: string[], dueIn: number, handle = 'voorbeeld') {
  const { id } = await addAccount(w.operator, { platform: 'x', handle, criticality: 'normal', ownerId, deputyIds });
  const { id: secretId } = await addSecret(w.system, id, { kind: 'password', valueSetAt: w.clock.now() + (dueIn - 180) * day });
  await clearOutbox(w);
  return secretId;
}

async function clearOutbox(w: World) {
  await w.system.write((tx) => tx.delete(outbox));
}

async function set(w: World, personId: string, change: Partial<typeof people.$inferInsert>) {
  await w.system.write(async (tx) => {
    await tx.update(people).set(change).where(eq(people.id, personId));
    await record(tx, w.system, 'person.changed', { kind: 'person', id: personId }, { fields: 'state' });
  });
}

async function waiting(w: World) {
  const rows = await w.db.read
    .select()
    .from(outbox)
    .where(and(eq(outbox.template, 'digest'), eq(outbox.state, 'queued')));
  return rows.map((row) => ({ to: row.recipientId, ...(JSON.parse(row.data) as NoticeData['digest']) }));
}

async function rotationsOf(w: World, personId: string) {
  return (await needsOf(await w.as(personId))).filter((need) => need.kind === 'rotation');
}

async function ledger(w: World) {
  const rows = await w.db.read.select().from(reminders);
  return rows.map((row) => `${row.stage} ${row.outcome}`).sort();
}

test('a password two weeks away is told to its owner, once', async () => {
  const w = await world();
  const { ana } = await office(w, 14);
  expect(await remind(w.system)).toMatchObject({ digests: 1, secrets: 1, overtaken: 0, unreachable: 0 });
  expect(await waiting(w)).toEqual([{ to: ana, day: '2026-11-17' }]);
  expect(await needsOf(await w.as(ana))).toMatchObject([{ kind: 'rotation', isMine: true, due: { account: 'X · voorbeeld' } }]);
  w.clock.advance('1d');
  expect(await remind(w.system)).toMatchObject({ digests: 0 });
  w.clock.advance('6d');
  expect(await remind(w.system)).toMatchObject({ digests: 1 });
  expect(await ledger(w)).toEqual(['2026-11-17 sent', '2026-11-24 sent']);
});

test('nothing to say is said to nobody, and leaves no event', async () => {
  const w = await world();
  await office(w, 15);
  expect(await remind(w.system)).toEqual({ cuts: 0, digests: 0, secrets: 0, overtaken: 0, unreachable: 0 });
  expect(await waiting(w)).toEqual([]);
});

test('after nine days without a run there is one message for the newest stage, and the missed ones are overtaken', async () => {
  const w = await world();
  await office(w, 7);
  await remind(w.system);
  w.clock.advance('9d');
  expect(await remind(w.system)).toMatchObject({ digests: 1, secrets: 1, overtaken: 3 });
  expect(await ledger(w)).toEqual(['2026-11-17 sent', '2026-11-23 overtaken', '2026-11-24 overtaken', '2026-11-25 overtaken', '2026-11-26 sent']);
});

test('what was told by a clock that ran ahead is told again on its day', async () => {
  const w = await world();
  const { ana } = await office(w, 14);
  w.clock.advance('365d');
  expect(await remind(w.system)).toMatchObject({ secrets: 1 });
  w.clock.back('365d');
  await clearOutbox(w);
  expect(await remind(w.system)).toMatchObject({ digests: 1, secrets: 1 });
  expect((await waiting(w)).map(({ to, day: on }) => [to, on])).toEqual([[ana, '2026-11-17']]);
  expect(await remind(w.system)).toMatchObject({ digests: 0 });
  w.clock.advance('7d');
  expect(await remind(w.system)).toMatchObject({ digests: 1, secrets: 1 });
});

test('two runs at once, and a third afterwards, send one digest', async () => {
  const w = await world();
  await office(w, 0);
  const [one, other] = await Promise.all([remind(w.system), remind(w.operator)]);
  expect(one.digests + other.digests).toBe(1);
  expect(await remind(w.system)).toMatchObject({ digests: 0, secrets: 0 });
  expect(await waiting(w)).toHaveLength(1);
  expect(await w.db.read.select().from(digests)).toHaveLength(1);
});

test('what comes up after today’s digest waits for tomorrow’s', async () => {
  const w = await world();
  const { ana, dirk } = await office(w, 0);
  await remind(w.system);
  await owned(w, ana, [dirk], 0, 'second');
  expect(await remind(w.system)).toMatchObject({ digests: 0, secrets: 0 });
  w.clock.advance('1d');
  expect(await remind(w.system)).toMatchObject({ digests: 1, secrets: 2 });
  expect(await rotationsOf(w, ana)).toHaveLength(2);
});

test('a digest that never left is dropped for the next one, which says more', async () => {
  const w = await world();
  await office(w, 0);
  await remind(w.system);
  w.clock.advance('1d');
  await remind(w.system);
  expect((await waiting(w)).map((digest) => digest.day)).toEqual(['2026-11-18']);
});

describe('the next in line hears of it', () => {
  test.each([
    [0, 1],
    [3, 2],
    [7, 3],
    [14, 4],
  ])('when it is %i days late: %i people', async (late, told) => {
    const w = await world();
    const { ana, dirk, mia, adminId } = await office(w, -late);
    await remind(w.system);
    expect((await waiting(w)).map((digest) => digest.to).sort()).toEqual([ana, dirk, mia, adminId].slice(0, told).sort());
    const [ofDirk] = await rotationsOf(w, dirk);
    if (told > 1) expect(ofDirk).toMatchObject({ isMine: false, inHand: { name: 'Ana Owner' } });
  });

  test('when the owner is on leave', async () => {
    const w = await world();
    const { ana, dirk } = await office(w, 7);
    await set(w, ana, { state: 'absent' });
    await remind(w.system);
    expect((await waiting(w)).map((digest) => digest.to)).toEqual([dirk]);
  });

  test('when the owner’s last moment has passed, whether or not anybody made the cut', async () => {
    const w = await world();
    const { ana, dirk } = await office(w, 7);
    await ends(w, ana, w.clock.now() - 1);
    await remind(w.system);
    expect((await waiting(w)).map((digest) => digest.to)).toEqual([dirk]);
  });
});

test('a departure that nobody has announced changes nothing in what anybody is told', async () => {
  const w = await world();
  const { ana } = await office(w, 0);
  await ends(w, ana, w.clock.now() + day);
  await remind(w.system);
  const [digest, ...others] = await waiting(w);
  expect(others).toEqual([]);
  expect(digest).toMatchObject({ to: ana });
  expect(await rotationsOf(w, ana)).toMatchObject([{ isMine: true, due: { causes: [] } }]);
});

test('when nobody can be told it says so instead of staying silent, and the stage stays open', async () => {
  const w = await world();
  const { ana, dirk, mia, adminId } = await office(w, 0);
  for (const id of [ana, dirk, mia, adminId]) await set(w, id, { email: null, emailKey: null });
  expect(await remind(w.system)).toMatchObject({ digests: 0, unreachable: 1 });
  expect(await ledger(w)).toEqual([]);
});

test('the mail says what to do first, then how the reader’s accounts stand, and its text says the same', async () => {
  const w = await world();
  const { ana } = await office(w, -1);
  await remind(w.system);
  const server = await mailServer();
  expect(await deliverMail(w.system, createMailTransport(server.url))).toMatchObject({ sent: 1 });
  const [received] = server.received;
  expect(received?.mail.subject).toBe('1 ding vraagt je aandacht; het is te laat');
  for (const said of [received?.mail.text, received?.mail.html]) {
    expect(said).toContain('Verander het wachtwoord van X · voorbeeld');
    expect(said).toContain('1 dag te laat');
    expect(said).toContain('Jij bent de eigenaar.');
  }
  expect(received?.mail.text).toContain('- X · voorbeeld, 2, 1 dag te laat');
  expect(received?.mail.text).toContain(`${w.config.publicUrl}/accounts/`);
  expect(received?.to).toBe('ana.owner@voorbeeld.example');
  expect((await waiting(w)).filter((digest) => digest.to === ana)).toEqual([]);
});

test('one digest a person, however many accounts came due', async () => {
  const w = await world();
  const { ana, dirk } = await office(w, 0);
  for (let i = 0; i < 30; i++) await owned(w, ana, [dirk], -1, `account-${i}`);
  expect(await remind(w.system)).toMatchObject({ digests: 1, secrets: 31 });
  expect(await rotationsOf(w, ana)).toHaveLength(31);
});

test('a run whose unit fails leaves nothing behind and tells everything the next time', async () => {
  const w = await world();
  await office(w, 0);
  const write: Ctx['write'] = (unit) =>
    w.system.write(async (tx) => {
      await unit(tx);
      throw new Error('the disk is full');
    });
  await expect(remind({ ...w.system, write })).rejects.toThrow('the disk is full');
  expect(await waiting(w)).toEqual([]);
  expect(await ledger(w)).toEqual([]);
  expect(await remind(w.system)).toMatchObject({ digests: 1 });
});
