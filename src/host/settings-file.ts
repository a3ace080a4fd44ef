import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

type Values = Readonly<Record<string, string | undefined>>;

export class SettingsFileError extends Error {
  override readonly name = 'SettingsFileError';
}

export const machineFile = '/etc/keyholder.env';
export const folderFile = 'keyholder.conf';

/** Read before there is any configuration, so no file can name them. */
const notInFiles: Readonly<Record<string, string>> = {
  KEYHOLDER_CONFIG: 'It says which file is read, so it stands in the environment only.',
  NODE_EXTRA_CA_CERTS: 'It is read before any file is. Use KEYHOLDER_SMTP_CA for the mail server.',
};

export type Found = { values: Values; files: readonly string[] };

/**
 * What stands in files, for whoever starts Keyholder: the service, a command, cron. `KEYHOLDER_CONFIG` names the one file to read, or
 * `none`. Otherwise there are two, and the nearer one wins: `keyholder.conf` in the data directory, then the machine's.
 * @throws SettingsFileError
 */
export function findSettings(env: Values, { machine = machineFile, installation }: { machine?: string; installation: string }): Found {
  const named = env.KEYHOLDER_CONFIG;
  if (named === 'none') return { values: {}, files: [] };
  if (named) return { values: readSettings(resolve(installation, named)), files: [resolve(installation, named)] };
  const whole = existsSync(machine) ? readSettings(machine) : undefined;
  const dataDir = resolve(installation, env.KEYHOLDER_DATA_DIR || whole?.KEYHOLDER_DATA_DIR || 'data');
  const near = join(dataDir, folderFile);
  const own = existsSync(near) ? readSettings(near) : undefined;
  if (own?.KEYHOLDER_DATA_DIR)
    throw new SettingsFileError(`${near} lies in the data directory, so it cannot say where that is. Take KEYHOLDER_DATA_DIR out of it.`);
  return { values: { ...whole, ...own }, files: [...(own ? [near] : []), ...(whole ? [machine] : [])] };
}

function readSettings(path: string): Record<string, string> {
  try {
    return parseSettings(path, readFileSync(path, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === undefined) throw error;
    if (code === 'ENOENT') throw new SettingsFileError(`KEYHOLDER_CONFIG names ${path}, and it is not there.`);
    throw new SettingsFileError(
      `The settings in ${path} cannot be read (${String(code)}), so nothing is started without them. Let the user that Keyholder runs as read it: ` +
        `'sudo chown root:keyholder ${path} && sudo chmod 640 ${path}'. To leave it aside, set KEYHOLDER_CONFIG=none.`,
    );
  }
}

/** One `NAME=value` a line, as systemd reads it too: blank lines and `#` are for the reader, and quotes around a whole value are not part of it. */
export function parseSettings(path: string, text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const said = line.trim();
    if (said === '' || said.startsWith('#') || said.startsWith(';')) continue;
    const [, name, value = ''] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(said) ?? [];
    // The line is not repeated: a secret may stand in it.
    if (name === undefined) throw new SettingsFileError(`${path}, line ${at + 1}, is not NAME=value.`);
    const why = notInFiles[name];
    if (why) throw new SettingsFileError(`${path}, line ${at + 1}: ${name}. ${why}`);
    if (!/^(KEYHOLDER_|PG[A-Z]+$)/.test(name)) throw new SettingsFileError(`${path}, line ${at + 1}: ${name} is no setting of Keyholder.`);
    if (name in values) throw new SettingsFileError(`${path}, line ${at + 1}: ${name} stands there twice.`);
    values[name] = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  }
  return values;
}
