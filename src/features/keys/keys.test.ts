import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { auditEvents, dataKeys, rootKeys, signingKeys } from '#db/schema/index.ts';
import { record } from '#src/ground/audit.ts';
import { type Ctx, within } from '#src/ground/ctx.ts';
import { createRootKeyFile } from '#src/host/root-key.ts';
import { keyFingerprint, verify } from '#src/host/crypto/keys.ts';
import { createVault } from '#src/host/vault.ts';
import { type World, world } from '#tests/helpers/world.ts';
import {
  changeSigningKey,
  handoverLine,
  handoversText,
  judgeHandover,
  signingKeyHistory,
  ensureSigningKey,
  openValue,
  openVault,
  type SealedValue,
  sealValue,
  shredKey,
  signingKeyFacts,
  signText,
  vaultFacts,
} from './index.ts';

const place = { table: 'secret_versions', row: 'ver_1', field: 'sealed', version: 1 };
const about = { kind: 'installation', id: null } as const;

/** The same database after a restart: the vault is closed again. */
const restarted = (w: World): Ctx => ({ ...w.system, vault: createVault() });

async function sealed(ctx: Ctx, value: string): Promise<{ eventId: string; kept: SealedValue }> {
  return ctx.write(async (tx) => ({
    kept: await sealValue(ctx, tx, value, place),
    eventId: await record(tx, ctx, 'settings.changed', about, { names: 'test' }),
  }));
}

const signed = async (ctx: Ctx, text: string) => signText(ctx, await ensureSigningKey(ctx), text);

describe('the root key', () => {
  test('is made at the first start, for its owner only, and recorded', async () => {
    const w = await world();
    expect(statSync(w.config.rootKeyFile).mode & 0o777).toBe(0o600);
    const [row, ...others] = await w.db.read.select().from(rootKeys);
    expect(others).toEqual([]);
    expect(row?.state).toBe('active');
    const events = await w.db.read.select({ event: auditEvents.event, body: auditEvents.body }).from(auditEvents);
    expect(events).toEqual([{ event: 'root-key.created', body: expect.stringContaining(row?.id ?? 'no row') }]);
    expect(await vaultFacts(w.system)).toEqual({ state: 'open', location: w.config.rootKeyFile, rootKeyId: row?.id, createdAt: w.clock.now(), left: null });
  });

  test('opens what it sealed after a restart, and is not recorded twice', async () => {
    const w = await world();
    const { eventId, kept } = await sealed(w.system, 'tulip');
    const again = restarted(w);
    expect(await openVault(again)).toBe('open');
    expect((await openValue(again, eventId, kept, place)).toString()).toBe('tulip');
    expect(await w.db.read.select().from(rootKeys)).toHaveLength(1);
  });

  test('that is lost leaves the vault sealed and makes no new one; put back, it opens', async () => {
    const w = await world();
    const { eventId, kept } = await sealed(w.system, 'tulip');
    renameSync(w.config.rootKeyFile, `${w.config.rootKeyFile}.away`);
    const again = restarted(w);
    expect(await openVault(again)).toBe('sealed');
    expect(existsSync(w.config.rootKeyFile)).toBe(false);
    expect(w.log()).toContain('Put the file back');
    expect((await vaultFacts(again)).state).toBe('sealed');
    await expect(sealed(again, 'rose')).rejects.toMatchObject({ kind: 'unavailable', code: 'vault.sealed' });
    await expect(openValue(again, eventId, kept, place)).rejects.toMatchObject({ kind: 'unavailable', code: 'vault.sealed' });

    renameSync(`${w.config.rootKeyFile}.away`, w.config.rootKeyFile);
    expect(await openVault(again)).toBe('open');
    expect((await openValue(again, eventId, kept, place)).toString()).toBe('tulip');
  });

  test('of another database is refused and left alone', async () => {
    const w = await world();
    rmSync(w.config.rootKeyFile);
    createRootKeyFile(w.config.rootKeyFile, 'rok_other');
    const text = readFileSync(w.config.rootKeyFile, 'utf8');
    const again = restarted(w);
    expect(await openVault(again)).toBe('sealed');
    expect(again.vault.isOpen()).toBe(false);
    expect(readFileSync(w.config.rootKeyFile, 'utf8')).toBe(text);
    expect(w.log()).not.toContain(text.split(' ')[2]);
  });

  test('that others can read leaves the vault sealed and says what to do', async () => {
    const w = await world();
    chmodSync(w.config.rootKeyFile, 0o644);
    expect(await openVault(restarted(w))).toBe('sealed');
    expect(w.log()).toContain('chmod 600');
  });

  test('whose row was lost in a crash is taken up', async () => {
    const w = await world();
    await w.system.write(async (tx) => {
      await tx.delete(rootKeys);
      await record(tx, w.system, 'settings.changed', about, { names: 'test' });
    });
    const text = readFileSync(w.config.rootKeyFile, 'utf8');
    expect(await openVault(restarted(w))).toBe('open');
    expect(readFileSync(w.config.rootKeyFile, 'utf8')).toBe(text);
    expect((await w.db.read.select().from(rootKeys)).map(({ id }) => id)).toEqual([text.split(' ')[1]]);
  });
});

