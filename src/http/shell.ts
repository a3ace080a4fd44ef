import type { Stage } from '#db/words.ts';
import type { Context } from 'hono';
import type { Actor, PersonActor, TokenActor, Via } from '#src/ground/actor.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import type { AssetPaths } from '#src/ui/assets.ts';
import type { Locale } from '#src/ui/messages/index.ts';
import type { Me } from '#src/ui/page.tsx';
import type { FieldText } from './texts.ts';

export type SignedIn = { actor: PersonActor; stage: Stage; locale: Locale };

/** What the shells need and may not import: `app/` hands it to them. */
export type Shell = {
  ctxFor(actor: Actor, via: Via): Ctx;
  authenticate(ctx: Ctx, sessionToken: string): Promise<SignedIn | null>;
  authenticateToken(ctx: Ctx, token: string): Promise<TokenActor | null>;
  /** Where a request comes from, as far as that can be believed. */
  addressOf(c: Context): string;
  /** The first request that meets somebody whose moment has come makes the cut. */
  onGone(ctx: Ctx, personId: string): Promise<void>;
  organisation(ctx: Ctx): Promise<{ name: string; timeZone: string; locale: Locale }>;
  /** Name and navigation of somebody signed in. */
  describe(ctx: Ctx, actor: PersonActor, locale: Locale): Promise<Me>;
  /** A refused attempt by somebody known is an event; strangers are only counted. */
  onRefusal(ctx: Ctx, action: string, because: string): Promise<void>;
  /** Refuses what somebody wrote in their own words where it holds a secret. */
  screen(ctx: Ctx, texts: readonly FieldText[]): Promise<void>;
  assets: AssetPaths;
  /** Told on every page while nothing can be changed; without it nothing is told. */
  state?: () => 'open' | 'sealed' | 'recovery';
};
