import { and, eq, isNotNull } from 'drizzle-orm';
import { type grants, outbox } from '#db/schema/index.ts';
import { batches, rowsOf } from './bulk.ts';
import { canonical } from './canonical.ts';
import type { Ctx, ReadHandle, WriteHandle } from './ctx.ts';
import { isFresh } from './moments.ts';

/** Every mail there is, and what its text needs to know. Never a secret; a one-time token travels sealed, beside `data`. */
export type NoticeData = {
  invitation: { expiresAt: number; by: string };
  'password-changed': { at: number };
  'factor-replaced': { at: number };
  'recovery-codes-made': { at: number };
  'recovery-code-used': { at: number; left: number };
  /** Who asked and who confirmed; null is the machine. */
  'sign-in-reset-begun': { asked: string | null; confirmed: string | null; readyAt: number };
  'sign-in-reset-stopped': { person: string; because: string };
  /** To whoever answers for an account that this person gets into; to administrators and HR where the machine decided alone. */
  'sign-in-reset-near': { person: string; personId: string; readyAt: number; alone: boolean; account: string | null; others: number };
  'account-access': { account: string; accountId: string };
  'value-to-confirm': { account: string; rotationId: string; by: string };
  'secret-changed': { account: string; accountId: string };
  'office-received': { account: string; accountId: string; office: string };
  'task-assigned': { task: string; account: string; taskId: string; deadlineAt: number };
  'offboarding-announced': { person: string; offboardingId: string; effectiveAt: number };
  'offboarding-proposed': { people: number };
  'person-reinstated': { person: string; personId: string; at: number };
  'offboarding-completed': { person: string; offboardingId: string };
  /** To whoever answers for the account. `others` are further ways that the same act opened. */
  'way-in-opened': { account: string; accountId: string; who: string; way: Way; others: number };
  'account-ownerless': { account: string; accountId: string; others: number };
  /** Much was looked at in a short time. `account` is one that the reader answers for; null for whoever administers. */
  'many-looks': { who: string; secrets: number; at: number; account: string | null; accountId: string | null; others: number };
  'proposal-made': { proposals: number };
  'departures-held': { at: number };
  'administrator-appointed': { person: string; at: number };
  /** Who is left to administer: `here` now, `staying` without a planned end, and where none does, `until` the last of them leaves. */
  'administrator-gone': { person: string; here: number; staying: number; until: number | null };
  /** To every administrator: `fingerprint` is that of a new signing key. */
  'key-changed': { key: 'root' | 'signing'; at: number; fingerprint: string | null };
  'policy-published': { policyId: string; number: number; titleNl: string; titleEn: string };
  'address-changed': { by: string; at: number };
  'record-changed': { by: string; at: number; name: boolean; manager: boolean };
  'role-changed': { role: string; given: boolean; by: string; at: number };
  'token-changed': { token: string; made: boolean; by: string; at: number };
  'invitation-used': { at: number };
  'service-token': { account: string; accountId: string; service: string; token: string; by: string; level: string };
  /** What it says is looked up when it leaves: what waits for the reader then, as their start page shows it. */
  digest: { day: string };
};

type Way = 'owner' | 'deputy' | 'code' | 'reveal' | 'manage' | 'task' | Exclude<(typeof grants.$inferSelect)['kind'], 'shared-login'>;
export type Template = keyof NoticeData;

export type Notice<T extends Template> = {
  template: T;
  recipientId: string;
  /** Where it goes when that is not their address of now: the one they had. */
  address?: string;
  data: NoticeData[T];
  /** The same key is written once, ever: a job that runs twice sends one mail. */
  once?: string;
  sealedToken?: { dataKeyId: string; sealed: Buffer };
  id?: string;
};

/** Puts a mail into the outbox in the unit that made it true. Whether and when it leaves is the outbox's business. */
export async function writeNotice<T extends Template>(tx: WriteHandle, ctx: Ctx, notice: Notice<T>): Promise<void> {
  await writeNotices(tx, ctx, [notice]);
}

/** Many in a few statements. */
export async function writeNotices<T extends Template>(tx: WriteHandle, ctx: Ctx, notices: readonly Notice<T>[]): Promise<void> {
  for (const part of batches(notices)) {
    const rows = part.map((notice) => asRow(ctx, notice));
    await tx.insert(outbox).select(rowsOf(outbox, rows)).onConflictDoNothing();
  }
}

/** Where mail of this person went until lately: there they were told that it goes elsewhere. */
export async function formerAddresses(read: ReadHandle, personId: string, lasts: number, now: number): Promise<string[]> {
  const told = and(eq(outbox.recipientId, personId), eq(outbox.template, 'address-changed'), isNotNull(outbox.address));
  const rows = await read
    .selectDistinct({ address: outbox.address })
    .from(outbox)
    .where(and(told, isFresh(outbox.createdAt, lasts, now)));
  return rows.flatMap(({ address }) => address ?? []);
}

function asRow(ctx: Ctx, { id = ctx.newId('mail'), template, recipientId, address, data, sealedToken, once }: Notice<Template>): typeof outbox.$inferInsert {
  const now = ctx.now();
  return {
    id,
    template,
    recipientId,
    address: address ?? null,
    data: canonical(data),
    tokenKeyId: sealedToken?.dataKeyId ?? null,
    sealedToken: sealedToken?.sealed ?? null,
    once: once ?? null,
    state: 'queued',
    attempts: 0,
    nextAttemptAt: now,
    lastError: null,
    messageId: `<${id}@${new URL(ctx.config.publicUrl).hostname}>`,
    createdAt: now,
    sentAt: null,
  };
}
