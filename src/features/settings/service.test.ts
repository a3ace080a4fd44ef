import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents, settings } from '#db/schema/index.ts';
import { world } from '#tests/helpers/world.ts';
import { getOrganisation, isSetUp, organisationInput, rotationPolicy, rotationPolicyForm, saveOrganisation, saveRotationPolicy } from './index.ts';

const voorbeeld = { name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'nl' } as const;

describe('the organisation', () => {
  test('has a name for pages before set-up, and its own after', async () => {
    const { operator } = await world();
    expect(await isSetUp(operator)).toBe(false);
    expect(await getOrganisation(operator)).toEqual({ name: 'Keyholder', timeZone: 'UTC', locale: 'en' });
    await saveOrganisation(operator, voorbeeld);
    expect(await isSetUp(operator)).toBe(true);
    expect(await getOrganisation(operator)).toEqual(voorbeeld);
  });

  test('saved as it is leaves no event', async () => {
    const { operator, db, clock } = await world();
    await saveOrganisation(operator, voorbeeld);
    clock.advance('1h');
    await saveOrganisation(operator, voorbeeld);
    await saveOrganisation(operator, { ...voorbeeld, name: 'Voorbeeld NV' });
    const events = await db.read.select({ body: auditEvents.body }).from(auditEvents).where(eq(auditEvents.event, 'settings.changed'));
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain('Voorbeeld');
    expect(await db.read.select().from(settings)).toHaveLength(1);
  });

  test("is not a stranger's to change", async () => {
    const { stranger } = await world();
    await expect(saveOrganisation(stranger, voorbeeld)).rejects.toMatchObject({ kind: 'unauthenticated' });
    expect(await isSetUp(stranger)).toBe(false);
  });
});

test('the rotation policy has defaults and remembers what was set', async () => {
  const { operator } = await world();
  expect(await rotationPolicy(operator)).toEqual({ critical: 90, normal: 180, low: 365 });
  await saveRotationPolicy(operator, { critical: 30, normal: 90, low: 180 });
  expect(await rotationPolicy(operator)).toEqual({ critical: 30, normal: 90, low: 180 });
});

describe('a form', () => {
  test.each([[{ ...voorbeeld, timeZone: 'Mars/Phobos' }], [{ ...voorbeeld, name: '  ' }], [{ ...voorbeeld, locale: 'fr' }], [{ ...voorbeeld, more: 'x' }]])(
    'with %j is refused',
    (input) => {
      expect(organisationInput.safeParse(input).success).toBe(false);
    },
  );

  test.each([
    [{ critical: '90', normal: '180', low: '365' }, true],
    [{ critical: '0', normal: '180', low: '365' }, false],
    [{ critical: '1.5', normal: '180', low: '365' }, false],
    [{ critical: '', normal: '180', low: '365' }, false],
    [{ critical: '90', normal: '180', low: '4000' }, false],
    [{ critical: '90', normal: '180' }, false],
  ])('with days %j is taken: %s', (input, expected) => {
    expect(rotationPolicyForm.safeParse(input).success).toBe(expected);
  });
});
