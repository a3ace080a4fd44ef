import { eq } from 'drizzle-orm';
import { settings } from '#db/schema/settings.ts';
import type { ReadHandle, WriteHandle } from '#src/ground/ctx.ts';
import { type At, hot } from '#src/ground/hot.ts';

export type SettingName = 'organisation' | 'rotation-policy' | 'second-person' | 'reveal-alarm' | 'sign-in-reset';
export type SettingRow = typeof settings.$inferSelect;

const listByName = hot((read, at: At<'name'>) =>
  read
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.name, at('name'))),
);

export async function findSetting(read: ReadHandle, name: SettingName): Promise<string | undefined> {
  const [row] = await listByName(read, { name });
  return row?.value;
}

export async function keepSetting(tx: WriteHandle, row: SettingRow): Promise<void> {
  const { name, ...values } = row;
  await tx.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: values });
}
