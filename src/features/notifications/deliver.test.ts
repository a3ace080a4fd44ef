import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { auditEvents, dataKeys, outbox, people } from '#db/schema/index.ts';
import { createInvitation, findInvitee } from '#src/features/sessions/index.ts';
import { saveOrganisation } from '#src/features/settings/index.ts';
import { record } from '#src/ground/audit.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { createMailTransport } from '#src/host/mail.ts';
import { comesIn, company, ends, person } from '#tests/helpers/builders.ts';
import { mailServer } from '#tests/helpers/mail-server.ts';
import { type World, world } from '#tests/helpers/world.ts';
import { notificationsCommands } from './cli.ts';
import { deliverMail } from './deliver.ts';
import { notificationsJobs } from './jobs.ts';

async function post(w: World, template: 'secret-changed' | 'account-access', recipientId: string, account = 'X · voorbeeld') {
  await w.system.write((tx) => writeNotice(tx, w.system, { template, recipientId, data: { account, accountId: 'acc_1' } }));
}

async function staffed(w: World) {
  const { adminId } = await company(w);
  await saveOrganisation(w.operator, { name: 'Voorbeeld', timeZone: 'Europe/Brussels', locale: 'nl' });
  const ana = await person(w, 'Ana Peeters');
  await w.system.write((tx) => tx.delete(outbox));
  return { adminId, ana };
}

function withMail(w: World, smtpUrl: string, ctx: Ctx = w.system): Ctx {
  return { ...ctx, config: { ...w.config, smtpUrl } };
}

const rows = (w: World) => w.db.read.select().from(outbox).orderBy(asc(outbox.id));

async function change(w: World, personId: string, fields: Partial<typeof people.$inferInsert>) {
  await w.system.write(async (tx) => {
    await tx.update(people).set(fields).where(eq(people.id, personId));
    await record(tx, w.system, 'person.changed', { kind: 'person', id: personId }, { fields: 'email' });
  });
}

test('a mail leaves once, in the reader’s language, with a subject that is its answer', async () => {
  const w = await world();
  const { ana } = await staffed(w);
  const server = await mailServer();
  await post(w, 'secret-changed', ana);
  const transport = createMailTransport(server.url);
  expect(await deliverMail(w.system, transport)).toEqual({ sent: 1, failed: 0, dropped: 0, waiting: 0, unreachable: null });
  expect(await deliverMail(w.system, transport)).toMatchObject({ sent: 0 });
  const [row] = await rows(w);
  expect(server.received).toHaveLength(1);
  expect(server.received[0]).toMatchObject({
    to: 'ana.peeters@voorbeeld.example',
    mail: { subject: 'De login van X · voorbeeld is veranderd', messageId: row?.messageId },
  });
  expect(server.received[0]?.mail.html).toContain('De login van X · voorbeeld is veranderd.');
  expect(row).toMatchObject({ state: 'sent', attempts: 1, sentAt: w.clock.now() });
});

test('a mail to somebody who cannot come in says how the door opens, instead of leading to it', async () => {
  const w = await world();
  const { adminId, ana } = await staffed(w);
  const server = await mailServer();
  const transport = createMailTransport(server.url);
  const said = async () => {
    await post(w, 'account-access', ana);
    await deliverMail(w.system, transport);
    return server.received.at(-1)?.mail.text ?? '';
  };
  expect(await said()).toContain('vraag een beheerder om een uitnodiging');
  await createInvitation(await w.as(adminId), ana, 'invitation');
  await w.system.write((tx) => tx.delete(outbox));
  const invited = await said();
  expect(invited).toContain('met de uitnodiging die je per mail kreeg');
  expect(invited).not.toContain('/accounts/acc_1');
  await comesIn(w, ana);
  const inside = await said();
  expect(inside).toContain('/accounts/acc_1');
  expect(inside).not.toContain('uitnodiging');
});

test('what somebody typed is text in a mail, never markup', async () => {
  const w = await world();
  const { ana } = await staffed(w);
  const server = await mailServer();
  await post(w, 'secret-changed', ana, 'X · <img src=x onerror=alert(1)>');
  await deliverMail(w.system, createMailTransport(server.url));
  expect(server.received[0]?.mail.html).not.toContain('<img');
  expect(server.received[0]?.mail.html).toContain('&lt;img');
});

