import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { grants, invitations, outbox } from '#db/schema/index.ts';
import { appointOrAsk, giveGrant, giveOrAsk, inviteOrAsk } from '#src/features/access/index.ts';
import { confirmProposal } from '#src/features/decisions/index.ts';
import { addPerson, changePeople, changePerson, giveRole } from '#src/features/people/index.ts';
import { createInvitation } from '#src/features/sessions/index.ts';
import { record } from '#src/ground/audit.ts';
import { within } from '#src/ground/ctx.ts';
import type { Problem } from '#src/ground/problem.ts';
import { account, person, secret } from '#tests/helpers/builders.ts';
import { type Site, site } from '#tests/helpers/site.ts';

/** Ada administers alone; Olga owns a critical account with a password; Oscar owns another and was never invited. */
async function company() {
  const s = await site();
  const olga = await s.person('Olga Owner', { acknowledged: true });
  const accountId = await account(s, { ownerId: olga.id, criticality: 'critical' });
  await secret(s, accountId, olga.id, 'TheRealPassword-1');
  const oscar = await person(s, 'Oscar Owner');
  await account(s, { ownerId: oscar, handle: 'other' });
  const ada = await s.as(s.ada.id);
  const ghost = (await addPerson(ada, { givenName: 'Gus', familyName: 'Ghost', email: 'ada@home.example' })).id;
  await s.system.write((tx) => tx.delete(outbox));
  return { s, ada, olga, oscar, accountId, ghost };
}

const code = async (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (problem: Problem) => problem.code,
  );
const mails = async (s: Site, template: string) => s.db.read.select().from(outbox).where(eq(outbox.template, template));
const manage = (accountId: string, personId: string) => ({ accountId, personId, kind: 'shared-login', level: 'manage' }) as const;

test('a changed address is told at the old and the new one, and no link goes there by whoever changed it', async () => {
  const { s, ada, oscar } = await company();
  expect(await code(changePerson(await s.as(s.ada.id, { factorAt: null }), oscar, { email: 'ada@elsewhere.example' }))).toBe('permission.step-up');
  s.clock.advance('1s');
  await changePerson(ada, oscar, { email: 'ada@elsewhere.example' });
  expect((await mails(s, 'address-changed')).map((mail) => mail.address).sort()).toEqual(['ada@elsewhere.example', 'oscar.owner@voorbeeld.example']);
  expect(await code(createInvitation(ada, oscar, 'invitation'))).toBe('permission.after-change');
  expect(await code(inviteOrAsk(ada, oscar))).toBe('proposal.nobody-else');

  const bea = await s.person('Bea Beheer', { roles: ['admin'] });
  expect(await inviteOrAsk(ada, oscar)).toBeNull();
  expect(await s.db.read.select().from(invitations).where(eq(invitations.personId, oscar))).toEqual([]);
  const page = await (await s.signIn(bea)).get('/proposals');
  const id = /prp_\w+/.exec(page.text)?.[0] ?? '';
  expect(await code(confirmProposal(ada, id))).toMatch(/permission\.own-proposal|proposal\.missing/);
  await confirmProposal(await s.as(bea.id), id);
  expect((await inviteOrAsk(ada, oscar))?.how).toBe('shown');
});

test('whoever added somebody gives them nothing alone: the owner does, or a second person', async () => {
  const { s, ada, olga, accountId, ghost } = await company();
  expect((await inviteOrAsk(ada, ghost))?.how).toBe('shown');
  expect(await code(giveGrant(ada, manage(accountId, ghost)))).toBe('permission.after-change');
  const { id, proposalId } = await giveOrAsk(ada, manage(accountId, ghost));
  expect([id, typeof proposalId]).toEqual([null, 'string']);
  expect((await giveOrAsk(ada, manage(accountId, ghost))).proposalId).toBe(proposalId);
  expect(await s.db.read.select().from(grants).where(eq(grants.personId, ghost))).toEqual([]);
  expect((await mails(s, 'proposal-made')).map((mail) => mail.recipientId)).toEqual([olga.id]);
  expect((await (await s.signIn(olga)).get('/proposals')).text).toContain('Gus Ghost');
  expect(await code(confirmProposal(ada, proposalId ?? ''))).toBe('permission.own-proposal');
  await confirmProposal(await s.as(olga.id), proposalId ?? '');
  expect(await s.db.read.select().from(grants).where(eq(grants.personId, ghost))).toMatchObject([{ accountId, grantedBy: olga.id }]);
  // Somebody else stands behind the address now.
  const other = await account(s, { ownerId: olga.id, handle: 'third' });
  expect((await giveOrAsk(ada, manage(other, ghost))).proposalId).toBeNull();
});

