import {
  beginRootKey,
  changeSigningKey,
  handoversText,
  prepareRootKey,
  signingKeyHistory,
  type RootKeyFacts,
  rootKeyHistory,
  vaultFacts,
} from '#src/features/keys/index.ts';
import { tellAdministrators } from '#src/features/people/index.ts';
import { getOrganisation, printFormat } from '#src/features/settings/index.ts';
import { inGroups } from '#src/ground/fingerprint.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { type CommandResult, dryRun, yes } from '#src/http/command.ts';
import type { AppCommand } from './app-command.ts';
import type { App } from './boot.ts';
import { wrapsAnew } from './root-key.ts';
import { runJob } from './schedule.ts';

export const changeRootKeyCommand: AppCommand = {
  name: 'key change-root',
  summary: 'make a new root key and wrap every data key anew under it, while the server goes on; killed, it goes on by itself',
  arguments: [],
  options: [{ flag: 'prepare', doc: 'only make the file of the new key, to be copied to the other nodes first' }, dryRun, yes],
  busy: 'Wrapping the keys anew',
  async run(app, ctx, input) {
    if (input.options['dry-run']) return planned(ctx, input.options.prepare === true);
    if (input.options.prepare) return prepared(ctx);
    const { rootKeyId, previousId } = await beginRootKey(ctx, (inside, tx) =>
      tellAdministrators(inside, tx, { key: 'root', at: ctx.now(), fingerprint: null }),
    );
    const outcome = await runJob(app, wrapsAnew(input.progress));
    const { left } = await vaultFacts(ctx);
    const done = left === null;
    return {
      text: [`The root key was changed: ${rootKeyId} is in force.`, ...(done ? doneText(app, previousId) : [outcome === 'done' ? stays(left) : goesOn])].join(
        '\n',
      ),
      json: { rootKeyId, previousId, done },
      exit: 0,
    };
  },
};

const counted = (keys: number) => `${keys} data ${keys === 1 ? 'key' : 'keys'}`;

async function planned(ctx: Ctx, onlyPrepare: boolean): Promise<CommandResult> {
  const [active] = await rootKeyHistory(ctx);
  const file = `${ctx.config.rootKeyFile}.new`;
  const text = onlyPrepare
    ? `A new key would be made in ${file}. Nothing was changed.`
    : `A new root key would be made in ${file}, and ${counted(active?.dataKeys ?? 0)} wrapped anew under it. Values stay as they are; the server goes on. Nothing was changed.`;
  return { text, json: { dryRun: true, file, dataKeys: active?.dataKeys ?? 0 }, exit: 0 };
}

async function prepared(ctx: Ctx): Promise<CommandResult> {
  const { file, rootKeyId } = await prepareRootKey(ctx);
  const text = [
    `${file} holds the next root key, ${rootKeyId}. It does not count yet.`,
    'Copy it, under the same name and with mode 0600, into the data directory of every other node. Then change: ./keyholder key change-root',
  ].join('\n');
  return { text, json: { file, rootKeyId }, exit: 0 };
}

const goesOn = "Data keys are still being wrapped anew, and the server goes on with that by itself: './keyholder key status' says how far it is.";

const stays = (damaged: number) =>
  `${damaged} data ${damaged === 1 ? 'key does' : 'keys do'} not open: what they sealed was damaged before, and the root key before stays in use for them. './keyholder doctor' tells of it.`;

function doneText({ config }: App, previousId: string): string[] {
  const path = config.rootKeyFile;
  return [
    `Every data key is wrapped anew. ${path} holds the new key: copy it to a safe now, and to every other node.`,
    `The one before is kept as ${path}.retired-${previousId}. Backups made until now open with it alone: keep it as long as one of them is kept, apart from them; then delete it.`,
  ];
}

export const changeSigningKeyCommand: AppCommand = {
  name: 'key change-signing',
  summary: 'sign certificates and checkpoints with a new key from now on; what was signed before stays valid',
  arguments: [],
  options: [dryRun, yes],
  async run(_app, ctx, input) {
    if (input.options['dry-run']) {
      const text = 'A new signing key would be made and named by the one before. Nothing was changed.';
      return { text, json: { dryRun: true }, exit: 0 };
    }
    const { name: organisation } = await getOrganisation(ctx);
    const changed = await changeSigningKey(ctx, organisation, (inside, tx, { fingerprint, createdAt }) =>
      tellAdministrators(inside, tx, { key: 'signing', at: createdAt, fingerprint }),
    );
    const { name, fingerprint, previous } = changed;
    const text = [
      `${name} signs from now on. Its fingerprint, to be noted outside Keyholder beside that of ${previous.name}:`,
      `  ${inGroups(fingerprint)}`,
      `What ${previous.name} signed stays valid. './keyholder key handovers FILE' writes down who came after whom, for whoever verifies with either fingerprint.`,
    ];
    return { text: text.join('\n'), json: { name, fingerprint, previous: { name: previous.name, fingerprint: previous.fingerprint } }, exit: 0 };
  },
};

export const keyHandoversCommand: AppCommand = {
  name: 'key handovers',
  summary: 'write down every change of the signing key, signed by both keys, for keyholder verify',
  arguments: [{ name: 'FILE', doc: 'file to make; - for standard output', path: 'output' }],
  options: [],
  async run(_app, ctx, input) {
    const text = await handoversText(ctx);
    const handovers = text.split('\n').length - 1;
    await input.write?.(text);
    return { text: `${handovers} ${handovers === 1 ? 'change' : 'changes'} of the signing key.`, json: { handovers }, exit: 0 };
  },
};

export const keyStatusCommand: AppCommand = {
  name: 'key status',
  summary: 'which root key and which signing key are in force, those before them, and how far a change is; exit 3 while one is under way',
  arguments: [],
  options: [],
  async run(_app, ctx) {
    const f = await printFormat(ctx);
    const roots = await rootKeyHistory(ctx);
    const left = roots.find(({ state }) => state === 'retiring')?.dataKeys;
    const says: Record<RootKeyFacts['state'], (one: RootKeyFacts) => string> = {
      'in-force': ({ dataKeys }) => `in force, wraps ${f.plural(dataKeys, 'data key', 'data keys')}`,
      retiring: ({ dataKeys }) => `being retired, still wraps ${f.plural(dataKeys, 'data key', 'data keys')}`,
      retired: ({ retiredAt }) => `retired ${f.dateTime(retiredAt ?? 0)}`,
    };
    const signing = await signingKeyHistory(ctx);
    const text = [
      ...roots.map((one) => `Root key ${one.id}: made ${f.dateTime(one.createdAt)}, ${says[one.state](one)}.`),
      ...signing.map((one) => {
        const until = one.retiredAt === null ? 'signs now' : `retired ${f.dateTime(one.retiredAt)}`;
        return `Signing key ${one.name}: made ${f.dateTime(one.createdAt)}, ${until}, fingerprint ${inGroups(one.fingerprint)}.`;
      }),
    ];
    return { text: text.join('\n'), json: { rootKeys: roots, signingKeys: signing }, exit: left === undefined ? 0 : 3 };
  },
};