test('a server that is down for two days loses nothing and costs one attempt a run; then everything arrives once', async () => {
  const w = await world();
  const { ana, adminId } = await staffed(w);
  const server = await mailServer();
  await post(w, 'secret-changed', ana);
  await post(w, 'secret-changed', adminId);
  const ids = (await rows(w)).map((row) => row.messageId);
  const transport = createMailTransport(server.url);
  await server.down();
  for (let hours = 0; hours < 48; hours++) {
    const run = await deliverMail(w.system, transport);
    expect(run).toMatchObject({ sent: 0, failed: 0, waiting: 2 });
    w.clock.advance('1h');
  }
  expect((await rows(w)).reduce((sum, row) => sum + row.attempts, 0)).toBeLessThanOrEqual(48);
  expect((await rows(w))[0]).toMatchObject({ state: 'queued', lastError: expect.stringMatching(/^[A-Z]+$/) });
  await server.up();
  w.clock.advance('1h');
  expect(await deliverMail(w.system, transport)).toMatchObject({ sent: 2, waiting: 0, unreachable: null });
  expect(server.received.map((one) => one.mail.messageId).sort()).toEqual(ids.sort());
});

test('a mail that the server asks to try later is tried later, and one that it refuses is given up with an event', async () => {
  const w = await world();
  const { ana } = await staffed(w);
  const server = await mailServer();
  const transport = createMailTransport(server.url);
  await post(w, 'secret-changed', ana);
  server.refuse(451);
  expect(await deliverMail(w.system, transport)).toMatchObject({ sent: 0, waiting: 1, unreachable: null });
  expect(await deliverMail(w.system, transport)).toMatchObject({ sent: 0, waiting: 1 });
  w.clock.advance('1m');
  server.refuse(550);
  expect(await deliverMail(w.system, transport)).toMatchObject({ failed: 1, waiting: 0 });
  expect((await rows(w))[0]).toMatchObject({ state: 'failed', attempts: 2, lastError: 'EENVELOPE 550' });
  const [event] = await w.db.read.select().from(auditEvents).where(eq(auditEvents.event, 'mail.failed'));
  expect(event?.body).toContain('"detail":{"attempts":2,"template":"secret-changed"}');
  expect(w.log()).not.toContain('ana.peeters@');
});

test('the address is the one of now, and whoever has left gets nothing', async () => {
  const w = await world();
  const { ana, adminId } = await staffed(w);
  const server = await mailServer();
  await post(w, 'secret-changed', ana);
  await post(w, 'secret-changed', adminId);
  await change(w, ana, { email: 'new@voorbeeld.example', emailKey: 'new@voorbeeld.example' });
  await ends(w, adminId, w.clock.now());
  expect(await deliverMail(w.system, createMailTransport(server.url))).toMatchObject({ sent: 1, dropped: 1, waiting: 0 });
  expect(server.received.map((one) => one.to)).toEqual(['new@voorbeeld.example']);
});

test('two deliveries at once send each mail once', async () => {
  const w = await world();
  const { ana } = await staffed(w);
  const server = await mailServer();
  for (let i = 0; i < 12; i++) await post(w, 'secret-changed', ana, `X · ${i}`);
  const runs = await Promise.all([1, 2, 3].map(() => deliverMail(w.system, createMailTransport(server.url))));
  expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(12);
  expect(new Set(server.received.map((one) => one.mail.messageId)).size).toBe(12);
  expect(server.received).toHaveLength(12);
});

test('what a process that died had claimed is sent by the next one', async () => {
  const w = await world();
  const { ana } = await staffed(w);
  const server = await mailServer();
  await post(w, 'secret-changed', ana);
  const { promise: killed, resolve: kill } = Promise.withResolvers<void>();
  const dying = { send: () => new Promise<null>(() => kill()), close: () => undefined };
  void deliverMail(w.system, dying);
  await killed;
  expect((await rows(w))[0]?.state).toBe('sending');
  const transport = createMailTransport(server.url);
  expect(await deliverMail(w.system, transport)).toMatchObject({ sent: 0, waiting: 1 });
  w.clock.advance('5m');
  expect(await deliverMail(w.system, transport)).toMatchObject({ sent: 1, waiting: 0 });
});

test('a mail that cannot be written does not hold up the others', async () => {
  const w = await world();
  const { ana } = await staffed(w);
  const server = await mailServer();
  await post(w, 'secret-changed', ana);
  await w.system.write((tx) => tx.update(outbox).set({ template: 'of-another-version' }));
  await post(w, 'secret-changed', ana);
  expect(await deliverMail(w.system, createMailTransport(server.url))).toMatchObject({ sent: 1, waiting: 1, unreachable: null });
});

