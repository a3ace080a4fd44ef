import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { eq, ne } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { outbox } from '#db/schema/index.ts';
import { deliverMail } from '#src/features/notifications/index.ts';
import { cutDue, startOffboarding } from '#src/features/offboarding/index.ts';
import { saveOrganisation } from '#src/features/settings/index.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { createMailTransport } from '#src/host/mail.ts';
import { company, person, role } from '#tests/helpers/builders.ts';
import { mailServer } from '#tests/helpers/mail-server.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { report, roundsOf } from './tally.ts';

async function staffed(w: World) {
  const { adminId } = await company(w);
  await saveOrganisation(w.operator, { name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'en' });
  const [hrId, leaverId] = [await person(w, 'Griet Coppens'), await person(w, 'Lars Leaver')];
  await role(w, adminId, hrId, 'hr');
  await w.system.write((tx) => tx.delete(outbox));
  return { adminId, hrId, leaverId };
}

const post = (w: World, recipientId: string, count = 1) =>
  w.system.write(
    async (tx) => {
      for (let n = 0; n < count; n++) {
        await writeNotice(tx, w.system, { template: 'secret-changed', recipientId, data: { account: `X · ${n}`, accountId: 'acc_1' } });
      }
    },
    { bulk: true },
  );

/** A server of our own making, which says to each line what it is told to; `null` hangs up. */
async function talking(answer: (line: string, socket: Socket) => string | null | undefined): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const say = (line: string) => {
      const said = answer(line, socket);
      if (said === null) socket.destroy();
      else if (said !== undefined) socket.write(`${said}\r\n`);
    };
    say('');
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) say(line);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

test('a mail server that never finishes a word holds up no departure and no other work', async () => {
  const w = await world();
  const { hrId, leaverId, adminId } = await staffed(w);
  const { promise: waits, resolve: begun } = Promise.withResolvers<void>();
  const hangs = new Set<Socket>();
  const url = await talking((_, socket) => {
    socket.write('2');
    hangs.add(socket);
    begun();
    return undefined;
  });
  await post(w, adminId);
  const delivery = deliverMail(w.system, createMailTransport(url));
  await waits;
  await startOffboarding(await w.as(hrId), { personId: leaverId, effectiveAt: w.clock.now() + 60_000, announced: true });
  w.clock.advance('1m');
  expect(await cutDue(w.system, 'scheduler')).toBe(1);
  expect(await w.db.read.select().from(outbox).where(eq(outbox.state, 'sending'))).toHaveLength(1);
  for (const socket of hangs) socket.destroy();
  expect(await delivery).toMatchObject({ sent: 0, failed: 0, unreachable: expect.any(String) });
  report('F14', { runs: 1, faults: 1, broken: [] });
});

test('a server that takes a mail and hangs up before it says so gets it again under the same id, and it alone', async () => {
  const w = await world();
  const { adminId } = await staffed(w);
  const heard: string[] = [];
  const url = await talking((line) => {
    const id = /^message-id: (.+)$/i.exec(line)?.[1];
    if (id) heard.push(id);
    if (line === '') return heard.length === 0 ? '220 ready' : undefined;
    if (line === '.') return null;
    if (/^(EHLO|MAIL|RCPT)/.test(line)) return '250 ok';
    return line === 'DATA' ? '354 go on' : undefined;
  });
  await post(w, adminId, 3);
  expect(await deliverMail(w.system, createMailTransport(url))).toMatchObject({ sent: 0, waiting: 3 });
  const server = await mailServer();
  w.clock.advance('1h');
  expect(await deliverMail(w.system, createMailTransport(server.url))).toMatchObject({ sent: 3, waiting: 0 });
  const ids = server.received.map(({ mail }) => mail.messageId);
  expect(new Set(ids).size).toBe(3);
  expect(heard).toHaveLength(1);
  expect(ids).toContain(heard[0]);
  report('F14', { runs: 1, faults: 1, broken: [] });
});

test('of very many that wait for a server that comes and goes each arrives once', async () => {
  const w = await world();
  const { adminId } = await staffed(w);
  const server = await mailServer();
  const transport = createMailTransport(server.url);
  const mails = roundsOf('F14', 60);
  await post(w, adminId, mails);
  let [faults, waiting] = [0, mails];
  for (let run = 0; waiting > 0; run++) {
    const fault = run % 4;
    if (fault === 1) await server.down();
    if (fault === 2) server.refuse(451);
    if (fault !== 0) faults++;
    const before = server.received.length;
    const done = await deliverMail(w.system, transport);
    if (fault === 1 || fault === 2) expect([done.sent, server.received.length]).toEqual([0, before]);
    if (fault === 1) await server.up();
    server.refuse(null);
    waiting = done.waiting;
    w.clock.advance('1h');
    // Mails of the day wait at night: the next morning comes.
    if (run % 8 === 7) w.clock.advance('12h');
  }
  const ids = server.received.map(({ mail }) => mail.messageId);
  expect([ids.length, new Set(ids).size]).toEqual([mails, mails]);
  expect(await w.db.read.select().from(outbox).where(ne(outbox.state, 'sent'))).toEqual([]);
  report('F14', { runs: mails, faults, broken: [] });
});
