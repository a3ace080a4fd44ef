import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { disclosures, grants, secretVersions } from '#db/schema/index.ts';
import { addAccounts, fillVacancies } from '#src/features/accounts/index.ts';
import { addPasswords } from '#src/features/secrets/index.ts';
import { record } from '#src/ground/audit.ts';
import { batches } from '#src/ground/bulk.ts';
import { within } from '#src/ground/ctx.ts';
import { account, company, person, secret } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { endGrantsOf, holdingsOf } from './index.ts';

it('somebody with 500 grants and 2 000 disclosures is cut off in one unit, with one cause a secret', async () => {
  const w = await world();
  const { adminId } = await company(w);
  const ownerId = await person(w, 'Olga Owner');
  const leaverId = await person(w, 'Lea Leaver');
  const modelId = await secret(w, await account(w, { ownerId, handle: 'model' }), ownerId);
  const [model] = await w.db.read.select().from(secretVersions).where(eq(secretVersions.secretId, modelId));
  if (!model) throw new Error('The first secret has a version.');
  await w.system.write(async (tx) => {
    const ctx = within(w.operator, tx);
    const rows = Array.from({ length: 500 }, (_, i) => ({ id: w.system.newId('account'), platform: 'x', handle: `account-${i}`, fields: {} }));
    await addAccounts(ctx, rows);
    await fillVacancies(
      within(await w.as(adminId), tx),
      rows.map((row) => ({ accountId: row.id, personId: ownerId, office: 'owner' as const })),
      new Set(),
    );
    const { ids } = await addPasswords(
      ctx,
      rows.map((row) => ({ accountId: row.id, valueSetAt: null })),
    );
    const versions = ids.map((secretId) => ({ ...model, id: w.system.newId('version'), secretId }));
    for (const part of batches(versions)) await tx.insert(secretVersions).values(part);
    const shown = versions.flatMap(({ id: versionId, secretId }) =>
      Array.from({ length: 4 }, () => ({
        id: w.system.newId('disclosure'),
        secretId,
        versionId,
        personId: leaverId,
        how: 'shown' as const,
        at: w.clock.now(),
      })),
    );
    for (const part of batches(shown)) await tx.insert(disclosures).values(part);
    const held = rows.map((row) => ({
      id: w.system.newId('grant'),
      accountId: row.id,
      kind: 'shared-login' as const,
      level: 'reveal' as const,
      personId: leaverId,
      state: 'active' as const,
      unsure: false,
      origin: 'granted' as const,
      grantedBy: ownerId,
      createdAt: w.clock.now(),
      startsAt: w.clock.now(),
    }));
    for (const part of batches(held)) await tx.insert(grants).values(part);
    await record(tx, w.system, 'import.done', { kind: 'import', id: null }, { kind: 'accounts', added: 500, changed: 0, unchanged: 0, bad: 0 });
  });
  expect(await endGrantsOf(w.system, leaverId, 'left')).toMatchObject({ grants: 500, causes: 500 });
  const { grants: left, secrets: known } = await holdingsOf(w.operator, leaverId);
  expect([left.length, known.filter((row) => row.tier === 'knows').length]).toEqual([0, 500]);
});