test('at night only what somebody waits for is sent', async () => {
  const w = await world({ now: Date.parse('2026-11-17T22:00:00Z') });
  const { ana } = await staffed(w);
  const server = await mailServer();
  await post(w, 'account-access', ana);
  await post(w, 'secret-changed', ana);
  const transport = createMailTransport(server.url);
  expect(await deliverMail(w.system, transport)).toMatchObject({ sent: 1, waiting: 1 });
  w.clock.advance('8h');
  expect(await deliverMail(w.system, transport)).toMatchObject({ sent: 1, waiting: 0 });
});

test('an invitation carries its link, which works, and nothing of it stays behind', async () => {
  const w = await world();
  const { ana } = await staffed(w);
  const server = await mailServer();
  const ctx = withMail(w, server.url, w.operator);
  expect(await createInvitation(ctx, ana, 'invitation')).toMatchObject({ how: 'mail' });
  const keyId = (await rows(w))[0]?.tokenKeyId ?? '';
  await deliverMail(w.system, createMailTransport(server.url));
  const token = /invitation#(khi_\S+)/.exec(server.received[0]?.mail.text ?? '')?.[1] ?? '';
  expect(await findInvitee(w.stranger, token)).toMatchObject({ name: 'Ana Peeters' });
  expect((await rows(w))[0]).toMatchObject({ state: 'sent', sealedToken: null, tokenKeyId: null });
  const [key] = await w.db.read.select().from(dataKeys).where(eq(dataKeys.id, keyId));
  expect(key).toMatchObject({ wrapped: null, destroyedAt: w.clock.now() });
  expect(w.log()).not.toContain(token);
});

test('a link that was replaced or ran out while its mail waited is not sent', async () => {
  const w = await world();
  const { ana } = await staffed(w);
  const server = await mailServer();
  const ctx = withMail(w, server.url, w.operator);
  await createInvitation(ctx, ana, 'invitation');
  await createInvitation(ctx, ana, 'invitation');
  const transport = createMailTransport(server.url);
  expect(await deliverMail(w.system, transport)).toMatchObject({ sent: 1, dropped: 1 });
  await createInvitation(ctx, ana, 'invitation');
  w.clock.advance('8d');
  expect(await deliverMail(w.system, transport)).toMatchObject({ sent: 0, dropped: 1 });
  expect((await rows(w)).every((row) => row.sealedToken === null)).toBe(true);
});

test('the command says what it did, and fails with a reason when the mail server does not answer', async () => {
  const w = await world();
  const { ana } = await staffed(w);
  const command = notificationsCommands[0];
  const run = (ctx: Ctx) => command?.run(ctx, { arguments: {}, options: {}, files: {} });
  expect(await run(w.operator)).toMatchObject({ exit: 0, text: 'Nobody had to be told anything new.' });
  const server = await mailServer();
  await post(w, 'secret-changed', ana);
  const held = 'No mail server is configured (KEYHOLDER_SMTP_URL), so nobody is told: 1 mail waits in the outbox.';
  expect(await run(w.operator)).toMatchObject({ exit: 1, text: expect.stringContaining(held) });
  expect(await run(withMail(w, server.url, w.operator))).toMatchObject({ exit: 0, json: { digests: 0, mail: { sent: 1 } } });
  await server.down();
  await post(w, 'secret-changed', ana);
  expect(await run(withMail(w, server.url, w.operator))).toMatchObject({ exit: 1, text: expect.stringContaining('The mail server could not be used') });
});

test('without a mail server mails are held, and the job has nothing to do', async () => {
  const w = await world();
  const { ana } = await staffed(w);
  await post(w, 'secret-changed', ana);
  const job = notificationsJobs.find((one) => one.name === 'deliver-mail');
  expect(await job?.isDue?.(w.system)).toBe(false);
  expect((await rows(w))[0]).toMatchObject({ state: 'queued', attempts: 0 });
  const server = await mailServer();
  const ctx = withMail(w, server.url);
  expect(await job?.isDue?.(ctx)).toBe(true);
  expect(await job?.run(ctx, true)).toBe('sent 1, failed 0, 0 wait');
  expect(await job?.isDue?.(ctx)).toBe(false);
});
