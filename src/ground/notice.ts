import { type causes, outbox, type secrets, type tasks } from '#db/schema/index.ts';
import { canonical } from './canonical.ts';
import type { Ctx, WriteHandle } from './ctx.ts';

/** Every mail there is, and what its text needs to know. Never a secret; a one-time token travels sealed, beside `data`. */
export type NoticeData = {
  invitation: { expiresAt: number; by: string };
  'password-changed': { at: number };
  'account-access': { account: string; accountId: string };
  'secret-changed': { account: string; accountId: string };
  'office-received': { account: string; accountId: string; office: string };
  'task-assigned': { task: string; account: string; taskId: string; deadlineAt: number };
  'offboarding-announced': { person: string; offboardingId: string; effectiveAt: number };
  'offboarding-proposed': { people: number };
  'offboarding-completed': { person: string; offboardingId: string };
  'administrator-appointed': { person: string; at: number };
  digest: { day: string; items: readonly DigestItem[] };
};

type SecretKind = (typeof secrets.$inferSelect)['kind'];

/** One thing to do: `at` is when it is or was due, `waitsFor` whoever has it in hand when that is not the reader. */
export type DigestItem = { account: string; accountId: string | null; at: number; waitsFor: string | null } & (
  | { about: 'rotation'; kind: SecretKind; causes: readonly (typeof causes.$inferSelect)['kind'][] }
  | { about: 'task'; kind: (typeof tasks.$inferSelect)['kind']; taskId: string; secret: SecretKind | null; person: string | null }
);

export type Template = keyof NoticeData;

export type Notice<T extends Template> = {
  template: T;
  recipientId: string;
  data: NoticeData[T];
  /** The same key is written once, ever: a job that runs twice sends one mail. */
  once?: string;
  sealedToken?: { dataKeyId: string; sealed: Buffer };
  id?: string;
};

/** Puts a mail into the outbox in the unit that made it true. Whether and when it leaves is the outbox's business. */
export async function writeNotice<T extends Template>(tx: WriteHandle, ctx: Ctx, notice: Notice<T>): Promise<void> {
  const id = notice.id ?? ctx.newId('mail');
  await tx
    .insert(outbox)
    .values({
      id,
      template: notice.template,
      recipientId: notice.recipientId,
      data: canonical(notice.data),
      tokenKeyId: notice.sealedToken?.dataKeyId ?? null,
      sealedToken: notice.sealedToken?.sealed ?? null,
      once: notice.once ?? null,
      state: 'queued',
      attempts: 0,
      nextAttemptAt: ctx.now(),
      lastError: null,
      messageId: `<${id}@keyholder>`,
      createdAt: ctx.now(),
      sentAt: null,
    })
    .onConflictDoNothing();
}