test('an owner gives on their own account whomever they like, and an office waits like a grant', async () => {
  const { s, ada, accountId, ghost } = await company();
  const own = await account(s, { ownerId: s.ada.id, handle: 'own' });
  expect((await giveOrAsk(ada, manage(own, ghost))).proposalId).toBeNull();
  expect((await appointOrAsk(ada, accountId, ghost, 'deputy')).proposalId).not.toBeNull();
  expect(await code(appointOrAsk(ada, accountId, ghost, 'owner'))).toBe('permission.after-change');
});

test('nobody makes their own second person', async () => {
  const { s, ada, ghost } = await company();
  expect(await code(giveRole(ada, ghost, 'admin'))).toBe('permission.after-change-role');
  await giveRole(ada, ghost, 'hr');
  const nora = await person(s, 'Nils New');
  s.clock.advance('1s');
  await changePerson(ada, nora, { email: 'nils@elsewhere.example' });
  // Whoever works for HR could vouch, but not the one whom Ada brought in.
  expect(await code(inviteOrAsk(ada, nora))).toBe('proposal.nobody-else');
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  expect(await inviteOrAsk(ada, nora)).toBeNull();
  const page = await (await s.signIn(hana)).get('/proposals');
  const id = /prp_\w+/.exec(page.text)?.[0] ?? '';
  expect(await code(confirmProposal(await s.as(ghost), id))).not.toBe('done');
  expect(await code(confirmProposal(await s.as(hana.id), id))).toBe('done');
});

test('an import that changes addresses counts as a change by the importer, and fourteen days later it is past', async () => {
  const { s, ada, olga, accountId } = await company();
  const bob = await person(s, 'Bob Baker');
  s.clock.advance('1s');
  await ada.write(async (tx) => {
    await changePeople(within(ada, tx), [{ id: bob, fields: { email: 'ada@third.example' } }]);
    await record(tx, ada, 'backup.made', { kind: 'installation', id: null }, { bytes: 1 });
  });
  expect((await mails(s, 'address-changed')).map((mail) => mail.address)).toContain('ada@third.example');
  expect((await giveOrAsk(ada, manage(accountId, bob))).proposalId).not.toBeNull();
  s.clock.advance('14d');
  expect((await giveOrAsk(await s.as(s.ada.id), manage(accountId, bob))).proposalId).toBeNull();
  expect((await mails(s, 'way-in-opened')).map((mail) => mail.recipientId)).toEqual([olga.id]);
});

test('people hear what is changed about them, and that a link of theirs was used', async () => {
  const { s, ada } = await company();
  const bob = await s.person('Bob Baker');
  expect((await mails(s, 'invitation-used')).map((mail) => mail.recipientId)).toEqual([bob.id]);
  await changePerson(ada, bob.id, { familyName: 'Bakker', managerId: s.ada.id });
  expect((await mails(s, 'record-changed')).map((mail) => JSON.parse(mail.data))).toMatchObject([{ by: 'Ada Admin', name: true, manager: true }]);
  await giveRole(ada, bob.id, 'auditor');
  expect((await mails(s, 'role-changed')).map((mail) => mail.recipientId)).toEqual([bob.id]);
  await s.api(bob);
  expect((await mails(s, 'token-changed')).map((mail) => mail.recipientId)).toEqual([bob.id]);
  await changePerson(ada, bob.id, { jobTitle: 'Baker' });
  expect(await mails(s, 'record-changed')).toHaveLength(1);
});

test('HR, who may not see the account, is asked nothing about a way into it and keeps its list of what waits', async () => {
  const { s, ada, olga, accountId, ghost } = await company();
  const hana = await s.person('Hana Hr', { roles: ['hr'] });
  const { proposalId } = await giveOrAsk(ada, manage(accountId, ghost));
  expect((await mails(s, 'proposal-made')).map((mail) => mail.recipientId)).toEqual([olga.id]);
  const page = await (await s.signIn(hana)).get('/proposals');
  expect([page.status, page.text.includes(proposalId ?? 'none')]).toEqual([200, false]);
});
