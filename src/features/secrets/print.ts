import { sql } from 'drizzle-orm';
import { secretVersions } from '#db/schema/index.ts';
import { printValue } from '#src/features/keys/index.ts';
import { among } from '#src/ground/bulk.ts';
import type { Ctx, WriteHandle } from '#src/ground/ctx.ts';
import { listVersionsOf } from './queries.ts';
import { placeOf, spellings } from './values.ts';

/**
 * The root key changed, and with it the key of every fingerprint. These versions get theirs anew, in the unit that moves their data keys: a
 * fingerprint is always under the root key that its data key is wrapped with.
 */
export async function printAnew(ctx: Ctx, tx: WriteHandle, dataKeyIds: readonly string[]): Promise<void> {
  const prints: { id: string; same: string; alike: string }[] = [];
  for (const version of await listVersionsOf(tx, dataKeyIds)) {
    const { id, dataKeyId, sealed } = version;
    const [same, alike] = (sealed && (await printValue(ctx, { dataKeyId, sealed }, placeOf(version), spellings))) ?? [];
    if (same !== undefined && alike !== undefined) prints.push({ id, same, alike });
  }
  if (prints.length === 0) return;
  const by = (part: 'same' | 'alike') => sql.join([sql`case id`, ...prints.map((one) => sql`when ${one.id} then ${one[part]}`), sql`end`], sql` `);
  await tx
    .update(secretVersions)
    .set({ fingerprint: by('same'), foldedFingerprint: by('alike') })
    .where(
      among(
        secretVersions.id,
        prints.map(({ id }) => id),
      ),
    );
}
