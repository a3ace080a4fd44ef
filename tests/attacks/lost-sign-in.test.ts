import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents, invitations, outbox, proposals, signInResets } from '#db/schema/index.ts';
import { askSignInReset } from '#src/features/access/index.ts';
import { confirmProposal, dismissProposal } from '#src/features/decisions/service.ts';
import { announceOffboarding, startOffboarding } from '#src/features/offboarding/index.ts';
import { changePerson, giveRole } from '#src/features/people/index.ts';
import { createInvitation, handOverReset, redeemInvitation, sendReadyResets, stopReset } from '#src/features/sessions/index.ts';
import { saveSignInReset } from '#src/features/settings/index.ts';
import { createService } from '#src/features/tokens/index.ts';
import { record } from '#src/ground/audit.ts';
import type { Problem } from '#src/ground/problem.ts';
import { account, person } from '#tests/helpers/builders.ts';
import { machine } from '#tests/helpers/rest.ts';
import { type Site, site } from '#tests/helpers/site.ts';

const mailed = { smtpUrl: 'smtp://mail.voorbeeld.example' };
const lost = { lost: 'both' } as const;

/** Three administrators, HR, and Bob, deputy of an account that Olga owns. */
async function company(options: { smtpUrl?: string } = mailed) {
  const s = await site(options);
  const alex = await s.person('Alex Admin', { roles: ['admin'] });
  const bob = await s.person('Bob Baker');
  const carl = await person(s, 'Carl Chief');
  const hana = await person(s, 'Hana Hr');
  const olga = await person(s, 'Olga Owner');
  for (const [id, role] of [
    [carl, 'admin'],
    [hana, 'hr'],
  ] as const)
    await giveRole(await s.as(s.ada.id), id, role);
  await account(s, { ownerId: olga, deputyIds: [bob.id] });
  await s.system.write((tx) => tx.delete(outbox));
  s.clock.advance('1m');
  return { s, ada: s.ada.id, alex: alex.id, bob: bob.id, carl, hana, olga };
}

const code = async (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (problem: Problem) => problem.code ?? String(problem),
  );

async function asked(s: Site, byId: string, personId: string): Promise<string> {
  return (await askSignInReset(await s.as(byId), personId, lost)).proposalId ?? '';
}

async function decided(s: Site, byId: string, confirmerId: string, personId: string): Promise<void> {
  await confirmProposal(await s.as(confirmerId), await asked(s, byId, personId));
}

const mailsOf = async (s: Site, template: string) => s.db.read.select().from(outbox).where(eq(outbox.template, template));
const stateOf = async (s: Site) => (await s.db.read.select().from(signInResets)).map(({ state }) => state);
const linksOf = async (s: Site, personId: string) =>
  s.db.read
    .select()
    .from(invitations)
    .where(and(eq(invitations.personId, personId), eq(invitations.purpose, 'reset')));

describe('asking', () => {
  test('is for administrators who have just proven their factor, about somebody else who signs in and stays', async () => {
    const { s, ada, alex, bob, carl, hana, olga } = await company();
    for (const id of [hana, olga, bob]) expect(await code(askSignInReset(await s.as(id), ada, lost))).toBe('permission.no-role');
    expect(await code(askSignInReset(await s.as(ada), ada, lost))).toBe('permission.about-oneself');
    expect(await code(askSignInReset(await s.as(ada, { factorAt: null }), bob, lost))).toBe('permission.step-up');
    expect(await code(askSignInReset(s.stranger, bob, lost))).toBe('permission.sign-in');
    expect(await code(askSignInReset(await s.as(ada), olga, lost))).toBe('reset.no-sign-in');
    expect(await asked(s, ada, bob)).toBe(await asked(s, ada, bob));
    expect((await mailsOf(s, 'proposal-made')).map(({ recipientId }) => recipientId).sort()).toEqual([alex, carl].sort());
  });

  test('of somebody who is announced as leaving, or has left, is refused; of a departure that nobody knows of nothing is said', async () => {
    const { s, ada, alex, bob, hana } = await company();
    const hr = await s.as(hana);
    const { id } = await startOffboarding(hr, { personId: bob, effectiveAt: s.clock.now() + 86_400_000, announced: false });
    await confirmProposal(await s.as(alex), await asked(s, ada, bob));
    await stopReset(await s.as(ada), bob);
    await announceOffboarding(hr, id);
    expect(await code(askSignInReset(await s.as(ada), bob, lost))).toBe('reset.leaving');
    s.clock.advance('1d');
    expect(await code(askSignInReset(await s.as(ada), bob, lost))).toBe('reset.person-gone');
  });

  test('by a service is refused, and by a single administrator too, who is told whom it takes', async () => {
    const s = await site(mailed);
    const bob = await s.person('Bob Baker');
    const { id: serviceId } = await createService(await s.as(s.ada.id), { name: 'Bot', purpose: 'asks' });
    const bot = await machine(s, s.ada, serviceId, ['read', 'person.edit']);
    expect((await bot.post(`/people/${bob.id}/sign-in-reset`, { lost: 'both' })).status).toBe(403);
    expect(await code(askSignInReset(await s.as(s.ada.id), bob.id, lost))).toBe('proposal.nobody-else');
    expect(await s.db.read.select().from(proposals)).toEqual([]);
  });
});

