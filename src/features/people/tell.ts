import { personOf } from '#src/ground/actor.ts';
import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { type Notice, writeNotices } from '#src/ground/notice.ts';
import type { Person } from './queries.ts';

type Change = { before: Person; after: Person };

/** Whoever changed one's record, by name where there is one. */
export function byWhom(ctx: Ctx): string {
  return personOf(ctx.actor)?.name ?? (ctx.actor.kind === 'token' ? (ctx.actor.service?.name ?? 'Keyholder') : 'Keyholder');
}

/** People hear of it when their mail goes elsewhere, at both addresses, and when another name or manager stands beside theirs. */
export async function tellChanged(ctx: Ctx, tx: WriteHandle, changes: readonly Change[]): Promise<void> {
  const told = { by: byWhom(ctx), at: ctx.now() };
  await writeNotices(
    tx,
    ctx,
    changes.flatMap((change) => addressNotices(change, told)),
  );
  await writeNotices(
    tx,
    ctx,
    changes.flatMap((change) => recordNotices(change, told)),
  );
}

type Told = { by: string; at: number };

function addressNotices({ before, after }: Change, data: Told): Notice<'address-changed'>[] {
  if (before.emailKey === after.emailKey || after.state === 'left') return [];
  const notice = { template: 'address-changed' as const, recipientId: after.id, data };
  return [...(before.email === null ? [] : [{ ...notice, address: before.email }]), ...(after.email === null ? [] : [{ ...notice, address: after.email }])];
}

function recordNotices({ before, after }: Change, data: Told): Notice<'record-changed'>[] {
  const [name, manager] = [before.displayName !== after.displayName, before.managerId !== after.managerId];
  if ((!name && !manager) || after.state === 'left') return [];
  return [{ template: 'record-changed', recipientId: after.id, data: { ...data, name, manager } }];
}
