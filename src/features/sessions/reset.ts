import { signatureOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, type Instant, within, type WriteHandle } from '#src/ground/ctx.ts';
import { formerAddresses, writeNotices } from '#src/ground/notice.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { day } from '#src/ground/time.ts';
import { peopleById, type Person, personFacts } from '#src/features/people/index.ts';
import { signInResetHours } from '#src/features/settings/index.ts';
import { type Invited, invite } from './enrol.ts';
import * as queries from './queries.ts';
import { addReset, decideReset, findPendingReset, listReadyResets } from './reset.queries.ts';
import { isOpen, type Next, nextOf, readyAt, type Reset, resetFault } from './reset.rules.ts';
import { signsIn } from './service.ts';

/** Addresses that somebody had this long ago hear of it too. */
const remembered = 60 * day;

export type OpenReset = Pick<Reset, 'state' | 'askedBy' | 'confirmedBy' | 'createdAt' | 'readyAt'>;

/** The reset that may still let this person in. Who may know of it is decided by the door. */
export async function openResetOf(ctx: Ctx, personId: string): Promise<OpenReset | null> {
  const reset = await findPendingReset(ctx.read, personId);
  return reset && isOpen(reset, ctx.now()) ? reset : null;
}

/** Throws where this person cannot be given a new way in, or one waits already. */
export async function refuseReset(ctx: Ctx, personId: string): Promise<Person> {
  const person = found(await queries.findPerson(ctx.read, personId), 'person.missing');
  const fault = resetFault(person, await signsIn(ctx, personId), ctx.now());
  if (fault) throw new Problem('conflict', fault);
  if ((await findPendingReset(ctx.read, personId))?.state === 'waiting') throw new Problem('conflict', 'reset.waits-already');
  return person;
}

/**
 * For whoever confirms as the second person, in their unit; `alone` for the machine where nobody else is left. Nothing ends yet: the
 * person hears of it wherever their mail goes and went, and has until `readyAt` to stop it.
 */
export async function beginReset(ctx: Ctx, personId: string, { askedBy, alone = false }: { askedBy: string; alone?: boolean }): Promise<{ readyAt: Instant }> {
  const at = readyAt(await signInResetHours(ctx), alone, ctx.now());
  const id = ctx.newId('reset');
  await ctx.write(async (tx) => {
    await refuseReset(within(ctx, tx), personId);
    const confirmedBy = signatureOf(ctx.actor);
    await addReset(tx, { id, personId, state: 'waiting', askedBy, confirmedBy, createdAt: ctx.now(), readyAt: at, decidedAt: null, decidedBy: null });
    await record(tx, ctx, 'sign-in-reset.decided', { kind: 'person', id: personId }, { resetId: id, readyAt: at, alone });
    const names = await peopleById(within(ctx, tx), [askedBy, confirmedBy]);
    const data = { asked: names.get(askedBy)?.displayName ?? null, confirmed: names.get(confirmedBy)?.displayName ?? null, readyAt: at };
    const notice = { template: 'sign-in-reset-begun' as const, recipientId: personId, data };
    const former = await formerAddresses(tx, personId, remembered, ctx.now());
    await writeNotices(tx, ctx, [notice, ...former.map((address) => ({ ...notice, address }))]);
  });
  return { readyAt: at };
}

/** Until the link is used: by the person, whom the old way still lets in, or by any administrator. */
export async function stopReset(ctx: Ctx, personId: string): Promise<void> {
  ensure(ctx, 'sign-in-reset.stop', await personFacts(ctx, personId));
  await ctx.write(async (tx) => {
    const reset = await findPendingReset(tx, personId);
    if (!reset || !isOpen(reset, ctx.now())) throw new Problem('missing', 'reset.missing');
    await stop(within(ctx, tx), tx, reset, 'by-hand');
  });
}

async function stop(ctx: Ctx, tx: WriteHandle, reset: Reset, because: string): Promise<void> {
  const { id, personId, askedBy, confirmedBy } = reset;
  const stopped = { state: 'stopped', decidedAt: ctx.now(), decidedBy: signatureOf(ctx.actor) } as const;
  if (!(await decideReset(tx, reset, stopped))) throw new Problem('conflict', 'reset.missing');
  await queries.revokeInvitations(tx, personId, ctx.now());
  await record(tx, ctx, 'sign-in-reset.stopped', { kind: 'person', id: personId }, { resetId: id, because });
  const names = await peopleById(ctx, [personId, askedBy, confirmedBy]);
  const data = { person: names.get(personId)?.displayName ?? '', because };
  const concerned = [...names.keys()].filter((recipientId) => recipientId !== signatureOf(ctx.actor));
  await writeNotices(
    tx,
    ctx,
    concerned.map((recipientId) => ({ template: 'sign-in-reset-stopped' as const, recipientId, data })),
  );
}

/** A look at an index. Without mail every link is handed over, and there is nothing for the job to send. */
export async function isResetReady(ctx: Ctx): Promise<boolean> {
  return (await listReadyResets(ctx.read, ctx.now())).length > 0;
}

/** Sends the links whose wait is over, and stops what no longer fits; one unit each, and one that fails holds up no other. */
export async function sendReadyResets(ctx: Ctx): Promise<{ sent: number; stopped: number }> {
  const done = { sent: 0, stopped: 0 };
  for (const reset of await listReadyResets(ctx.read, ctx.now())) {
    try {
      const next = await ctx.write((tx) => goOn(within(ctx, tx), tx, reset));
      if (next === 'send') done.sent += 1;
      if (typeof next === 'object') done.stopped += 1;
    } catch (error) {
      ctx.log.error({ err: error, person: reset.personId }, 'the link of a new way to sign in could not be sent; it is tried again');
    }
  }
  return done;
}

async function goOn(ctx: Ctx, tx: WriteHandle, reset: Reset): Promise<Next> {
  const person = found(await queries.findPerson(tx, reset.personId), 'person.missing');
  const next = nextOf(reset, person, ctx.config.smtpUrl !== undefined, ctx.now());
  if (typeof next === 'object') await stop(ctx, tx, reset, next.stop);
  if (next === 'send') await send(ctx, tx, reset, person);
  return next;
}

/** Where no mail can carry the link: shown once, to somebody else than whoever asked. */
export async function handOverReset(ctx: Ctx, personId: string): Promise<Invited> {
  const facts = await personFacts(ctx, personId);
  return ctx.write(async (tx) => {
    const reset = await findPendingReset(tx, personId);
    ensure(ctx, 'sign-in-reset.hand-over', { ...facts, askedById: reset?.askedBy ?? null });
    const person = found(await queries.findPerson(tx, personId), 'person.missing');
    const next = reset?.state === 'waiting' ? nextOf(reset, person, ctx.config.smtpUrl !== undefined, ctx.now()) : null;
    if (!reset || next === null || typeof next === 'object') throw new Problem('missing', 'reset.missing');
    if (next !== 'hand-over') throw new Problem('conflict', next === 'wait' ? 'reset.too-early' : 'reset.by-mail');
    return send(within(ctx, tx), tx, reset, person);
  });
}

async function send(ctx: Ctx, tx: WriteHandle, reset: Reset, person: Person): Promise<Invited> {
  const sent = { state: 'sent', decidedAt: ctx.now(), decidedBy: signatureOf(ctx.actor) } as const;
  if (!(await decideReset(tx, reset, sent))) throw new Problem('conflict', 'reset.missing');
  const invited = await invite(ctx, person, 'reset');
  await record(tx, ctx, 'sign-in-reset.sent', { kind: 'person', id: person.id }, { resetId: reset.id, how: invited.how });
  return invited;
}
