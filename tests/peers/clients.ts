import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Server, startServer } from '../helpers/server.ts';

/** Of npm and PyPI, as they were when the programs in `clients/` were written. */
const node = ['openapi-typescript@7.13.0', 'openapi-fetch@0.17.0', 'typescript@5.9.3', '@types/node@24.19.2'];
const python = ['openapi-python-client==0.29.1'];

const expected = {
  pagesAgree: true,
  eventsAgree: true,
  refusals: ['urn:keyholder:problem:person.missing', 'urn:keyholder:problem:cursor.invalid'],
};

/** Clients that other people's programs make of the description, in TypeScript and in Python, each against the sample company. */
export async function generatedClients(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keyholder-clients-'));
  const server = await startServer(join(folder, 'company'), {}, ['demo', '--folder', join(folder, 'company')]);
  try {
    const token = (await server.keyholder('demo', 'token', 'it', '--folder', join(folder, 'company'))).out.trim();
    writeFileSync(join(folder, 'openapi.json'), await (await fetch(`${server.url}/api/v1/openapi.json`)).text());
    return [...byTypeScript(folder, server, token), ...byPython(folder, server, token)];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

function byTypeScript(folder: string, server: Server, token: string): string[] {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  copyFileSync(join(import.meta.dirname, 'clients/client.ts'), join(folder, 'client.ts'));
  return inTurn('TypeScript', folder, [
    ['npm', 'install', '--no-audit', '--no-fund', '--silent', ...node],
    ['npx', 'openapi-typescript', 'openapi.json', '-o', 'keyholder.ts'],
    ['npx', 'tsc', '--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext', '--target', 'es2024', '--skipLibCheck', 'client.ts'],
    ['node', 'client.js', server.url, token],
  ]);
}

function byPython(folder: string, server: Server, token: string): string[] {
  copyFileSync(join(import.meta.dirname, 'clients/client.py'), join(folder, 'client.py'));
  writeFileSync(join(folder, 'names.yml'), 'project_name_override: keyholder-client\npackage_name_override: keyholder_client\n');
  return inTurn('Python', folder, [
    ['python3', '-m', 'venv', 'venv'],
    ['venv/bin/pip', 'install', '--quiet', ...python],
    ['venv/bin/openapi-python-client', 'generate', '--path', 'openapi.json', '--config', 'names.yml', '--meta', 'none', '--output-path', 'keyholder_client'],
    ['venv/bin/python', 'client.py', server.url, token],
  ]);
}

/** The last command prints what it found; whatever fails ends it. */
function inTurn(language: string, cwd: string, commands: readonly (readonly string[])[]): string[] {
  let said = '';
  for (const [command = '', ...words] of commands) {
    const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8' });
    if (status !== 0) return [`${language}: ${command} ${words.slice(0, 2).join(' ')} ended with ${status}. ${stdout}${stderr}`];
    said = stdout;
  }
  console.log(`${language}: ${said.trim()}`);
  const found = JSON.parse(said) as Record<string, unknown>;
  const differ = Object.entries(expected).filter(([name, value]) => JSON.stringify(found[name]) !== JSON.stringify(value));
  const empty = ['certificates', 'accounts'].filter((name) => Object(found[name]).length === 0 || found[name] === 0);
  return [...differ.map(([name]) => name), ...empty].map((name) => `${language}: ${name} is ${JSON.stringify(found[name])}`);
}
