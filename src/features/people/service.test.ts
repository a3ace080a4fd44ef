import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditDetails, auditEvents, employmentPeriods, personWords } from '#db/schema/index.ts';
import { within } from '#src/ground/ctx.ts';
import { record } from '#src/ground/audit.ts';
import { type World, world } from '#tests/helpers/world.ts';
import {
  addOrganisation,
  addPeople,
  addPerson,
  changePeople,
  changePerson,
  findActor,
  findPersonByEmail,
  getPerson,
  listOrganisations,
  listPeople,
  manager,
  managersOf,
  type NewPerson,
  peopleById,
  personInput,
  recordLeft,
} from './index.ts';

const chloe: NewPerson = { givenName: 'Chloé', nameParticle: 'van den', familyName: 'Mal', email: 'Chloe@Voorbeeld.example', employeeNumber: '100002' };

async function company(): Promise<World> {
  const w = await world();
  await addOrganisation(w.system, { name: 'Voorbeeld', kind: 'own' });
  return w;
}

async function events(w: World, subjectId: string): Promise<unknown[]> {
  const rows = await w.db.read.select().from(auditEvents).where(eq(auditEvents.subjectId, subjectId)).orderBy(asc(auditEvents.seq));
  return rows.map(({ event, body }) => [event, JSON.parse(body).detail]);
}

const found = async (w: World, search: string) => (await listPeople(w.operator, { search })).rows.map((row) => row.displayName);

describe('a person', () => {
  test('is added with a name, words to be found by and an employment period, and recorded without the name in the chain', async () => {
    const w = await company();
    const { id } = await addPerson(w.operator, { ...chloe, startedOn: '2026-05-25' });
    expect(await getPerson(w.operator, id)).toMatchObject({
      displayName: 'Chloé van den Mal',
      sortKey: 'mal, chloe van den',
      state: 'active',
      securityStamp: 1,
    });
    const periods = await w.db.read.select().from(employmentPeriods);
    expect(periods).toEqual([expect.objectContaining({ personId: id, startedOn: '2026-05-25', startedAt: w.clock.now(), endedAt: null })]);
    expect(await events(w, id)).toEqual([['person.added', { origin: 'cli', state: 'active' }]]);
    expect(JSON.stringify(await w.db.read.select().from(auditEvents))).not.toContain('Chlo');
    expect((await w.db.read.select().from(auditDetails)).map(({ text }) => text)).toContain('{"name":"Chloé van den Mal"}');
  });

  test('is found by the address in any case', async () => {
    const w = await company();
    const { id } = await addPerson(w.operator, chloe);
    expect((await findPersonByEmail(w.operator, ' CHLOE@voorbeeld.example'))?.id).toBe(id);
    expect(await findPersonByEmail(w.operator, 'bob@voorbeeld.example')).toBeUndefined();
  });

  test.each<[string, NewPerson, string[]]>([
    ['address', { givenName: 'Bob', familyName: 'Bis', email: 'CHLOE@voorbeeld.example' }, ['email']],
    ['number', { givenName: 'Bob', familyName: 'Bis', employeeNumber: '100002' }, ['employeeNumber']],
    ['address and number', { ...chloe, givenName: 'Bob' }, ['email', 'employeeNumber']],
  ])('with the %s of somebody else is refused, and the field named', async (_, other, names) => {
    const w = await company();
    await addPerson(w.operator, chloe);
    const fields = names.map((field) => ({ field, code: 'already-taken' }));
    await expect(addPerson(w.operator, other)).rejects.toMatchObject({ kind: 'conflict', fields });
    expect((await listPeople(w.operator)).rows).toHaveLength(1);
  });

  test('without an address or a number collides with nobody', async () => {
    const w = await company();
    await addPerson(w.operator, { givenName: 'Ana', familyName: 'Proef', email: ' ' });
    await addPerson(w.operator, { givenName: 'Bob', familyName: 'Proef', email: null });
    expect((await listPeople(w.operator)).rows).toHaveLength(2);
  });

  test('is added by administrators only', async () => {
    const w = await company();
    const { id } = await addPerson(w.operator, chloe);
    await expect(addPerson(await w.as(id), { givenName: 'Bob', familyName: 'Bis' })).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(addPerson(w.stranger, { givenName: 'Bob', familyName: 'Bis' })).rejects.toMatchObject({ kind: 'unauthenticated' });
  });

  test('changed is found under the new name and no longer under the old', async () => {
    const w = await company();
    const { id } = await addPerson(w.operator, chloe);
    await changePerson(w.operator, id, { familyName: 'Sjabloon', nameParticle: null });
    expect(await found(w, 'sjab')).toEqual(['Chloé Sjabloon']);
    expect(await found(w, 'mal')).toEqual([]);
    expect((await events(w, id)).at(-1)).toEqual(['person.changed', { fields: 'nameParticle familyName' }]);
  });

  test('changed into the same is not recorded', async () => {
    const w = await company();
    const { id } = await addPerson(w.operator, chloe);
    w.clock.advance('1h');
    await changePerson(w.operator, id, { familyName: ' Mal ', email: 'Chloe@Voorbeeld.example' });
    expect(await events(w, id)).toHaveLength(1);
  });

  test('needs a manager who exists', async () => {
    const w = await company();
    await expect(addPerson(w.operator, { ...chloe, managerId: 'per_nobody' })).rejects.toMatchObject({
      fields: [{ field: 'managerId', code: 'not-found' }],
    });
  });

  test('nobody manages themselves or is managed by who left, and what stood there stays', async () => {
    const w = await company();
    const { id: gone } = await addPerson(w.operator, { givenName: 'Gus', familyName: 'Gone' });
    await w.operator.write((tx) => recordLeft(within(w.operator, tx), gone, w.clock.now()));
    const { id: bob } = await addPerson(w.operator, { givenName: 'Bob', familyName: 'Bis' });
    const { id } = await addPerson(w.operator, { ...chloe, managerId: bob });
    for (const managerId of [id, gone, 'per_nobody']) {
      await expect(changePerson(w.operator, id, { managerId })).rejects.toMatchObject({ code: 'person.manager', fields: [{ field: 'managerId' }] });
    }
    await expect(addPerson(w.operator, { givenName: 'Tia', familyName: 'Tris', managerId: gone })).rejects.toMatchObject({ code: 'person.manager' });
    expect((await manager(w.operator, id))?.id).toBe(bob);
  });

  test('a file that makes its director their own manager leaves them without one, and circles of managers end', async () => {
    const w = await company();
    const { id } = await addPerson(w.operator, chloe);
    const { id: bob } = await addPerson(w.operator, { givenName: 'Bob', familyName: 'Bis', managerId: id });
    await w.operator.write(async (tx) => {
      await changePeople(within(w.operator, tx), [{ id, fields: { managerId: id } }]);
      await record(tx, w.operator, 'import.done', { kind: 'import', id: null }, { kind: 'people', added: 0, changed: 1, unchanged: 0, bad: 0 });
    });
    expect(await manager(w.operator, id)).toBeNull();
    await changePerson(w.operator, id, { managerId: bob });
    expect((await manager(w.operator, id))?.id).toBe(bob);
    expect((await managersOf(w.operator, bob)).map((person) => person.id)).toEqual([id]);
  });

  test('as an actor has the facts of the moment', async () => {
    const w = await company();
    const { id } = await addPerson(w.operator, chloe);
    const session = { sessionId: 'ses_1', factorAt: 5 };
    expect(await findActor(w.stranger, id, session)).toEqual({
      kind: 'person',
      id,
      name: 'Chloé van den Mal',
      roles: [],
      absent: false,
      alive: true,
      endsAt: null,
      ...session,
    });
    expect(await findActor(w.stranger, 'per_nobody', session)).toBeUndefined();
  });
});

