import type { Ctx } from '#src/ground/ctx.ts';
import { createFormat, type Format } from '#src/ui/format.ts';
import { getOrganisation } from './service.ts';

/** Dates and numbers on a terminal: in English, by the organisation's clocks. */
export async function printFormat(ctx: Ctx): Promise<Format> {
  const { timeZone } = await getOrganisation(ctx);
  return createFormat('en', timeZone, ctx.now());
}
