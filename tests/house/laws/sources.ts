import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { installation } from '#src/host/config.ts';

export type Source = { path: string; text: string };
export type Violation = { path: string; because: string };
export type Import = { target: string; names: readonly string[]; typeOnly: boolean };

/** Files of the repository below these folders (or these files), with paths from its root. */
export function readSources(folders: readonly string[], ends: RegExp = /\.tsx?$/): Source[] {
  return folders
    .flatMap(filesBelow)
    .filter((path) => ends.test(path))
    .map((path) => ({ path: relative(installation, path), text: readFileSync(path, 'utf8') }));
}

function filesBelow(folder: string): string[] {
  const full = join(installation, folder);
  const entries = readdirSync(full, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** A tree written down in a test. */
export function tree(files: Readonly<Record<string, string>>): Source[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}

export function isTest(path: string): boolean {
  return /\.test(-kit)?\.tsx?$/.test(path) || path.startsWith('tests/');
}

const fromClause = /(?:^|\n)\s*(import|export)\s+(type\s+)?([^'";]*?)\s*from\s*'([^']+)'/g;
const bareClause = /(?:^|\n)\s*import\s*'([^']+)'|\bimport\('([^']+)'\)/g;

/** What a file imports or re-exports, the names as written; a path inside the repository is told from its root. */
export function importsOf(source: Source): Import[] {
  const named = [...source.text.matchAll(fromClause)].map(([, , type, clause = '', from = '']) => {
    const names = clause
      .replace(/[{}]/g, '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const typeOnly = type !== undefined || (clause.startsWith('{') && names.every((name) => name.startsWith('type ')));
    return { target: resolveImport(source.path, from), names, typeOnly };
  });
  const bare = [...source.text.matchAll(bareClause)].map(([, one, other]) => {
    return { target: resolveImport(source.path, one ?? other ?? ''), names: [], typeOnly: false };
  });
  return [...named, ...bare];
}

function resolveImport(path: string, from: string): string {
  if (from.startsWith('#')) return from.slice(1);
  return from.startsWith('.') ? join(path, '..', from) : from;
}

/** The text with comments blanked out, line for line. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}
