import { foundTaskKinds } from '#db/words.ts';
import { z } from 'zod';
import { closeInput } from '#src/features/tasks/index.ts';
import { day, moment, paging } from '#src/http/api-shapes.ts';
import { optionalText } from '#src/http/form.ts';

const id = z.string().trim().min(1).max(60);
const dayText = z.string().trim().max(20);
const timeText = z.string().trim().max(5);

/** The whole wizard, as the last step posts it; `when` is `now` or `moment`. */
export const startForm = z.strictObject({
  person: id,
  when: z.enum(['now', 'moment']),
  date: dayText.optional(),
  time: timeText.optional(),
  announced: z.enum(['yes', 'no']),
  confidant: optionalText(60),
  reason: optionalText(500),
});

/** The last step of the wizard for an end date that an import found. */
export const confirmForm = startForm.pick({ announced: true, confidant: true, reason: true });

export const moveForm = z.strictObject({ date: dayText, time: timeText.optional() });

const because = z.string().trim().min(1).max(500);

export const reopenForm = z.strictObject({
  account: id,
  reason: because,
  kind: z.enum(foundTaskKinds),
});

export const completeForm = closeInput;

export const exceptForm = z.strictObject({ reason: z.string().trim().min(1).max(1000), until: dayText.min(1) });

export const assignForm = z.strictObject({ assignee: id });

export const emptyForm = z.strictObject({});

/** `now`, an instant, or a day of the organisation, which means its end. */
const when = z.union([z.literal('now'), moment, day]);
export const whenBody = z.strictObject({ effectiveAt: when });
export const confirmBody = z.strictObject({ announced: z.boolean(), confidantId: id.optional(), reason: z.string().trim().min(1).max(500).optional() });
export const startBody = confirmBody.extend({ personId: id, effectiveAt: when });
export const reopenBody = z.strictObject({ accountId: id, kind: reopenForm.shape.kind, reason: because });
export const reinstateForm = z.strictObject({ reason: because, startedOn: optionalText(20).pipe(day.optional()) });
export const reinstateBody = z.strictObject({ reason: because, startedOn: day.optional() });
export const casesQuery = z.strictObject({ state: z.enum(['open', 'finished', 'cancelled']).default('open'), ...paging });
export const certificateQuery = z.strictObject({ number: z.string().max(40).optional() });
export const tasksQuery = z.strictObject({
  assignee: z.literal('me').optional(),
  state: z.literal('unfinished').optional(),
  accountId: id.optional(),
  subjectId: id.optional(),
  ...paging,
});
export const exceptBody = z.strictObject({ reason: exceptForm.shape.reason, until: day });
export const assignBody = z.strictObject({ assigneeId: id });

const counts = z.strictObject({
  grants: z.number(),
  sessions: z.number(),
  tokens: z.number(),
  offices: z.number(),
  causes: z.number(),
  duties: z.number(),
  tasks: z.number(),
});

const link = z.strictObject({ seq: z.number(), hash: z.string() });

/** A certificate as it was downloaded. Strict: an added member is a changed document. */
export const certificateFile = z.strictObject({
  certificate: z.strictObject({
    v: z.literal(1),
    type: z.literal('keyholder.offboarding-certificate'),
    number: z.string(),
    offboarding: z.string(),
    organisation: z.string(),
    timeZone: z.string(),
    person: z.strictObject({ id: z.string(), name: z.string(), employedFrom: z.string(), employedTo: z.string() }),
    effectiveAt: z.string(),
    cutAt: z.string(),
    cutBy: z.string(),
    completedAt: z.string(),
    issuedAt: z.string(),
    ended: counts,
    summary: z.strictObject({ accounts: z.number(), proven: z.number(), exceptions: z.number(), secretsReplaced: z.number() }),
    accounts: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        held: z.array(z.string()),
        outcome: z.enum(['proven', 'exception']),
        neverOpened: z.array(z.string()),
        movedTo: z.string().nullable(),
        proofs: z.array(
          z.strictObject({
            kind: z.string(),
            secretKind: z.string().nullable(),
            evidence: z.string(),
            by: z.string(),
            confirmedBy: z.string().nullable().optional(),
            at: z.string(),
          }),
        ),
      }),
    ),
    exceptions: z.array(z.strictObject({ title: z.string(), kind: z.string(), because: z.string(), approvedBy: z.string(), until: z.string().nullable() })),
    replaces: z.string().nullable(),
    auditRange: z.strictObject({ first: link, last: link }),
    keyId: z.string(),
    keyName: z.string(),
    fingerprint: z.string(),
    publicKey: z.string(),
  }),
  signature: z.string(),
});
