import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { nearest } from './near.ts';

/** What the settings may hold, beyond what a pattern can say. */

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Said by the script of our name to the process that it starts. */
const ofOurScript = 'KEYHOLDER_CALLED_AS';

/** Kubernetes and Docker tell a container of a service called `keyholder` by names like ours. */
const ofTheirNetwork = /^KEYHOLDER_(SERVICE_(HOST|PORT)(_\w+)?|PORT(_\d+_(TCP|UDP)(_(ADDR|PORT|PROTO))?)?)$/;

/** A sentence for each name that looks like a setting and is none. */
export function unknownSettings(names: readonly string[], known: readonly string[]): string[] {
  const strange = names.filter(
    (name) => name.startsWith('KEYHOLDER_') && !known.some((one) => one === name) && name !== ofOurScript && !ofTheirNetwork.test(name),
  );
  return strange.map((name) => {
    const meant = nearest(name, known);
    return `${name}: there is no such setting.${meant ? ` Did you mean ${meant}?` : ' The README has the list.'}`;
  });
}

/** TLS in front of us ends at a proxy, which as a rule runs beside us. */
export function proxiesOf(text: string | undefined, publicUrl: string): readonly string[] {
  if (text === undefined) return publicUrl.startsWith('https://') ? ['127.0.0.1', '::1'] : [];
  return text === 'none' ? [] : text.split(',').map((one) => one.trim());
}

/** A host and nothing behind it: every link and cookie of ours begins at the root. */
export function isBare(url: string): boolean {
  return URL.canParse(url) && /^\/*$/.test(url.slice(new URL(url).origin.length));
}

/** An unwritten `/` or `#` in a password ends the host name early, and an unwritten `%` cannot be read back. */
export function isMailServer(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password, pathname, search, hash } = new URL(url);
  return ['', '/'].includes(pathname) && ['', '?tls=required'].includes(search) && hash === '' && [username, password].every(isDecodable);
}

/** @throws ConfigError */
export function certificatesIn(path: string | undefined, dataDir: string): string | undefined {
  if (path === undefined) return undefined;
  const file = within(dataDir, path);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(`KEYHOLDER_SMTP_CA: ${file} cannot be read.`, { cause });
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new ConfigError(`KEYHOLDER_SMTP_CA: ${file} holds no certificate in PEM.`);
  return text;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

export function within(folder: string, path: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}
