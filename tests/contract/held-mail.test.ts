import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { outbox } from '#db/schema/index.ts';
import { addOrganisation, addPerson } from '#src/features/people/index.ts';
import { listHeldMail } from '#src/ground/held-mail.ts';
import { writeNotice } from '#src/ground/notice.ts';
import { world } from '#tests/helpers/world.ts';

test('a mail waits until it has left, oldest first, and shows nothing of what it says', async () => {
  const w = await world();
  await addOrganisation(w.operator, { name: 'Voorbeeld', kind: 'own' });
  const { id: bob } = await addPerson(w.operator, { givenName: 'Bob', familyName: 'Bis', email: 'bob@voorbeeld.example' });
  const send = (id: string, once?: string) =>
    w.operator.write((tx) =>
      writeNotice(tx, w.operator, { id, template: 'administrator-appointed', recipientId: bob, data: { person: 'private', at: 1 }, ...(once ? { once } : {}) }),
    );
  await send('out_1', 'monday');
  await send('out_2', 'monday');
  w.clock.advance('1m');
  await send('out_3');
  await send('out_4');
  await w.operator.write((tx) => tx.update(outbox).set({ state: 'sent' }).where(eq(outbox.id, 'out_3')));
  await w.operator.write((tx) => tx.update(outbox).set({ state: 'failed' }).where(eq(outbox.id, 'out_4')));

  const held = await listHeldMail(w.db.read, 10);
  const common = { template: 'administrator-appointed', recipient: 'Bob Bis', address: 'bob@voorbeeld.example' };
  expect(held).toEqual({
    count: 2,
    rows: [
      { id: 'out_1', ...common, since: w.clock.now() - 60_000, gaveUp: false },
      { id: 'out_4', ...common, since: w.clock.now(), gaveUp: true },
    ],
  });
  expect(JSON.stringify(held)).not.toContain('private');
  expect(await listHeldMail(w.db.read, 1)).toMatchObject({ count: 2, rows: [{ id: 'out_1' }] });
});
