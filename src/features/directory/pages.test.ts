import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addOrganisation, addPerson, appointFirstAdministrator, listPeople } from '#src/features/people/index.ts';
import { getOrganisation, saveOrganisation } from '#src/features/settings/index.ts';
import { createWeb } from '#src/http/web.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { directoryCommands } from './cli.ts';
import { directoryPages } from './pages.tsx';

const sunday = Date.UTC(2026, 10, 22, 9);
const sample = readFileSync('tests/samples/people-hr-export.csv');

async function company() {
  const w = await world({ now: sunday });
  await saveOrganisation(w.operator, { name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'nl' });
  await addOrganisation(w.operator, { name: 'Voorbeeld', kind: 'own' });
  const { id } = await addPerson(w.operator, { givenName: 'Ad', familyName: 'Min', email: 'ad@x.example' });
  const other = await addPerson(w.operator, { givenName: 'An', familyName: 'Ders', email: 'an@x.example' });
  await appointFirstAdministrator(w.operator, id);
  return { w, adminId: id, otherId: other.id };
}

/** The pages of this feature behind the real web shell, for somebody who is signed in. */
async function browse(w: World, personId: string, language: 'nl' | 'en') {
  const { actor } = await w.as(personId);
  if (actor.kind !== 'person') throw new Error('Only people browse.');
  const web = createWeb(
    {
      ctxFor: w.ctxFor,
      authenticate: async () => ({ actor, stage: 'complete', locale: language }),
      addressOf: () => '',
      authenticateToken: async () => null,
      onGone: async () => undefined,
      organisation: getOrganisation,
      describe: async () => ({ name: 'Ad Min', initials: 'AM', roleLine: '', nav: [] }),
      onRefusal: async () => undefined,
      screen: async () => undefined,
      assets: { styles: [], scripts: [], icon: '/icon' },
    },
    w.config.publicUrl,
  );
  directoryPages(web);
  const headers = { 'sec-fetch-site': 'same-origin', cookie: '__Host-kh-session=a-session; __Host-kh-visit=a-visit' };
  let csrf = '';
  const send = async (path: string, body?: FormData) => {
    body?.set('csrf', csrf);
    const answer = await web.app.request(w.config.publicUrl + path, { headers, ...(body ? { method: 'POST', body } : {}) });
    const text = await answer.text();
    csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? csrf;
    return { status: answer.status, text };
  };
  await send('/import');
  return {
    get: (path: string) => send(path),
    post: (path: string, fields: Record<string, string | Blob>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value === 'string') form.set(name, value);
        else form.set(name, value, 'file.csv');
      }
      return send(path, form);
    },
  };
}

const people = (bytes: Buffer | string) => ({ kind: 'people', file: new Blob([bytes]) });
const confirmOf = (text: string) => /action="(\/import\/imp_[^"]+)"/.exec(text)?.[1] ?? 'none';
const staff = (w: World) => listPeople(w.operator, { limit: 100 });

test('the file is looked at first, and comes in when its reader says so', async () => {
  const { w, adminId } = await company();
  const browser = await browse(w, adminId, 'en');
  expect((await browser.get('/import')).text).toContain('Nothing changes until you confirm');

  const checked = await browser.post('/import', people(sample));
  expect(checked.status).toBe(200);
  expect(checked.text).toContain('64 people would be added and 0 changed.');
  expect(checked.text).toContain('3 people have an end date');
  expect(checked.text).toContain('Nobody is their own manager');
  expect((await staff(w)).rows).toHaveLength(2);

  const done = await browser.post(confirmOf(checked.text), {});
  expect(done.text).toContain('64 people added and 0 changed.');
  expect((await staff(w)).rows).toHaveLength(66);
  expect((await browser.post(confirmOf(checked.text), {})).status).toBe(404);

  const again = await browser.post('/import', people(sample));
  expect(again.text).toContain('Everything in this file is here already.');
  expect(confirmOf(again.text)).toBe('none');
});

test('bad rows are shown in the language of the reader, with what the file calls their column, and as text', async () => {
  const { w, adminId } = await company();
  const browser = await browse(w, adminId, 'nl');
  const { text } = await browser.post('/import', people('Naam;E-mail;Wachtwoord\nAn Proef;<script>alert(1)</script>;geheim\nBo Test;bo@x.example;geheim'));
  expect(text).toContain('Rijen die erbuiten blijven');
  expect(text).toContain('“&lt;script&gt;alert(1)&lt;/script&gt;” is geen e-mailadres.');
  expect(text).toContain('lijkt wachtwoorden te bevatten');
  expect(text).not.toContain('geheim');
});