describe('confirming', () => {
  test('is for a second administrator: not whoever asked, not HR, not whom it is about; twice at once it is done once', async () => {
    const { s, ada, alex, bob, carl, hana, olga } = await company();
    const id = await asked(s, ada, bob);
    expect(await code(confirmProposal(await s.as(ada), id))).toBe('permission.own-proposal');
    for (const other of [hana, bob, olga]) expect(await code(confirmProposal(await s.as(other), id))).not.toBe('done');
    expect(await code(confirmProposal(await s.as(alex, { factorAt: null }), id))).toBe('permission.step-up');
    const both = await Promise.all([code(confirmProposal(await s.as(alex), id)), code(confirmProposal(await s.as(carl), id))]);
    expect(both.toSorted()).toEqual(['done', 'proposal.decided']);
    expect(await stateOf(s)).toEqual(['waiting']);
    expect((await mailsOf(s, 'sign-in-reset-begun')).map(({ recipientId }) => recipientId)).toEqual([bob]);
    expect((await mailsOf(s, 'sign-in-reset-near')).map(({ recipientId }) => recipientId)).toEqual([olga]);
    expect(await code(askSignInReset(await s.as(ada), bob, lost))).toBe('reset.waits-already');
  });

  test('whom it is about may turn it down, and what no longer fits when it is confirmed is closed', async () => {
    const { s, ada, alex, bob, hana } = await company();
    await dismissProposal(await s.as(bob), await asked(s, ada, bob));
    const late = await asked(s, ada, bob);
    await startOffboarding(await s.as(hana), { personId: bob, effectiveAt: s.clock.now() + 86_400_000, announced: true });
    expect(await confirmProposal(await s.as(alex), late)).toMatchObject({ confirmed: 0, overtaken: [{ because: 'reset.leaving' }] });
    expect(await stateOf(s)).toEqual([]);
  });
});

describe('whoever set the address', () => {
  test('neither asks nor confirms, and two others tell the old address as well as the new', async () => {
    const { s, ada, alex, bob, carl } = await company();
    await changePerson(await s.as(ada), bob, { email: 'bob@ada.example' });
    expect(await code(askSignInReset(await s.as(ada), bob, lost))).toBe('permission.after-change-reset');
    const id = await asked(s, alex, bob);
    expect(await code(confirmProposal(await s.as(ada), id))).toBe('permission.after-change-reset');
    await confirmProposal(await s.as(carl), id);
    expect((await mailsOf(s, 'sign-in-reset-begun')).map(({ address }) => address ?? 'now').sort()).toEqual([
      'bob.baker@voorbeeld.example',
      'bob@ada.example',
      'now',
    ]);
  });

  test('does not do so between asking and confirming either, nor afterwards: then no link leaves', async () => {
    const { s, ada, alex, bob, carl } = await company();
    const id = await asked(s, ada, bob);
    await changePerson(await s.as(ada), bob, { email: 'bob@ada.example' });
    expect(await code(confirmProposal(await s.as(alex), id))).toBe('permission.after-change-reset');
    s.clock.advance('15d');
    await confirmProposal(await s.as(alex), id);
    s.clock.advance('23h');
    await changePerson(await s.as(carl), bob, { email: 'bob@carl.example' });
    s.clock.advance('1h');
    expect(await sendReadyResets(s.system)).toEqual({ sent: 0, stopped: 1 });
    expect(await linksOf(s, bob)).toEqual([]);
    expect((await mailsOf(s, 'sign-in-reset-stopped')).map(({ recipientId }) => recipientId).sort()).toEqual([ada, alex, bob].sort());
  });
});

