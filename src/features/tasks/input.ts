import { z } from 'zod';

const note = z.string().trim().min(1).max(2000);

/** How a person says that it is done: a note, a link to look at, or their word that they saw it. */
export const closeInput = z.discriminatedUnion('evidenceKind', [
  z.strictObject({ evidenceKind: z.enum(['note', 'attested']), evidence: note }),
  z.strictObject({ evidenceKind: z.literal('link'), evidence: note.regex(/^https?:\/\/\S+$/i, 'task.evidence-link') }),
]);

export const exceptInput = z.strictObject({ reason: note, until: z.number().int() });

export type CloseInput = z.input<typeof closeInput>;
export type ExceptInput = z.input<typeof exceptInput>;