describe('a sealed value', () => {
  test('opens for a committed event and for no invented one', async () => {
    const w = await world();
    const { eventId, kept } = await sealed(w.system, 'tulip');
    expect((await openValue(w.system, eventId, kept, place)).toString()).toBe('tulip');
    await expect(openValue(w.system, w.system.newId('event'), kept, place)).rejects.toThrow('committed');
  });

  test('does not open inside a unit, where the event may still be undone', async () => {
    const w = await world();
    const { kept } = await sealed(w.system, 'tulip');
    const inside = w.system.write(async (tx) => {
      const eventId = await record(tx, w.system, 'settings.changed', about, { names: 'test' });
      return openValue(within(w.system, tx), eventId, kept, place);
    });
    await expect(inside).rejects.toThrow('never inside one');
  });

  test('does not open for an event that was rolled back', async () => {
    const w = await world();
    const { kept } = await sealed(w.system, 'tulip');
    let eventId = '';
    const undone = w.system.write(async (tx) => {
      eventId = await record(tx, w.system, 'settings.changed', about, { names: 'test' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await expect(openValue(w.system, eventId, kept, place)).rejects.toThrow('committed');
  });

  test('opens nowhere but in its place', async () => {
    const w = await world();
    const { eventId, kept } = await sealed(w.system, 'tulip');
    await expect(openValue(w.system, eventId, kept, { ...place, version: 2 })).rejects.toThrow('could not be opened');
  });

  test('is gone when its key is shredded', async () => {
    const w = await world();
    const { eventId, kept } = await sealed(w.system, 'tulip');
    await w.system.write(async (tx) => {
      await shredKey(w.system, tx, kept.dataKeyId);
      await record(tx, w.system, 'secret.destroyed', about, { versions: 1 });
    });
    await expect(openValue(w.system, eventId, kept, place)).rejects.toMatchObject({ kind: 'missing', code: 'vault.destroyed' });
    const rows = await w.db.read.select().from(dataKeys);
    expect(rows).toEqual([expect.objectContaining({ wrapped: null, destroyedAt: w.clock.now() })]);
  });

  test("keeps bytes as they are, and leaves the caller's own alone", async () => {
    const w = await world();
    const bytes = Buffer.from([0, 255, 10, 0]);
    const { eventId, kept } = await w.system.write(async (tx) => ({
      kept: await sealValue(w.system, tx, bytes, place),
      eventId: await record(tx, w.system, 'settings.changed', about, { names: 'test' }),
    }));
    expect(bytes).toEqual(Buffer.from([0, 255, 10, 0]));
    expect(await openValue(w.system, eventId, kept, place)).toEqual(bytes);
  });
});

describe('the signing key', () => {
  test('is made at the first need, once, and its signature verifies', async () => {
    const w = await world();
    expect(await signingKeyFacts(w.system)).toBeNull();
    const [first, second] = await Promise.all([signed(w.system, 'één tekst'), signed(w.system, 'another')]);
    expect(await w.db.read.select().from(signingKeys)).toHaveLength(1);
    expect(second.keyId).toBe(first.keyId);
    expect(first.name).toBe('kh-2026-a');
    const publicKey = Buffer.from(first.publicKey, 'base64');
    const signature = Buffer.from(first.signature, 'base64');
    expect(w.system.crypto.verify(publicKey, Buffer.from('één tekst'), signature)).toBe(true);
    expect(w.system.crypto.verify(publicKey, Buffer.from('een tekst'), signature)).toBe(false);
    expect(await signingKeyFacts(w.system)).toMatchObject({ keyId: first.keyId, fingerprint: first.fingerprint });
  });

  test('signs inside the unit that needs it, after a restart as well', async () => {
    const w = await world();
    const { id, publicKey } = await ensureSigningKey(w.system);
    const again = restarted(w);
    await openVault(again);
    const made = await again.write((tx) => signed(within(again, tx), 'text'));
    expect(made.keyId).toBe(id);
    expect(w.system.crypto.verify(publicKey, Buffer.from('text'), Buffer.from(made.signature, 'base64'))).toBe(true);
  });

  test('is kept sealed', async () => {
    const w = await world();
    await ensureSigningKey(w.system);
    const [row] = await w.db.read.select().from(signingKeys);
    expect(row?.sealed.includes(Buffer.from('302e020100300506032b6570', 'hex'))).toBe(false);
    await expect(signed(restarted(w), 'text')).rejects.toMatchObject({ code: 'vault.sealed' });
  });
});

describe('a change of the signing key', () => {
  const nobody = async () => undefined;
  const judge = (line: string) => {
    const parsed = handoverLine.safeParse(JSON.parse(line));
    return parsed.success && judgeHandover({ verify, keyFingerprint }, line, parsed.data);
  };

  test('is signed by both keys, keeps the public half of the one before and destroys its private half', async () => {
    const w = await world();
    const before = await ensureSigningKey(w.system);
    const old = await signed(w.system, 'text');
    w.clock.advance('1d');
    const told: string[] = [];
    const { fingerprint } = await changeSigningKey(w.operator, 'Voorbeeld', async (_inside, _tx, key) => void told.push(key.fingerprint));
    expect(told).toEqual([fingerprint]);
    const now = await signed(w.system, 'text');
    expect([now.name, now.fingerprint]).toEqual(['kh-2026-b', fingerprint]);
    expect(w.system.crypto.verify(before.publicKey, Buffer.from('text'), Buffer.from(old.signature, 'base64'))).toBe(true);
    await expect(signText(w.system, before, 'text')).rejects.toMatchObject({ code: 'vault.destroyed' });
    expect((await signingKeyHistory(w.system)).map(({ name, retiredAt }) => [name, retiredAt])).toEqual([
      ['kh-2026-b', null],
      ['kh-2026-a', w.clock.now()],
    ]);
    const [line = ''] = (await handoversText(w.operator)).split('\n');
    expect(judge(line)).toBe(true);
    expect(judge(line.replace('Voorbeeld', 'Vorbeeld'))).toBe(false);
    expect((await w.db.read.select().from(auditEvents)).map(({ event }) => event)).toContain('signing-key.changed');
  });

  test('with the clock set back or twice at one moment keeps the order', async () => {
    const w = await world();
    await ensureSigningKey(w.system);
    await changeSigningKey(w.operator, 'Voorbeeld', nobody);
    w.clock.back('2h');
    const { name } = await changeSigningKey(w.operator, 'Voorbeeld', nobody);
    expect((await signed(w.system, 'text')).name).toBe(name);
    expect((await signingKeyHistory(w.system)).map((key) => key.name)).toEqual(['kh-2026-c', 'kh-2026-b', 'kh-2026-a']);
    expect((await handoversText(w.operator)).trimEnd().split('\n').map(judge)).toEqual([true, true]);
  });

  test('is made by the operator alone', async () => {
    const w = await world();
    await expect(changeSigningKey(w.stranger, 'Voorbeeld', nobody)).rejects.toMatchObject({ code: expect.any(String) });
    expect(await w.db.read.select().from(signingKeys)).toHaveLength(0);
  });

  test('is taken up by whoever signs next, also in a unit that began on another node', async () => {
    const w = await world();
    await ensureSigningKey(w.system);
    const other = restarted(w);
    await openVault(other);
    const { fingerprint } = await changeSigningKey(w.operator, 'Voorbeeld', nobody);
    expect((await other.write((tx) => signed(within(other, tx), 'text'))).fingerprint).toBe(fingerprint);
  });
});
