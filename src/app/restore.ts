import { existsSync } from 'node:fs';
import { chainStart } from '#src/ground/audit.ts';
import { isoTime } from '#src/ground/time.ts';
import { dropAcceptance, readAnchor, writeAnchor } from '#src/host/anchor.ts';
import { systemClock } from '#src/host/clock.ts';
import type { Config } from '#src/host/config.ts';
import { RestoreRefused } from '#src/host/db/errors.ts';
import { type BackupFacts, inspectBackup, putBack } from '#src/host/db/restore.ts';
import { type CommandInput, type CommandResult, dryRun, wordOf, yes } from '#src/http/command.ts';
import { whereRootKeysAre } from '#src/features/keys/index.ts';
import { createFormat } from '#src/ui/format.ts';
import type { AppCommand } from './app-command.ts';

export const restoreCommand: AppCommand = {
  name: 'restore',
  summary: 'put a backup in place, with the server stopped; it opens read-only until audit accept says to go on with it',
  arguments: [{ name: 'FILE', doc: 'a backup that ./keyholder backup made', path: 'place' }],
  options: [{ flag: 'force', doc: 'put the database that is there aside, under another name' }, dryRun, yes],
  busy: 'Checking the backup and putting it in place',
  offline: async (input, config) => restore(input, config()),
};

async function restore(input: CommandInput, config: Config): Promise<CommandResult> {
  if (config.databaseUrl !== 'sqlite:')
    throw new RestoreRefused('This installation lives on PostgreSQL: restore it there, with pg_restore or your provider’s snapshots.');
  const file = wordOf(input, 'FILE');
  const facts = inspectBackup(file);
  // Read before anything is changed: a damaged one is refused with what to do.
  const anchor = readAnchor(config.auditAnchor);
  const now = systemClock.now();
  const holds = `${file} holds the log up to event ${facts.seq}${facts.at === null ? '' : `, of ${createFormat('en', 'UTC', now).dateTime(facts.at)}`}.`;
  const keys = whereRootKeysAre(config.rootKeyFile, facts.rootKeys);
  const json = { file, seq: facts.seq, at: facts.at === null ? null : isoTime(facts.at), rootKeys: keys };
  const needs = keys.map((key) => keyText(config, key));
  if (input.options['dry-run']) return { text: [holds, ...needs, dryText(config, input)].join('\n'), json: { ...json, dryRun: true, aside: null }, exit: 0 };
  const suffix = `replaced-${isoTime(now).replace(/[:.]/g, '')}`;
  const aside = putBack(file, config.dataDir, input.options.force ? { suffix } : null);
  mark(config, anchor?.seq ?? 0, facts, now);
  return { text: [holds, ...needs, ...doneText(config, aside)].join('\n'), json: { ...json, dryRun: false, aside }, exit: 0 };
}

/**
 * A backup never holds the event that tells of it, so the log it comes from went further. The anchor says so, also on a
 * machine that has none: what is restored is looked at before anybody goes on with it.
 */
function mark(config: Config, anchored: number, { seq }: BackupFacts, now: number): void {
  dropAcceptance(config.auditAnchor);
  if (anchored <= seq) writeAnchor(config.auditAnchor, { seq: seq + 1, hash: chainStart, at: now });
}

/** A key that is not needed now may lie in the place of the one that is: it is not to be overwritten. */
function keyText({ rootKeyFile }: Config, { id, file }: ReturnType<typeof whereRootKeysAre>[number]): string {
  if (file !== null) return `Its secrets open with the root key ${id}, which is in ${file}.`;
  const place = existsSync(rootKeyFile) ? `${rootKeyFile}.retired-${id}` : rootKeyFile;
  return `Its secrets open with the root key ${id}, which is not here. Put your copy of it there as ${place}, mode 0600, before you start.`;
}

function dryText({ dataDir }: Config, input: CommandInput): string {
  const target = `${dataDir}/keyholder.db`;
  if (!existsSync(target)) return `Would be put in place as ${target}. Nothing was changed.`;
  return input.options.force
    ? `${target} would be put aside, and this take its place. Nothing was changed.`
    : `${target} is there already, so it would be refused without --force. Nothing was changed.`;
}

function doneText({ dataDir }: Config, aside: string | null): string[] {
  return [
    `It is in place in ${dataDir}.`,
    ...(aside === null ? [] : [`What was there is ${aside} now. Delete it when you are done.`]),
    '',
    'Next, see docs/backup.md:',
    "  1. Look at it: './keyholder audit verify'.",
    "  2. Go on with it: './keyholder audit accept'.",
    '  3. Repeat what happened since: who left, which passwords were set.',
    '  4. Start the server. Every session ends and every token is revoked.',
  ];
}
