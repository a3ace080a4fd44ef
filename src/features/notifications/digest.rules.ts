/** Why a digest goes out today: something that some people hear of, with the stage of the ledger that this uses up. */
export type Cause = {
  told: readonly string[];
  stage: { secretId: string; dueOn: string; stage: string; missed: readonly string[] } | null;
  /** The version that its one reader is asked to sign again. */
  signature: { versionId: string; personId: string } | null;
  /** What nobody else may know of: whoever counts must not find it. */
  hidden: boolean;
};

export type Plan = {
  digests: { personId: string; hidden: boolean }[];
  sent: { secretId: string; dueOn: string; stage: string }[];
  overtaken: { secretId: string; dueOn: string; stage: string }[];
  signatures: { versionId: string; personId: string }[];
};

/**
 * One digest a person and day. A stage counts as sent once somebody hears of it today; when everybody concerned has had
 * today's digest already it waits for tomorrow's.
 */
export function planDigests(causes: readonly Cause[], hadToday: ReadonlySet<string>, isRecorded: (stage: NonNullable<Cause['stage']>) => boolean): Plan {
  const plan: Plan = { digests: [], sent: [], overtaken: [], signatures: [] };
  const hidden = new Map<string, boolean>();
  for (const cause of causes) {
    const { stage } = cause;
    const readers = cause.told.filter((id) => !hadToday.has(id));
    if (readers.length === 0 || (stage && isRecorded(stage))) continue;
    for (const id of readers) hidden.set(id, cause.hidden && (hidden.get(id) ?? true));
    if (cause.signature) plan.signatures.push(cause.signature);
    if (!stage) continue;
    const { secretId, dueOn } = stage;
    plan.sent.push({ secretId, dueOn, stage: stage.stage });
    plan.overtaken.push(...stage.missed.map((missed) => ({ secretId, dueOn, stage: missed })));
  }
  plan.digests = [...hidden].map(([personId, isHidden]) => ({ personId, hidden: isHidden }));
  return plan;
}