describe('a link', () => {
  test('that was stopped on its way lets nobody in, and neither does one used twice', async () => {
    const { s, ada, alex, bob, carl } = await company({});
    const redeem = (token: string) => code(redeemInvitation(s.stranger, { token, password: 'drie egels onder een hek', device: null }));
    await decided(s, ada, alex, bob);
    s.clock.advance('1d');
    const first = await handOverReset(await s.as(alex), bob);
    await stopReset(await s.as(bob), bob);
    expect(await redeem(first.token)).toBe('invitation.gone');
    expect(await code(stopReset(await s.as(carl), bob))).toBe('reset.missing');
    await decided(s, ada, alex, bob);
    s.clock.advance('1d');
    const second = await handOverReset(await s.as(alex), bob);
    expect((await Promise.all([redeem(second.token), redeem(second.token)])).toSorted()).toEqual(['done', 'invitation.gone']);
    expect(await redeem(second.token)).toBe('invitation.gone');
    expect(await stateOf(s)).toEqual(expect.arrayContaining(['stopped', 'used']));
  });

  test('of a reset that was stopped behind its back, its invitation left alive, lets nobody in', async () => {
    const { s, ada, alex, bob } = await company({});
    await decided(s, ada, alex, bob);
    s.clock.advance('1d');
    const { token } = await handOverReset(await s.as(alex), bob);
    await s.system.write(async (tx) => {
      await tx.update(signInResets).set({ state: 'stopped' });
      await record(tx, s.system, 'backup.made', { kind: 'installation', id: null }, { bytes: 1 });
    });
    expect(await code(redeemInvitation(s.stranger, { token, password: 'drie egels onder een hek', device: null }))).toBe('invitation.gone');
  });

  test('is handed over, where no mail can carry it, after the wait and by somebody else than whoever asked', async () => {
    const { s, ada, alex, bob, hana } = await company({});
    await decided(s, ada, alex, bob);
    expect(await code(handOverReset(await s.as(alex), bob))).toBe('reset.too-early');
    s.clock.advance('1d');
    expect(await sendReadyResets(s.system)).toEqual({ sent: 0, stopped: 0 });
    expect(await code(handOverReset(await s.as(ada), bob))).toBe('permission.own-proposal');
    for (const id of [hana, bob]) expect(await code(handOverReset(await s.as(id), bob))).not.toBe('done');
    expect(await code(handOverReset(await s.as(alex, { factorAt: null }), bob))).toBe('permission.step-up');
    expect((await handOverReset(await s.as(alex), bob)).how).toBe('shown');
    expect(await code(handOverReset(await s.as(alex), bob))).toBe('reset.missing');
  });

  test('that goes by mail is shown to nobody', async () => {
    const { s, ada, alex, bob } = await company();
    await decided(s, ada, alex, bob);
    s.clock.advance('1d');
    expect(await code(handOverReset(await s.as(alex), bob))).toBe('reset.by-mail');
    expect(await sendReadyResets(s.system)).toEqual({ sent: 1, stopped: 0 });
    expect(await sendReadyResets(s.system)).toEqual({ sent: 0, stopped: 0 });
    expect(await linksOf(s, bob)).toHaveLength(1);
  });

  test('never reaches somebody who left or is leaving meanwhile', async () => {
    const { s, ada, alex, bob, hana, carl } = await company();
    await decided(s, ada, alex, bob);
    await startOffboarding(await s.as(hana), { personId: bob, effectiveAt: null, announced: true });
    expect(await stateOf(s)).toEqual(['stopped']);
    s.clock.advance('1d');
    expect(await sendReadyResets(s.system)).toEqual({ sent: 0, stopped: 0 });
    await createInvitation(await s.as(ada), carl, 'invitation');
    expect(await linksOf(s, bob)).toEqual([]);
  });
});

describe('where the only administrator lost theirs', () => {
  test('the machine begins it alone, waits a day whatever was set, and HR hears of it; with a second one it only asks', async () => {
    const s = await site(mailed);
    const hana = await s.person('Hana Hr', { roles: ['hr'] });
    await saveSignInReset(await s.as(s.ada.id), { hours: 1 });
    const { proposalId, readyAt } = await askSignInReset(s.operator, s.ada.id, lost);
    expect([proposalId, (readyAt ?? 0) - s.clock.now()]).toEqual([null, 86_400_000]);
    expect((await mailsOf(s, 'sign-in-reset-near')).map(({ recipientId }) => recipientId)).toEqual([hana.id]);
    const [event] = await s.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'sign-in-reset.decided'));
    expect(event?.actorKind).toBe('operator');
    await stopReset(await s.as(s.ada.id), s.ada.id);
    const alex = await s.person('Alex Admin', { roles: ['admin'] });
    const again = await askSignInReset(s.operator, s.ada.id, lost);
    expect(again.readyAt).toBeNull();
    await confirmProposal(await s.as(alex.id), again.proposalId ?? '');
    const [row] = await s.db.read.select().from(signInResets).where(eq(signInResets.state, 'waiting'));
    expect((row?.readyAt ?? 0) - s.clock.now()).toBe(3_600_000);
  });
});
