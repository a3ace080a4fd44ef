import { z } from 'zod';

const title = z.string().trim().min(1).max(120);
const body = z.string().trim().min(1).max(40_000);

export const draftInput = z.strictObject({ titleNl: title, titleEn: title, bodyNl: body, bodyEn: body });
export type DraftInput = z.output<typeof draftInput>;
export const versionInput = z.strictObject({ version: z.string().min(1).max(60) });
