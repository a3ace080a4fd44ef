import { eq } from 'drizzle-orm';
import { settings } from '#db/schema/settings.ts';
import type { ReadHandle, WriteHandle } from '#src/ground/ctx.ts';

export type SettingName = 'organisation' | 'rotation-policy';
export type SettingRow = typeof settings.$inferSelect;

export async function findSetting(read: ReadHandle, name: SettingName): Promise<string | undefined> {
  const [row] = await read.select({ value: settings.value }).from(settings).where(eq(settings.name, name));
  return row?.value;
}

export async function keepSetting(tx: WriteHandle, row: SettingRow): Promise<void> {
  const { name, ...values } = row;
  await tx.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: values });
}
