import { expect, test } from 'vitest';
import { startOffboarding } from '#src/features/offboarding/index.ts';
import { canonical } from '#src/ground/canonical.ts';
import { account, company, person, role } from '#tests/helpers/builders.ts';
import { world } from '#tests/helpers/world.ts';
import { matchCertificate, matchCheckpoint, signCheckpoint } from './evidence.service.ts';
import { exportLine } from './export.rules.ts';
import { looksLikeExport, readExport } from './export-read.rules.ts';
import { exportEvents } from './export.service.ts';

test('a checkpoint is ours as long as the log holds what it saw, and no other text passes for one', async () => {
  const w = await world();
  await company(w);
  const { file, checkpoint } = await signCheckpoint(w.operator);
  expect(await matchCheckpoint(w.operator, file)).toMatchObject({ ok: true, checkpoint: { seq: checkpoint.seq } });
  await person(w, 'Bob Baker');
  expect(await matchCheckpoint(w.operator, file)).toMatchObject({ ok: true });
  for (const changed of [file.replace(`"seq":${checkpoint.seq}`, '"seq":1'), file.replace('checkpoint":{', 'checkpoint": {')]) {
    expect(await matchCheckpoint(w.operator, changed)).toEqual({ ok: false, because: 'wrong-signature' });
  }
  expect(await matchCheckpoint(w.operator, '{}')).toEqual({ ok: false, because: 'not-a-checkpoint' });
  expect(await matchCertificate(w.operator, file)).toEqual({ ok: false, because: 'not-a-certificate' });
});

test('a checkpoint of another installation, or of a log that was written anew, is found', async () => {
  const [here, there] = [await world(), await world()];
  await company(here);
  await company(there);
  const { file } = await signCheckpoint(there.operator);
  expect(await matchCheckpoint(here.operator, file)).toEqual({ ok: false, because: 'not-ours' });

  const { checkpoint } = await signCheckpoint(here.operator);
  const { newSigningKey, sign, keyFingerprint } = here.operator.crypto;
  const { publicKey, privateKey } = newSigningKey();
  const forged = { ...checkpoint, publicKey: publicKey.toString('base64'), fingerprint: keyFingerprint(publicKey) };
  const signature = sign(privateKey, Buffer.from(canonical(forged))).toString('base64');
  const text = `{"checkpoint":${canonical(forged)},"signature":${JSON.stringify(signature)}}\n`;
  expect(await matchCheckpoint(here.operator, text)).toEqual({ ok: false, because: 'not-ours' });
});

test('only those who may see the log export it, and nobody finds a departure in it that HR has not announced', async () => {
  const w = await world();
  const { adminId } = await company(w);
  const hrId = await person(w, 'Griet Coppens');
  await role(w, adminId, hrId, 'hr');
  const hansId = await person(w, 'Hans Hidden');
  await account(w, { ownerId: adminId });
  await startOffboarding(await w.as(hrId), { personId: hansId, effectiveAt: w.clock.now() + 1000, announced: false });
  const written: string[] = [];
  const into = {
    format: 'jsonl' as const,

    from: null,
    to: null,
    since: null,
    write: async (more: string) => void written.push(more),
  };
  await exportEvents(w.operator, into);
  const text = written.join('');
  expect(text).toContain('account.added');
  expect(text).not.toContain('offboarding.');
  await expect(exportEvents(await w.as(hrId), into)).rejects.toMatchObject({ kind: 'forbidden' });
  for (const line of text.trimEnd().split('\n')) {
    const { body, hash } = JSON.parse(line) as { body: string; hash: string };
    expect(w.operator.crypto.sha256(body)).toBe(hash);
  }
});

test.each([
  ['=1+2', `'=1+2`],
  ['Jan, "Jantje"', '"Jan, ""Jantje"""'],
  ['-x', `'-x`],
])('a name of %s stays a text in a spreadsheet', (actorName, cell) => {
  const event = { seq: 1, id: 'evt', at: 0, event: 'person.added', actorKind: 'person', actorId: null, via: 'web', subjectKind: 'person', subjectId: null };
  const known = { actor: { id: 'per_1', name: actorName }, subject: null, token: null, maker: null, service: null };
  const row = exportLine({ format: 'csv' }, { event: { ...event, body: '{"actor":{},"detail":{}}', hash: 'h' }, personal: null, salt: null, known });
  expect(row).toBe(`1,1970-01-01T00:00:00.000Z,person.added,person,,${cell},per_1,${cell},,web,person,,,{},,,h,"{""actor"":{},""detail"":{}}"\r\n`);
});

test.each(['comma', 'semicolon', 'tab'] as const)('an export with a %s between its cells is read back and checked as what it is', async (separator) => {
  const w = await world();
  const { adminId } = await company(w);
  await person(w, 'Zoë; d’Où,\t"Jr"');
  await account(w, { ownerId: adminId });
  const written: string[] = [];
  const write = async (more: string) => void written.push(more);
  const { events } = await exportEvents(w.operator, { format: 'csv', separator, from: null, to: null, since: null, write });
  const csv = written.join('');
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  expect(looksLikeExport(csv)).toBe(true);
  expect(readExport(csv, w.operator.crypto.sha256)).toMatchObject({ first: 1, last: events, unseen: 0, fault: null });
});
