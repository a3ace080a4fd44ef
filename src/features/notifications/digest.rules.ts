import type { DigestItem } from '#src/ground/notice.ts';

/** One thing to do, who hears of it, and the stage of the ledger that this uses up. */
export type Thing = {
  line: DigestItem;
  secretId: string | null;
  /** Whoever has it in hand. */
  inHand: { id: string; name: string } | null;
  told: readonly string[];
  stage: { secretId: string; dueOn: string; stage: string; missed: readonly string[] } | null;
  /** The version that its one reader is asked to sign again. */
  signature: { versionId: string; personId: string } | null;
};

export type Plan = {
  digests: { personId: string; items: DigestItem[] }[];
  sent: { secretId: string; dueOn: string; stage: string }[];
  overtaken: { secretId: string; dueOn: string; stage: string }[];
  signatures: { versionId: string; personId: string }[];
};

/**
 * One digest a person and day. A stage counts as sent once somebody hears of it today; when everybody concerned has had
 * today's digest already it waits for tomorrow's.
 */
export function planDigests(things: readonly Thing[], hadToday: ReadonlySet<string>, isRecorded: (stage: NonNullable<Thing['stage']>) => boolean): Plan {
  const plan: Plan = { digests: [], sent: [], overtaken: [], signatures: [] };
  const lines = new Map<string, Thing[]>();
  for (const thing of things) {
    const { stage } = thing;
    const readers = thing.told.filter((id) => !hadToday.has(id));
    if (readers.length === 0 || (stage && isRecorded(stage))) continue;
    for (const id of readers) {
      const own = lines.get(id);
      if (own) own.push(thing);
      else lines.set(id, [thing]);
    }
    if (thing.signature) plan.signatures.push(thing.signature);
    if (!stage) continue;
    const { secretId, dueOn } = stage;
    plan.sent.push({ secretId, dueOn, stage: stage.stage });
    plan.overtaken.push(...stage.missed.map((missed) => ({ secretId, dueOn, stage: missed })));
  }
  plan.digests = [...lines].map(([personId, own]) => ({ personId, items: itemsFor(personId, own) }));
  return plan;
}

/** The most urgent first, and what is only to be signed last. A secret that has a task is named once, by its task. */
function itemsFor(personId: string, things: readonly Thing[]): DigestItem[] {
  const withTask = new Set(things.flatMap((thing) => (thing.line.about === 'task' && thing.line.kind === 'rotate' ? [thing.secretId] : [])));
  return things
    .filter((thing) => thing.line.about !== 'rotation' || !withTask.has(thing.secretId))
    .map(({ line, inHand }) => ({ ...line, waitsFor: inHand && inHand.id !== personId ? inHand.name : null }))
    .sort((a, b) => Number(a.about === 'policy') - Number(b.about === 'policy') || a.at - b.at);
}
