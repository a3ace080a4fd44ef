import { existsSync, readFileSync, rmSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { engine } from '#db/engine.ts';
import { auditEvents, roles, secretVersions } from '#db/schema/index.ts';
import { runCommand } from '#src/app/socket.ts';
import { giveGrant, giveServiceGrant, keepSecret, revealSecret } from '#src/features/access/index.ts';
import { verifyRights } from '#src/features/audit/index.ts';
import { giveRole } from '#src/features/people/index.ts';
import { secretsOf } from '#src/features/secrets/index.ts';
import { createService, createToken } from '#src/features/tokens/index.ts';
import { person } from '#tests/helpers/builders.ts';
import { copyOf, type Place } from '#tests/helpers/database.ts';
import { tuesday } from '#tests/helpers/clock.ts';
import { openPlace } from './installation.ts';
import { broken, inspect } from './invariants.ts';
import { furnished } from './killed.ts';
import { play } from './story.ts';
import { chance, report, roundsOf } from './tally.ts';
import { bytesLiteral, tamper } from './tamper.ts';

const later = tuesday + 24 * 3_600_000;

/** Rows of everything that gives a right, in force and ended, made by the verbs. */
async function withRights(): Promise<Place> {
  const { place, cast } = await furnished();
  const h = await openPlace(place, tuesday + 3_600_000);
  await play(h, cast);
  const [admin] = await h.db.read.select().from(roles).where(eq(roles.role, 'admin'));
  const adminId = admin?.personId ?? '';
  await giveRole(await h.as(adminId), cast.holderId, 'auditor');
  const service = await createService(await h.as(adminId), { name: 'Planner', purpose: 'Posts.' });
  await giveServiceGrant(await h.as(cast.ownerId), { accountId: cast.accountId, serviceId: service.id, level: 'code', reason: 'Posts.' });
  await giveGrant(await h.as(cast.ownerId), { accountId: cast.accountId, kind: 'platform-role', personId: cast.hrId });
  await createToken(await h.as(cast.holderId), { name: 'script', scopes: ['read'], days: 30 });
  await h.close();
  return place;
}

const a = (table: string, where: string) => `(select min(id) from ${table} where ${where})`;
const activeGrant = a('grants', "kind = 'shared-login' and state = 'active'");
const closedGrant = a('grants', "kind = 'shared-login' and state = 'closed'");

test('whoever gives a right behind the back of the product, or takes one, is found by the log', async () => {
  const place = await withRights();
  const differences = (of: Place) => inspect(of, later, async (ctx) => (await verifyRights(ctx)).differences);
  expect(await differences(place)).toEqual([]);
  const changes: readonly [string, string, string][] = [
    ['roles', 'not-in-the-log', "insert into roles select min(person_id), 'hr', 1, 'per_x' from roles where role = 'admin'"],
    ['roles', 'gone', "delete from roles where role = 'auditor'"],
    ['grants', 'other', `update grants set level = 'manage' where id = ${activeGrant}`],
    ['grants', 'other', `update grants set person_id = (select min(person_id) from roles where role = 'admin') where id = ${activeGrant}`],
    ['grants', 'other', `update grants set state = 'active', ended_at = null, closed_at = null where id = ${closedGrant}`],
    ['grants', 'other', `update grants set state = 'closed' where id = ${a('grants', "kind = 'platform-role' and state = 'active'")}`],
    ['grants', 'gone', `delete from grants where id = ${activeGrant}`],
    ['grants', 'not-in-the-log', `update grants set id = 'gra_forged' where id = ${closedGrant}`],
    ['service_grants', 'other', "update service_grants set level = 'reveal'"],
    ['service_grants', 'gone', 'delete from service_grants'],
    ['offices', 'other', "update offices set office = 'deputy' where office = 'owner'"],
    ['offices', 'not-in-the-log', "update offices set person_id = (select min(person_id) from roles where role = 'admin') where office = 'deputy'"],
    ['offices', 'gone', "update offices set to_at = from_at where office = 'deputy'"],
    ['people', 'other', "update people set state = 'active', ends_at = null where state = 'left'"],
    ['api_tokens', 'other', 'update api_tokens set revoked_at = null'],
    ['api_tokens', 'other', "update api_tokens set scopes = 'read secret.reveal' where revoked_at is null"],
  ];
  const missed: string[] = [];
  for (const [table, says, sql] of changes) {
    const copy = await copyOf(place);
    await tamper(copy, sql);
    const found = await differences(copy);
    if (!found?.some((one) => one.table === table && one.says === says)) missed.push(`${sql}: ${JSON.stringify(found)}`);
  }
  report('F13', { runs: changes.length, faults: changes.length, broken: missed });
  expect(missed).toEqual([]);
});

test('whoever takes away what the log rests on is found, by each answer that follows', async () => {
  const whole = await withRights();
  const noAnchor = async (place: Place) => rmSync(anchorOf(place));
  const sql = (text: string) => (place: Place) => tamper(place, text);
  const noGuards = engine === 'postgres' ? 'alter table audit_events disable trigger user' : 'select 1';
  const takings: readonly [string, RegExp, ...((place: Place) => Promise<void>)[]][] = [
    ['every text', /The free text of \d+ events was removed/, sql('delete from audit_details')],
    [
      'one text',
      /The free text of 1 event was removed, number \d+\./,
      sql(`delete from audit_details where event_id = (select max(event_id) from audit_details)`),
    ],
    ['what is withheld', /withheld beside the log/, sql('delete from withheld_events')],
    ['the guards', /Triggers of the database .* are gone or changed: .*audit_events_no_update/, sql(noGuards)],
    ['the anchor', /The anchor is gone/, noAnchor],
    ['the end of the log and the anchor', /The anchor is gone/, sql('delete from audit_events where seq = (select max(seq) from audit_events)'), noAnchor],
    ['the whole log', /The end of the log is missing|The anchor saw/, sql('delete from audit_events')],
  ];
  const missed: string[] = [];
  for (const [what, says, ...acts] of takings) {
    const place = await settled(whole);
    for (const act of acts) await act(place);
    for (const word of ['audit verify', 'doctor', 'status', 'audit verify']) {
      const { exit, text } = await command(place, word);
      const told = word === 'audit verify' ? exit === 3 && text.startsWith('No. ') && says.test(text) : word === 'status' || exit === 3;
      if (!told) missed.push(`${what}, ${word}: ${exit} ${text}`);
    }
    if (acts.includes(noAnchor) && existsSync(anchorOf(place))) missed.push(`${what}: a command that only reads made a new anchor`);
  }
  report('F13', { runs: takings.length, faults: takings.length, broken: missed });
  expect(missed).toEqual([]);
});

test('an anchor that is gone is made anew by audit accept alone, and the log says so', async () => {
  const place = await settled(await withRights());
  rmSync(anchorOf(place));
  expect(await command(place, 'audit accept')).toMatchObject({ exit: 0 });
  expect(await command(place, 'audit verify')).toMatchObject({ exit: 0, text: expect.stringMatching(/^Yes\. /) });
  expect(existsSync(anchorOf(place))).toBe(true);
  const told = await inspect(place, later, ({ read }) => read.select().from(auditEvents).where(eq(auditEvents.event, 'audit.difference-acknowledged')));
  expect(told).toHaveLength(1);
});

test('a command that only reads leaves the anchor as it was, also where the clock went on', async () => {
  const place = await withRights();
  const before = readFileSync(anchorOf(place), 'utf8');
  expect((await command(place, 'audit verify')).exit).toBe(0);
  expect(readFileSync(anchorOf(place), 'utf8')).toBe(before);
});

/** A copy that was started where it now is and went on: there it has an anchor of its own. */
async function settled(whole: Place): Promise<Place> {
  const place = await copyOf(whole);
  const h = await openPlace(place, later);
  await person(h, 'Nina Nieuw');
  await h.close();
  return place;
}

const anchorOf = ({ dataDir }: Place) => `${dataDir}.anchor`;

async function command(place: Place, name: string) {
  const h = await openPlace(place, later);
  try {
    return await runCommand(h.app, name, { arguments: {}, options: {}, files: {} }, null);
  } finally {
    await h.close();
  }
}

type Sealed = { id: string; sealed: Buffer; keyId: string };
type Harm = (hit: Sealed, other: Sealed, random: () => number) => string;

const set = (id: string, sealed: Buffer) => `update secret_versions set sealed = ${bytesLiteral(sealed)} where id = '${id}'`;

const harms: Record<string, Harm> = {
  'a bit turned over': ({ id, sealed }, _, random) => {
    const bytes = Buffer.from(sealed);
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return set(id, bytes);
  },
  'cut short': ({ id, sealed }, _, random) => set(id, sealed.subarray(0, Math.floor(random() * sealed.length))),
  'a shorter tag': ({ id, sealed }) => set(id, sealed.subarray(0, -4)),
  longer: ({ id, sealed }) => set(id, Buffer.concat([sealed, Buffer.from([0])])),
  'the value of another row': ({ id }, other) => set(id, other.sealed),
  'the value and the key of another row': ({ id }, other) =>
    `${set(id, other.sealed)}; update secret_versions set data_key_id = '${other.keyId}' where id = '${id}'`,
  'another version of the same row': ({ id }) => `update secret_versions set number = number + 100 where id = '${id}'`,
};

test('a value that was changed, shortened or moved never opens, and the others go on opening', async () => {
  const { place, cast } = await furnished();
  const h = await openPlace(place, later);
  onTestFinished(h.close);
  await keepSecret(await h.as(cast.ownerId), { accountId: cast.accountId, kind: 'note', value: 'another value' });
  const reveal = async (secretId: string) => (await revealSecret(await h.as(cast.ownerId), { secretId, how: 'shown' })).value;
  const rows = await h.db.read.select().from(secretVersions);
  const [hit, other] = [rows.find((row) => row.secretId === cast.secretId), rows.find((row) => row.secretId !== cast.secretId)];
  if (!hit?.sealed || !other?.sealed) throw new Error('There are two values to harm.');
  const of = ({ id, sealed, dataKeyId: keyId }: typeof hit): Sealed => ({ id, sealed: sealed ?? Buffer.alloc(0), keyId });
  const random = chance();
  const wrong: string[] = [];
  const rounds = roundsOf('F13', 3);
  let faults = 0;
  for (let round = 0; round < rounds; round++) {
    for (const [name, harm] of Object.entries(harms)) {
      faults++;
      await tamper(place, harm(of(hit), of(other), random));
      const opened = await reveal(cast.secretId).catch(() => null);
      if (opened !== null) wrong.push(`${name} opened as ${opened}`);
      if ((await reveal(other.secretId)) !== 'another value') wrong.push(`${name} harmed another`);
      if ((await secretsOf(h.system, cast.accountId)).length !== 2) wrong.push(`${name} hid the list`);
      const back = `${set(hit.id, hit.sealed)}; update secret_versions set data_key_id = '${hit.dataKeyId}', number = ${hit.number} where id = '${hit.id}'`;
      await tamper(place, back);
    }
    expect(await reveal(cast.secretId)).toBe('correct horse');
  }
  wrong.push(...(await broken(h.system)).filter((sentence) => !sentence.startsWith('the anchor')));
  report('F13', { runs: rounds, faults, broken: wrong });
  expect(wrong).toEqual([]);
});
