import { printsOf } from '#src/features/keys/index.ts';
import { personOf } from '#src/ground/actor.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { fresh } from '#src/ground/moments.ts';
import { isPlainText } from '#src/ground/plain-text.ts';
import { Problem } from '#src/ground/problem.ts';
import { hour } from '#src/ground/time.ts';
import { listKept } from './queries.ts';
import { spelledIn } from './texts.rules.ts';
import { folded } from './values.ts';

export type FieldText = { field: string; text: string };

/** So many words an hour are looked for among all that is kept: nobody writes more, and whoever guesses gets no further. */
const wordsAnHour = 1000;
/** Kept by each process, which is enough: it slows a guesser down and proves nothing. */
const written = new Map<string, { since: number; words: number }>();

/** What somebody wrote in their own words, at every door and before any verb: signs that nobody sees are refused, and so are values kept here. */
export async function screenTexts(ctx: Ctx, texts: readonly FieldText[]): Promise<void> {
  const unseen = texts.filter(({ text }) => !isPlainText(text));
  if (unseen.length > 0) throw new Problem('invalid', 'web.invalid-fields', { fields: unseen.map(({ field }) => ({ field, code: 'not-plain-text' })) });
  await refuseValues(ctx, texts);
}

/**
 * Notes, reasons and names are read by people who may not see a value, so none that holds one is taken: told by keyed fingerprints, word by
 * word, opening nothing. Past a number of words an hour only what the writer was shown is looked for, so that no dictionary
 * can be tried here.
 */
async function refuseValues(ctx: Ctx, texts: readonly FieldText[]): Promise<void> {
  if (ctx.actor.kind === 'stranger' || !ctx.vault.isOpen()) return;
  const spelled: { field: string; prints: string[] }[] = [];
  for (const { field, text } of texts) spelled.push({ field, prints: (await printsOf(ctx, spelledIn(text).map(folded))).flat() });
  const prints = [...new Set(spelled.flatMap((one) => one.prints))];
  if (prints.length === 0) return;
  const person = personOf(ctx.actor);
  const kept = await listKept(ctx.read, prints, isWithinBounds(ctx, person?.id ?? ctx.actor.kind, prints.length) ? null : (person?.id ?? ''));
  const fields = [...new Set(spelled.filter((one) => one.prints.some((print) => kept.has(print))).map(({ field }) => field))];
  if (fields.length === 0) return;
  await ctx.write((tx) => record(tx, ctx, 'text.refused', { kind: 'person', id: person?.id ?? null }, { fields: fields.length }));
  throw new Problem('invalid', 'text.holds-value', { fields: fields.map((field) => ({ field, code: 'text.holds-value' })) });
}

function isWithinBounds(ctx: Ctx, writer: string, words: number): boolean {
  const before = written.get(writer);
  const now = before && fresh(before.since, hour, ctx.now()) ? { ...before, words: before.words + words } : { since: ctx.now(), words };
  written.set(writer, now);
  return now.words <= wordsAnHour;
}
