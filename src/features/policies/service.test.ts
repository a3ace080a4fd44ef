import { expect, test } from 'vitest';
import { addOrganisation, addPerson, appointFirstAdministrator } from '#src/features/people/index.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { acknowledge, corporatePolicy, hasAcknowledged, listPolicies, publishNewVersion, publishStarterPolicies } from './index.ts';
import { blocksOf } from './rules.ts';
import { starterPolicies } from './starter.ts';

async function company(w: World) {
  await addOrganisation(w.system, { name: 'Voorbeeld', kind: 'own' });
  const { id } = await addPerson(w.operator, { givenName: 'Ada', familyName: 'Admin' });
  await appointFirstAdministrator(w.operator, id);
  return { id, ctx: await w.as(id) };
}

const texts = { titleNl: 'Nieuw', titleEn: 'New', bodyNl: 'Tekst', bodyEn: 'Text' };

test('nothing published means that nobody has acknowledged', async () => {
  const w = await world();
  const { id } = await company(w);
  expect(await corporatePolicy(w.system)).toBeNull();
  expect(await hasAcknowledged(w.system, id)).toBe(false);
});

test('an acknowledgement counts for one version, once', async () => {
  const w = await world();
  const { id, ctx } = await company(w);
  await publishStarterPolicies(w.system);
  await publishStarterPolicies(w.system);
  const first = await corporatePolicy(ctx);
  await acknowledge(ctx, first?.versionId ?? '');
  await acknowledge(ctx, first?.versionId ?? '');
  expect(await hasAcknowledged(ctx, id)).toBe(true);
  expect((await listPolicies(ctx)).map(({ signed }) => signed)).toEqual([
    { people: 1, of: 1, withoutSignIn: 1 },
    { people: 0, of: 1, withoutSignIn: 1 },
  ]);
  await publishNewVersion(ctx, first?.policyId ?? '', texts);
  expect(await hasAcknowledged(ctx, id)).toBe(false);
  await expect(acknowledge(ctx, first?.versionId ?? '')).rejects.toMatchObject({ code: 'policy.newer-version' });
});

test('only a person acknowledges, and only an administrator publishes', async () => {
  const w = await world();
  await company(w);
  await publishStarterPolicies(w.system);
  const policy = await corporatePolicy(w.system);
  await expect(acknowledge(w.operator, policy?.versionId ?? '')).rejects.toMatchObject({ kind: 'forbidden' });
  const { id } = await addPerson(w.operator, { givenName: 'Daan', familyName: 'Peeters' });
  await expect(publishNewVersion(await w.as(id), policy?.policyId ?? '', texts)).rejects.toMatchObject({ kind: 'forbidden' });
});

test.each(starterPolicies.map((policy) => [policy.slug, policy] as const))('the starter text %s has the same parts in both languages', (_, policy) => {
  const shape = (text: string) => blocksOf(text).map((block) => (block.kind === 'list' ? block.items.length : block.kind));
  expect(shape(policy.bodyNl)).toEqual(shape(policy.bodyEn));
  expect(policy.bodyNl.split(/\s+/).length).toBeGreaterThan(350);
});

test('a text has headings, paragraphs and lists, and nothing else', () => {
  expect(blocksOf('# A\n\none\ntwo\r\n\r\n- x\n- y\n\n<b>z</b>')).toEqual([
    { kind: 'heading', text: 'A' },
    { kind: 'paragraph', text: 'one two' },
    { kind: 'list', items: ['x', 'y'] },
    { kind: 'paragraph', text: '<b>z</b>' },
  ]);
});
