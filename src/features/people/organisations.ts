import { getOrganisation } from '#src/features/settings/index.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { ensure } from '#src/ground/permission.ts';
import { found, Problem } from '#src/ground/problem.ts';
import { fold } from '#src/ground/words.ts';
import { tidy } from './names.ts';
import { addRow, findByNameKey, findOwn, listAll, type OrganisationRow } from './organisation.queries.ts';

/** Our company. Set-up adds it. */
export async function ownOrganisation(ctx: Ctx): Promise<OrganisationRow> {
  return found(await findOwn(ctx.read), 'organisation.missing');
}

/** Our company goes by the name in the settings. */
export async function listOrganisations(ctx: Ctx): Promise<OrganisationRow[]> {
  const { name } = await getOrganisation(ctx);
  return (await listAll(ctx.read)).map((row) => (row.kind === 'own' ? { ...row, name } : row));
}

export async function addOrganisation(ctx: Ctx, { name, kind }: Pick<OrganisationRow, 'name' | 'kind'>): Promise<{ id: string }> {
  const because = ensure(ctx, 'person.add', null);
  const row = { id: ctx.newId('organisation'), name: tidy(name), nameKey: fold(tidy(name)), kind, createdAt: ctx.now(), endedAt: null };
  await ctx.write(async (tx) => {
    if (kind === 'own' && (await findOwn(tx))) throw new Problem('conflict', 'organisation.own-twice');
    if (await findByNameKey(tx, row.nameKey)) {
      throw new Problem('conflict', 'organisation.taken', { fields: [{ field: 'name', code: 'already-taken' }] });
    }
    await addRow(tx, row);
    await record(tx, ctx, 'organisation.added', { kind: 'organisation', id: row.id }, { kind }, { because, personal: { name: row.name } });
  });
  return { id: row.id };
}
