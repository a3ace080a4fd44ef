import { broughtAboutBy } from './begun.queries.ts';
import { openTask } from '#src/features/tasks/index.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { wordsOf } from '#src/ground/words.ts';
import { factsOf, getVisibleCase } from './cases.service.ts';
import { accountFactsOf, searchAccounts, titlesOf } from './facts.queries.ts';
import { loadDeparture } from './facts.service.ts';
import type { FoundKind } from '#db/words.ts';
import { type GrantKind, planTask } from './plan.rules.ts';
import { listCertificates, supersedeCertificates } from './certificate.queries.ts';
import { insertHoldings, listHoldings, updateOffboarding } from './queries.ts';
import { mayBecome } from './rules.ts';

const heldAs: Readonly<Record<FoundKind, GrantKind>> = {
  'remove-role': 'platform-role',
  'move-recovery': 'recovery-contact',
  'move-factor': 'second-factor',
  'reconnect-app': 'connected-app',
};

/** A way in that nobody knew of came to light: the certificate no longer tells the whole truth, and a task asks for the rest. */
export async function reopenOffboarding(ctx: Ctx, id: string, what: { accountId: string; kind: FoundKind; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const inside = within(ctx, tx);
    const row = await getVisibleCase(inside, id);
    const because = ensure(ctx, 'offboarding.change', factsOf(row));
    if (!mayBecome(row.state, 'reopened')) throw new Problem('conflict', 'offboarding.not-completed');
    const account = found((await accountFactsOf(tx, [what.accountId])).get(what.accountId), 'account.missing');
    const [certificate] = await listCertificates(tx, id);
    const now = ctx.now();
    await supersedeCertificates(tx, id, now);
    await updateOffboarding(tx, id, { state: 'reopened', reopenedAt: now, reopenedBecause: what.reason, completedAt: null });
    const blank = { tier: null, grantId: null, secretId: null, successorId: null, viaTeam: false, safeSince: null };
    await insertHoldings(tx, [{ ...blank, id: ctx.newId('holding'), offboardingId: id, accountId: account.id, held: heldAs[what.kind] }]);
    const facts = await loadDeparture(inside, row.personId, now, { beganBy: await broughtAboutBy(tx, id), also: [account.id] });
    const { waitsFor: _, ...task } = planTask(facts, now, { kind: what.kind, accountId: account.id, grantId: null, secretId: null, waits: 0 });
    await openTask(inside, { ...task, originKind: 'offboarding', originId: id, subjectId: row.personId });
    await record(
      tx,
      ctx,
      'offboarding.reopened',
      { kind: 'offboarding', id },
      { certificateId: certificate?.id ?? null },
      { because, personal: { reason: what.reason } },
    );
  });
}

/** Accounts to choose from: those of the case, and those that the search finds. */
export async function accountsToReopen(ctx: Ctx, id: string, find: string | undefined): Promise<{ id: string; title: string }[]> {
  const held = (await listHoldings(ctx.read, id)).map((line) => line.holding.accountId);
  const found = await searchAccounts(ctx.read, wordsOf(find), 20);
  const titles = await titlesOf(ctx.read, [...found, ...held.slice(0, 100)]);
  return [...titles].map(([accountId, title]) => ({ id: accountId, title }));
}