test('dates that can be read both ways are asked about, with an example, before anything is shown of the file', async () => {
  const { w, adminId } = await company();
  const browser = await browse(w, adminId, 'en');
  const file = people('Employee ID,First Name,Last Name,Termination Date\n1,An,Proef,\n2,Bo,Test,12/11/2026\n');
  const asked = await browser.post('/import', file);
  expect(asked.text).toContain('Does the day come first in these dates, or the month?');
  expect(asked.text).toContain('Under “Termination Date”, line 3 says 12/11/2026');
  expect(asked.text).toContain('12/11/2026 is 12 November 2026');
  expect(asked.text).toContain('12/11/2026 is 11 December 2026');
  expect(confirmOf(asked.text)).toMatch(/\/check$/);

  const unanswered = await browser.post(confirmOf(asked.text), {});
  expect(unanswered.status).toBe(422);
  expect(unanswered.text).toContain('Choose one of the options.');
  expect((await browser.post(confirmOf(asked.text).replace('/check', ''), {})).text).toContain('the file does not say which');

  const checked = await browser.post(confirmOf(asked.text), { dates: 'month-first' });
  expect(checked.text).toContain('2 people would be added');
  expect(checked.text).toContain('One person has an end date');
  expect(checked.text).not.toContain('recorded as such');
  const done = await browser.post(confirmOf(checked.text), { dates: 'month-first' });
  expect(done.text).toContain('2 people added');
  expect(checked.text).toContain('<input type="hidden" name="dates" value="month-first"');
});

test.each([
  ['no file', { kind: 'people' }, 'Choose a file first.'],
  ['another kind', { kind: 'cats', file: new Blob(['a']) }, 'Choose one of the options.'],
  ['a register taken for people', people('platform,handle\nx,zorg'), 'These headings were found: platform, handle.'],
  ['a quote left open', people('Naam;E-mail\nAn;"an@x.example\n'), 'The quote that opens on line 2 is not closed.'],
])('what cannot be read is said above the form: %s', async (_, fields, sentence) => {
  const { w, adminId } = await company();
  const browser = await browse(w, adminId, 'en');
  const { status, text } = await browser.post('/import', fields);
  expect(status).toBe(422);
  expect(text).toContain(sentence);
  expect(text).toContain('type="file"');
});

test('somebody without the right sees neither the form nor a report', async () => {
  const { w, otherId } = await company();
  const browser = await browse(w, otherId, 'en');
  expect((await browser.get('/import')).status).toBe(403);
  expect((await browser.post('/import', people(sample))).text).not.toContain('would be added');
});

test('the command names every bad row, and its exit code tells of them', async () => {
  const { w } = await company();
  const [command] = directoryCommands;
  const run = (text: string, options: Record<string, boolean | string> = {}) =>
    command?.run(w.operator, { arguments: { FILE: 'staff.csv' }, options, files: { FILE: { name: 'staff.csv', bytes: Buffer.from(text) } } });
  const rows = Array.from({ length: 600 }, (_, i) => `;Bad ${i};nobody`).join('\n');
  expect(await run('Nummer;Naam;Uit dienst\n1;Bo Test;12/11/2026', { 'dry-run': true })?.catch(({ code }) => code)).toBe('directory.dates-two-ways');
  const told = await run('Nummer;Naam;Uit dienst\n1;Bo Test;12/11/2026', { 'dry-run': true, dates: 'month-first' });
  expect(told).toMatchObject({ exit: 0, json: { left: 0, proposals: 1 } });
  const dry = await run(`Nummer;Naam;E-mail\n${rows}\n;Bo Test;bo@x.example`, { 'dry-run': true });
  expect(dry).toMatchObject({ exit: 1, json: { dryRun: true, added: 1 } });
  expect(dry?.text).toContain('line 601, E-mail: “nobody” is not an e-mail address.');
  expect(dry?.text).toContain('Nothing was changed');
  expect(await run('Naam;E-mail\nBo Test;bo@x.example')).toMatchObject({ exit: 0, json: { added: 1 } });
});
