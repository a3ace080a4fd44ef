import { expect, it } from 'vitest';
import { offboardings } from '#db/schema/index.ts';
import { revealSecret } from '#src/features/access/index.ts';
import { takeRole } from '#src/features/people/index.ts';
import { saveOrganisation } from '#src/features/settings/index.ts';
import { sharedLogin } from '#tests/helpers/builders.ts';
import { codeOf, departure, rotates } from './departure.test-kit.ts';
import { completeProven, offboardingCommands, startOffboarding, verifyCertificate } from './index.ts';

async function shell() {
  const scene = await departure();
  const { w, ownerId, leaverId, accountId, secretId } = scene;
  await saveOrganisation(w.operator, { name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'en' });
  await sharedLogin(w, ownerId, accountId, leaverId);
  await revealSecret(await w.as(leaverId), { secretId, how: 'shown' });
  w.clock.advance('1m');
  const type = (name: string, words: Record<string, string> = {}, options: Record<string, string | boolean> = {}) => {
    const command = offboardingCommands.find((one) => one.name === name);
    if (!command) throw new Error(`There is no command ${name}.`);
    return command.run(w.operator, { arguments: words, options, files: {} });
  };
  return { ...scene, type };
}

const lars = { PERSON: 'lars.leaver@voorbeeld.example' };

it('a dry run shows the plan of the real run and changes nothing', async () => {
  const { w, leaverId, type } = await shell();
  const dry = await type('offboard start', lars, { 'dry-run': true });
  expect(dry).toMatchObject({ exit: 0, json: { grants: 1 } });
  expect(dry.text).toContain('1 new secret,');
  expect(dry.text).toBe((await type('offboard preview', { PERSON: leaverId })).text);
  expect(await w.db.read.select().from(offboardings)).toEqual([]);
});

it('plans in the zone of the organisation, once, and cancels, where there is no HR to decide', async () => {
  const { w, adminId, hrId, type } = await shell();
  await takeRole(await w.as(adminId), hrId, 'hr');
  await type('offboard start', lars, { at: '2026-11-20 17:00' });
  expect((await type('offboard start', lars, { at: '2026-11-21' })).text).toMatch(/^Already there: ofb_/);
  const [row] = await w.db.read.select().from(offboardings);
  expect(row).toMatchObject({ effectiveAt: Date.UTC(2026, 10, 20, 16), announcedAt: null });
  expect((await type('offboard list')).text).toContain('Lars Leaver');
  expect(await type('offboard cancel', { ID: row?.id ?? '' })).toMatchObject({ exit: 0 });
  expect((await type('offboard list')).text).toBe('Nobody is leaving.');
  expect(await codeOf(type('offboard start', { PERSON: 'nobody@voorbeeld.example' }))).toBe('person.missing');
});

it('proposes to HR, where it is there, and says the same whatever HR has planned', async () => {
  const { w, hrId, leaverId, type } = await shell();
  const plan = () => type('offboard start', lars, { at: '2026-11-20 17:00' });
  const said = await plan();
  expect(said).toEqual({
    text: 'Proposed to HR, which decides about it: Lars Leaver, 20 November 2026, 17:00 Europe/Brussels',
    json: { id: null, existed: false, held: false, proposed: true },
    exit: 0,
  });
  await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: w.clock.now() + 86_400_000, announced: false });
  expect(await plan()).toEqual(said);
  expect((await type('offboard list')).text).toBe('Nobody is leaving.');
});

it('prints a certificate that the offline check accepts, and refuses when a letter is changed', async () => {
  const { w, deputyId, accountId, secretId, type } = await shell();
  await type('offboard start', lars);
  const [row] = await w.db.read.select().from(offboardings);
  w.clock.advance('30h');
  expect((await type('offboard list')).text).toContain('1 late');
  await rotates(w, secretId, accountId, deputyId);
  await completeProven(w.system);
  expect((await type('offboard show', { ID: row?.id ?? '' })).text).toMatch(/done +rotate/);
  const { text } = await type('offboard certificate', { ID: row?.id ?? '' });
  expect(verifyCertificate(`${text}\n`)).toMatchObject({ ok: true, certificate: { number: 'KH-2026-0001' } });
  expect(verifyCertificate(`${text.replace('Lars', 'Mars')}\n`)).toEqual({ ok: false, because: 'wrong-signature' });
});
