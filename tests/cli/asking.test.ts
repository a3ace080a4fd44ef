import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { boot } from '#src/app/boot.ts';
import { runCommandLine } from '#src/app/command-line.ts';
import { openSocket } from '#src/app/socket.ts';
import { listEvents } from '#src/features/audit/index.ts';
import { listOffboardings } from '#src/features/offboarding/index.ts';
import { scene } from './scene.ts';

/** Somebody at a terminal who answers every question in the same way. */
async function atTerminal(answer: boolean) {
  const { w } = await scene();
  const app = await boot(w.config, w.windows, w.db);
  onTestFinished(() => app.chain.close());
  const socket = await openSocket(app);
  onTestFinished(() => socket.close());
  const said: string[] = [];
  const asked: string[] = [];
  const shown: string[] = [];
  const terminal = {
    out: (text: string) => void said.push(text),
    err: (text: string) => void said.push(text),
    interactive: true,
    ask: async (question: string) => {
      asked.push(question);
      return answer;
    },
    async secret(question: string) {
      asked.push(question);
      return answer ? 'six-invented-words' : null;
    },
    line: async () => 'six-invented-words',
    busy(what: string) {
      shown.push(what);
      return { progress: (done: number, total: number) => void shown.push(`${done} of ${total}`), stop: () => void shown.push('stopped') };
    },
  };
  const config = { ...w.config, sudoUser: 'sofie' };
  const type = (...words: string[]) => runCommandLine(words, { terminal, folder: '/', calledAs: null, config: () => config, windows: () => w.windows });
  const leaving = async () => (await listOffboardings(w.operator)).rows.map((row) => row.name);
  return { w, type, leaving, said, asked, shown };
}

const leaver = 'lars.leaver@voorbeeld.example';

test('before access ends, a terminal is shown what would happen and asked', async () => {
  const { type, leaving, said, asked } = await atTerminal(false);
  expect(await type('offboard', 'start', leaver)).toBe(1);
  expect(asked).toEqual(['Go on?']);
  expect(said.join('')).toMatch(/ends +1 way in[\s\S]+Nothing was changed\.\n$/);
  expect(await leaving()).toEqual([]);
});

test('who says yes gets what was shown; who says --yes or --json is not asked', async () => {
  const { type, leaving, asked } = await atTerminal(true);
  expect(await type('offboard', 'start', leaver)).toBe(0);
  expect(await leaving()).toEqual(['Lars Leaver']);
  expect(await type('offboard', 'start', 'nina.nieuw@voorbeeld.example', '--yes')).toBe(0);
  expect(await type('offboard', 'start', 'dirk.deputy@voorbeeld.example', '--json')).toBe(0);
  expect(asked).toHaveLength(1);
  expect(await leaving()).toHaveLength(3);
});

const locked = join(import.meta.dirname, '../samples/vaults/keepassxc-3.kdbx');

test('a locked file asks for its password without an echo, once for what would happen and what happens', async () => {
  const { type, said, asked } = await atTerminal(true);
  expect(await type('import', 'vault', locked)).toBe(1);
  expect(asked).toEqual(['Password of the file', 'Go on?']);
  expect(said.join('').match(/another value is here/g)).toHaveLength(2);
  expect(said.join('')).not.toContain('six-invented-words');
});

test('a script pipes the password in; who gives none is told that one is needed', async () => {
  const { type, said, asked } = await atTerminal(false);
  expect(await type('import', 'vault', locked, '--password-stdin', '--json')).toBe(1);
  expect(asked).toEqual([]);
  expect(said.join('')).toContain('other-value');
  expect(await type('import', 'vault', locked)).toBe(1);
  expect(said.at(-1)).toBe('This file is locked. Give the password that was chosen for it.\n');
});

test('long work shows how far it is, also when a server does it, and stops showing', async () => {
  const { type, shown } = await atTerminal(true);
  expect(await type('audit', 'verify')).toBe(0);
  expect(shown).toEqual(['Recomputing the log', expect.stringMatching(/^(\d+) of \1$/), 'stopped']);
});

test('who typed sudo is written down beside what was done, as claimed', async () => {
  const { w, type } = await atTerminal(true);
  expect(await type('admin', 'appoint', 'dirk.deputy@voorbeeld.example')).toBe(0);
  const [given] = (await listEvents(w.operator, { event: 'role.given', limit: 1 })).rows;
  expect(given).toMatchObject({ actor: { kind: 'operator' }, via: 'cli', personal: { name: 'Dirk Deputy', claimed: 'sofie' } });
});
