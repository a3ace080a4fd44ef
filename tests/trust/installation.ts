import { runCommand } from '#src/app/socket.ts';
import { addOrganisation, addPerson } from '#src/features/people/index.ts';
import { type App, boot } from '#src/app/boot.ts';
import { readConfig } from '#src/host/config.ts';
import { systemIds } from '#src/host/ids.ts';
import { createLog } from '#src/host/log.ts';
import type { CommandInput } from '#src/http/command.ts';
import { cheapHasher } from '#tests/helpers/cheap-hasher.ts';
import { heldClock, tuesday } from '#tests/helpers/clock.ts';
import { freshPlace, type Place } from '#tests/helpers/database.ts';

/** An installation that starts, does something and stops again, as often as asked. */
export async function installation(at?: Place) {
  const place = at ?? (await freshPlace());
  const config = readConfig({ KEYHOLDER_DATA_DIR: place.dataDir, KEYHOLDER_DATABASE_URL: place.databaseUrl });
  const clock = heldClock(tuesday);
  const windows = { clock, ids: systemIds(clock), log: createLog('silent'), hasher: cheapHasher() };
  const running = async <T>(act: (app: App) => Promise<T>): Promise<T> => {
    const app = await boot(config, windows);
    try {
      return await act(app);
    } finally {
      await app.close();
    }
  };
  return {
    place,
    config,
    running,
    start: () => running(async (app) => app.state()),
    work: () => running(addSomebody),
    command: (name: string, more: Partial<CommandInput> = {}) =>
      running((app) => runCommand(app, name, { arguments: {}, options: {}, files: {}, ...more }, null)),
  };
}

/** Two or three events: an agency and somebody who works there. */
async function addSomebody(app: App): Promise<void> {
  const ctx = app.ctxFor({ kind: 'operator', claimed: null }, 'cli');
  const { id: organisationId } = await addOrganisation(ctx, { name: `Studio ${ctx.newId('organisation')}`, kind: 'agency' });
  await addPerson(ctx, { givenName: 'Noor', familyName: 'Aerts', organisationId });
}
