import type { Migration } from './migrate.ts';

/** A trigger of ours, or the function that PostgreSQL's triggers call. `text`: what it does, in words that compare. */
export type Guard = { name: string; text: string };

/** What the migrations leave in force. A table that is made anew loses its triggers, so they must be made again. */
export function shippedGuards(migrations: readonly Migration[]): readonly Guard[] {
  const guards = new Map<string, string>();
  for (const statement of migrations.flatMap(({ statements }) => statements)) {
    const text = statement.replace(/^\s*--.*$/gm, '');
    const [, verb, name = ''] = /^\s*(create|drop)\s+(?:trigger|function)\s+(\w+)/i.exec(text) ?? [];
    if (verb === 'create') guards.set(name, guardText(text));
    else if (verb === 'drop') guards.delete(name);
  }
  return [...guards].map(([name, text]) => ({ name, text }));
}

/** One text for what was shipped and for what an engine says is there: PostgreSQL prints a condition in its own words. */
export function guardText(sql: string): string {
  const [, body = sql] = /\$\$([\s\S]*)\$\$/.exec(sql) ?? [];
  const plain = body.toLowerCase().replace(/\s+/g, ' ').replace(/;\s*$/, '').trim();
  return plain.replace(/ on \w+\.(\w+) for each/, ' on $1 for each').replace(/ when \(.*\) execute/, ' when execute');
}

/** The names of those that are gone, switched off or say something else. */
export function lostGuards(shipped: readonly Guard[], there: readonly Guard[]): string[] {
  const texts = new Map(there.map(({ name, text }) => [name, text]));
  return shipped.filter(({ name, text }) => texts.get(name) !== text).map(({ name }) => name);
}
