import { expect, test } from 'vitest';
import { addOrganisation, addPeople, changePeople, listPeople, type NewPerson } from '#src/features/people/index.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { type World, world } from '#tests/helpers/world.ts';

const staff: NewPerson[] = [
  { givenName: 'Zoë', familyName: 'Maas' },
  { givenName: 'Bea', nameParticle: 'de', familyName: 'Mal', email: 'Bea@voorbeeld.example' },
  { givenName: 'Chloé', nameParticle: 'van den', familyName: 'Mal' },
  { givenName: 'Øyvind', familyName: 'Çelik' },
  { givenName: 'Éva', nameParticle: 'van', familyName: 'Álmos' },
  { givenName: 'Ωmar', familyName: 'Zeta' },
];

const inOrder = ['Éva van Álmos', 'Øyvind Çelik', 'Zoë Maas', 'Bea de Mal', 'Chloé van den Mal', 'Ωmar Zeta'];

async function imported(): Promise<World & { ids: string[] }> {
  const w = await world();
  await addOrganisation(w.system, { name: 'Voorbeeld', kind: 'own' });
  const { ids } = await importing(w, (ctx) => addPeople(ctx, staff));
  return { ...w, ids };
}

async function importing<T>(w: World, verb: (ctx: Ctx) => Promise<T>): Promise<T> {
  return w.operator.write(async (tx) => {
    const result = await verb(within(w.operator, tx));
    await record(tx, w.operator, 'import.done', { kind: 'import', id: null }, { kind: 'people', added: 0, changed: 0, unchanged: 0, bad: 0 });
    return result;
  });
}

async function pages(w: World, search?: string): Promise<string[]> {
  const seen: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await listPeople(w.operator, { search, limit: 2, after });
    seen.push(...page.rows.map((row) => row.displayName));
    after = page.next;
  }
  return seen;
}

test('people are listed in one order, page after page', async () => {
  expect(await pages(await imported())).toEqual(inOrder);
});

test.each([
  ['mal', ['Bea de Mal', 'Chloé van den Mal']],
  ['va ma', ['Chloé van den Mal']],
  ['oy', ['Øyvind Çelik']],
  ['ωm', ['Ωmar Zeta']],
  ['z', ['Zoë Maas', 'Ωmar Zeta']],
  ['nobody', []],
])('people are found by the beginnings of their words: %j', async (search, expected) => {
  expect(await pages(await imported(), search)).toEqual(expected);
});

test('an import changes rows in place and leaves what is not its own', async () => {
  const w = await imported();
  const [, bea = ''] = w.ids;
  w.clock.advance('1h');
  const changed = await importing(w, (ctx) =>
    changePeople(
      ctx,
      w.ids.map((id) => ({ id, fields: id === bea ? { familyName: 'Zorn', department: 'IT' } : {} })),
    ),
  );
  expect(changed).toBe(1);
  const [row] = (await listPeople(w.operator, { search: 'zorn' })).rows;
  expect(row).toMatchObject({ id: bea, displayName: 'Bea de Zorn', department: 'IT', email: 'Bea@voorbeeld.example', securityStamp: 1, endsAt: null });
  expect(row?.createdAt).toBe(w.clock.now() - 3_600_000);
  expect(row?.updatedAt).toBe(w.clock.now());
});
