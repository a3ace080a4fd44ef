import { record } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { listAnchors } from './queries.ts';

/**
 * Whether the log tells that its head was noted from here before. An embedded database has one place for it, wherever that
 * is now; of the nodes of one PostgreSQL each has its own, and a new one has none yet.
 */
export async function anchorsTold(ctx: Ctx): Promise<boolean> {
  const told = await listAnchors(ctx.read);
  if (ctx.config.databaseUrl === 'sqlite:') return told.length > 0;
  return told.some(({ text }) => text === null || isHere(ctx, JSON.parse(text)));
}

const placeOf = ({ config }: Ctx) => ({ machine: config.machine, file: config.auditAnchor });

function isHere(ctx: Ctx, place: Partial<ReturnType<typeof placeOf>>): boolean {
  const here = placeOf(ctx);
  return place.machine === here.machine && place.file === here.file;
}

export async function recordAnchor(ctx: Ctx): Promise<void> {
  await ctx.write(async (tx) => {
    await record(tx, ctx, 'audit.anchor-begun', { kind: 'audit', id: null }, {}, { personal: placeOf(ctx) });
  });
}