describe('the list', () => {
  const names = [
    ['Zoë', null, 'Maas'],
    ['Bea', 'de', 'Mal'],
    ['Chloé', 'van den', 'Mal'],
    ['Aad', null, 'Monster'],
    ['Éva', 'van', 'Álmos'],
  ] as const;

  async function listed(): Promise<World> {
    const w = await company();
    for (const [givenName, nameParticle, familyName] of names) await addPerson(w.operator, { givenName, nameParticle, familyName });
    return w;
  }

  test('goes by family name and continues where a page ended', async () => {
    const w = await listed();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listPeople(w.operator, { limit: 2, after });
      expect(page.rows.length).toBeLessThanOrEqual(2);
      seen.push(...page.rows.map((row) => row.displayName));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(['Éva van Álmos', 'Zoë Maas', 'Bea de Mal', 'Chloé van den Mal', 'Aad Monster']);
  });

  test.each([
    ['mal', ['Bea de Mal', 'Chloé van den Mal']],
    ['MAL ch', ['Chloé van den Mal']],
    ['den', ['Chloé van den Mal']],
    ['eva', ['Éva van Álmos']],
    ['alm', ['Éva van Álmos']],
    ['al', ['Éva van Álmos']],
    ['xyz', []],
    ['%', []],
    ['_', []],
    ["'", []],
  ])('searched for %j gives %j', async (search, expected) => {
    expect(await found(await listed(), search)).toEqual(expected);
  });

  test('is not for strangers', async () => {
    const w = await listed();
    await expect(listPeople(w.stranger)).rejects.toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('an import', () => {
  const rows = (count: number): NewPerson[] =>
    Array.from({ length: count }, (_, i) => ({ givenName: 'Ana', familyName: `Proef${i}`, email: `ana${i}@voorbeeld.example`, employeeNumber: String(i) }));

  async function imported(w: World, people: readonly NewPerson[]): Promise<string[]> {
    return w.operator.write(async (tx) => {
      const { ids } = await addPeople(within(w.operator, tx), people);
      await record(tx, w.operator, 'import.done', { kind: 'import', id: null }, { kind: 'people', added: ids.length, changed: 0, unchanged: 0, bad: 0 });
      return ids;
    });
  }

  test('of ten thousand people is one unit with one event', async () => {
    const w = await company();
    const ids = await imported(w, rows(10_000));
    expect(new Set(ids).size).toBe(10_000);
    expect(await found(w, 'proef9999')).toEqual(['Ana Proef9999']);
    expect((await peopleById(w.operator, ids)).size).toBe(10_000);
    const told = await w.db.read.select({ event: auditEvents.event }).from(auditEvents).orderBy(asc(auditEvents.seq));
    expect(told.map(({ event }) => event)).toEqual(['root-key.created', 'organisation.added', 'import.done']);
  });

  test('may name a manager who stands further down', async () => {
    const w = await company();
    const boss = w.operator.newId('person');
    const [first] = await imported(w, [
      { givenName: 'Ana', familyName: 'Proef', managerId: boss },
      { id: boss, givenName: 'Bob', familyName: 'Baas' },
    ]);
    expect((await manager(w.operator, first ?? ''))?.displayName).toBe('Bob Baas');
  });

  test('changes who changed and counts them', async () => {
    const w = await company();
    const ids = await imported(w, rows(3));
    const changes = ids.map((id, i) => ({ id, fields: { familyName: `Proef${i === 1 ? 'ling' : i}` } }));
    const changed = await w.operator.write(async (tx) => {
      const count = await changePeople(within(w.operator, tx), changes);
      await record(tx, w.operator, 'import.done', { kind: 'import', id: null }, { kind: 'people', added: 0, changed: count, unchanged: 2, bad: 0 });
      return count;
    });
    expect(changed).toBe(1);
    expect(await found(w, 'proefling')).toEqual(['Ana Proefling']);
    expect(await w.db.read.select().from(personWords).where(eq(personWords.word, 'proef1'))).toEqual([]);
  });

  test('that fails leaves nobody behind', async () => {
    const w = await company();
    await expect(imported(w, [...rows(2), { ...rows(1)[0], givenName: 'Bob', familyName: 'Bis' }])).rejects.toThrow();
    expect((await listPeople(w.operator)).rows).toEqual([]);
  });

  test('outside a unit is refused', async () => {
    const w = await company();
    await expect(addPeople(w.operator, rows(1))).rejects.toThrow('within');
    await expect(changePeople(w.operator, [])).rejects.toThrow('within');
  });
});

describe('organisations', () => {
  test('our own is one, and goes by the name in the settings', async () => {
    const w = await company();
    await addOrganisation(w.operator, { name: 'Bureau Vorm', kind: 'agency' });
    await expect(addOrganisation(w.operator, { name: 'Nog een', kind: 'own' })).rejects.toMatchObject({ kind: 'conflict' });
    await expect(addOrganisation(w.operator, { name: 'BUREAU  vorm', kind: 'partner' })).rejects.toMatchObject({ kind: 'conflict' });
    expect((await listOrganisations(w.operator)).map(({ name, kind }) => [name, kind])).toEqual([
      ['Bureau Vorm', 'agency'],
      ['Keyholder', 'own'],
    ]);
  });
});

test.each([
  [{ givenName: 'Ana', familyName: 'Proef' }, true],
  [{ givenName: '', familyName: 'Proef', email: '' }, true],
  [{ givenName: 'Ana', familyName: 'Proef', email: 'zoë.b@voorbeeld.example' }, true],
  [{ givenName: 'Ana', familyName: ' ' }, true],
  [{ givenName: 'Ana', familyName: 'Proef', email: 'ana' }, false],
  [{ givenName: 'Ana', familyName: 'Proef', email: 'ana@voorbeeld.example, bob@voorbeeld.example' }, false],
  [{ givenName: 'Ana', familyName: 'Proef', email: 'ana@voorbeeld.example\nBcc: x@y.z' }, false],
  [{ givenName: 'Ana', familyName: 'Proef', state: 'left' }, false],
])('a form with %j is taken: %s', (input, expected) => {
  expect(personInput.safeParse(input).success).toBe(expected);
});

test('a form says what is wrong with an address', () => {
  const parsed = personInput.safeParse({ givenName: 'Ana', familyName: 'Proef', email: 'ana@voorbeeld' });
  expect(parsed.error?.issues.map(({ path, message }) => [path, message])).toEqual([[['email'], 'invalid-email']]);
});
