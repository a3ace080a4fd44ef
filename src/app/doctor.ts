import { statfsSync, statSync } from 'node:fs';
import { backupStanding, type ChainReport, verifyChain } from '#src/features/audit/index.ts';
import { checkDataKeys, rootKeyFault, vaultFacts } from '#src/features/keys/index.ts';
import { clockFacts } from '#src/ground/clock-watch.ts';
import { type Administration, administration } from '#src/features/people/index.ts';
import { isSetUp } from '#src/features/settings/index.ts';
import { mannersOf } from '#src/features/notifications/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { listHeldMail } from '#src/ground/held-mail.ts';
import { AnchorUnreadable } from '#src/host/anchor.ts';
import { type Config, settingList } from '#src/host/config.ts';
import { checkMailServer } from '#src/host/mail.ts';
import { columns } from '#src/ui/columns.ts';
import { createFormat } from '#src/ui/format.ts';
import type { AppCommand } from './app-command.ts';
import type { App } from './boot.ts';
import { compareWithAnchor } from './chain.ts';

/** `must`: what is wrong here has to be put right; the rest is for whoever looks. */
type Finding = { what: string; ok: boolean; must: boolean; say: string };

export const doctorCommand: AppCommand = {
  name: 'doctor',
  summary: 'print the effective configuration, secrets masked, and check what can be checked; exit 3 when something is wrong',
  arguments: [],
  options: [],
  busy: 'Checking',
  async run(app, ctx, input) {
    const { config } = app;
    const findings: Finding[] = [
      { what: 'version', ok: true, must: false, say: `Keyholder ${config.version} on Node ${process.versions.node}` },
      ...(await app.db.conditions()),
      ...vaultFindings(app, await rootKeyFault(ctx)),
      ...(app.state() === 'open' ? [await dataKeysFinding(ctx)] : []),
      folderFinding(config.dataDir),
      spaceFinding(config.dataDir),
      ...((await isSetUp(ctx)) ? [administrationFinding(await administration(ctx))] : []),
      chainFinding(await verifyChain(ctx, input.progress)),
      guardsFinding(await app.db.lostGuards()),
      await anchorFinding(ctx),
      await backupFinding(ctx),
      await clockFinding(ctx),
      await mailFinding(ctx),
    ];
    const configuration = effective(config);
    const text = [
      ...configuration.map(([name, value]) => `${name}=${value}`),
      '',
      ...columns(findings.map((one) => [one.ok ? 'ok' : one.must ? 'NO' : 'look', one.what, one.say])),
    ].join('\n');
    const wrong = findings.some((one) => one.must && !one.ok);
    return { text, json: { ok: !wrong, configuration: Object.fromEntries(configuration), findings }, exit: wrong ? 3 : 0 };
  },
};

/** The state and the file tell one story: what is wrong with the file is why it is sealed. */
function vaultFindings({ state, config }: App, fault: string | null): Finding[] {
  const says = {
    open: 'open',
    sealed: fault === null ? "sealed: './keyholder unseal' opens it" : 'sealed, because of its root key',
    recovery: "read-only: the audit log differs from its anchor; see './keyholder audit verify' and 'audit accept'",
  };
  return [
    { what: 'vault', ok: state() === 'open', must: true, say: says[state()] },
    { what: 'root key', ok: fault === null, must: true, say: fault ?? `${config.rootKeyFile}, for its owner only` },
  ];
}

/** Each opened, and no value. */
async function dataKeysFinding(ctx: Ctx): Promise<Finding> {
  const [{ keys, damaged }, { left }] = [await checkDataKeys(ctx), await vaultFacts(ctx)];
  const found = (ok: boolean, must: boolean, say: string): Finding => ({ what: 'data keys', ok, must, say });
  if (damaged > 0)
    return found(false, true, `${damaged} of ${keys} ${damaged === 1 ? 'does' : 'do'} not open: what they sealed was damaged; an older backup has it`);
  if (left !== null) return found(false, false, `the root key is being changed, ${left} of ${keys} still to be wrapped anew; see './keyholder key status'`);
  return found(true, true, `${keys} open`);
}

function folderFinding(path: string): Finding {
  const loose = (statSync(path).mode & 0o077) !== 0;
  return { what: 'data directory', ok: !loose, must: true, say: loose ? `others may look into ${path}; run chmod 700 on it` : `${path}, for its owner only` };
}

const leastSpace = 512 * 1024 * 1024;

/** A full disk refuses every reveal, because its event could not be kept. */
function spaceFinding(path: string): Finding {
  const { bavail, bsize } = statfsSync(path);
  const free = bavail * bsize;
  const say = `${(free / 1024 / 1024 / 1024).toFixed(1)} GiB free${free < leastSpace ? ': make room, or nothing can be written soon' : ''}`;
  return { what: 'disk', ok: free >= leastSpace, must: true, say };
}

/** Of departures that everybody may know; of the others HR is told. */
function administrationFinding({ here, staying }: Administration): Finding {
  const appoint = "appoint one with './keyholder admin appoint'";
  const say =
    here === 0 ? `nobody administers: ${appoint}` : staying === 0 ? `every administrator leaves: ${appoint}` : `${staying} ${staying === 1 ? 'stays' : 'stay'}`;
  return { what: 'administrators', ok: staying > 0, must: here === 0, say };
}

function chainFinding({ events, finding, textsGone, withheldBroken }: ChainReport): Finding {
  const found = (ok: boolean, say: string): Finding => ({ what: 'audit log', ok, must: true, say });
  const see = "see './keyholder audit verify'";
  if (finding) return found(false, `event ${finding.seq} does not hold (${finding.fault}); ${see}`);
  if (withheldBroken) return found(false, `what is withheld beside the log does not hold; ${see}`);
  if (textsGone.length > 0) return found(false, `free text was removed from ${textsGone.length} of ${events} events; ${see}`);
  return found(true, `${events} events hold`);
}

function guardsFinding(lost: readonly string[]): Finding {
  const say =
    lost.length > 0 ? `gone or changed: ${lost.join(', ')}; the database would let a program rewrite what is written once` : 'every trigger is in place';
  return { what: 'database guards', ok: lost.length === 0, must: true, say };
}

async function anchorFinding(ctx: Ctx): Promise<Finding> {
  const { auditAnchor } = ctx.config;
  const found = (ok: boolean, say: string): Finding => ({ what: 'audit anchor', ok, must: true, say });
  try {
    const { verdict } = await compareWithAnchor(ctx);
    if (verdict === 'no-anchor')
      return { ...found(false, `${auditAnchor} is not there, so a cut tail could not be seen; it is written with the next event`), must: false };
    const says = {
      agrees: `${auditAnchor} agrees`,
      lost: `${auditAnchor} is not there, and the log tells that there was one`,
      behind: 'saw events that the log does not have',
      differs: 'saw another log',
    };
    return found(verdict === 'agrees', says[verdict]);
  } catch (error) {
    if (!(error instanceof AnchorUnreadable)) throw error;
    return found(false, error.message);
  }
}

async function backupFinding(ctx: Ctx): Promise<Finding> {
  const { state, at } = await backupStanding(ctx);
  const found = (ok: boolean, say: string): Finding => ({ what: 'backup', ok, must: false, say });
  if (state === 'elsewhere') return found(true, 'made at the database, of which nothing is known here');
  const old = at === null ? 'there is none' : `the last one is of ${createFormat('en', 'UTC', ctx.now()).dateTime(at)}`;
  return found(state === 'made', `${old}${state === 'made' ? '' : "; './keyholder backup FILE', or scripts/backup each night"}`);
}

async function clockFinding(ctx: Ctx): Promise<Finding> {
  const { state, by } = await clockFacts(ctx);
  const span = createFormat('en', 'UTC', ctx.now()).duration(Math.abs(by));
  const moved = by < 0 ? `was set back by ${span}` : `moved on by ${span} at once`;
  const says = {
    even: 'it runs evenly',
    behind: `it is ${span} behind what it showed before`,
    stepped: `it ${moved}: nothing old is destroyed until it has run evenly for a day, or './keyholder clock accept' says that it is right`,
  };
  return { what: 'clock', ok: state === 'even', must: false, say: says[state] };
}

async function mailFinding(ctx: Ctx): Promise<Finding> {
  const { count } = await listHeldMail(ctx.read, 1);
  const mails = `${count} ${count === 1 ? 'mail has' : 'mails have'} not left`;
  const { smtpUrl } = ctx.config;
  if (!smtpUrl) return { what: 'mail', ok: false, must: false, say: `no server is configured (KEYHOLDER_SMTP_URL); ${mails}` };
  const refusal = await checkMailServer(smtpUrl, mannersOf(ctx.config));
  if (refusal)
    return {
      what: 'mail',
      ok: false,
      must: true,
      say: `the server ${new URL(smtpUrl).hostname} cannot be used (${refusal.because}); ${mails}${adviceFor(refusal.because)}`,
    };
  return { what: 'mail', ok: true, must: false, say: `the server lets us in; ${mails}` };
}

function adviceFor(because: string): string {
  if (because.includes('certificate')) return '; KEYHOLDER_SMTP_CA names the file with the certificate of its authority';
  return because.startsWith('EAUTH') ? '; it does not take this user and password' : '';
}

/** Values as they took effect; what may hold a password is shown as set or not. */
function effective(config: Config): [string, string][] {
  const values: Record<(typeof settingList)[number]['env'], string> = {
    KEYHOLDER_CONFIG: config.settingsFiles.join(', then ') || 'none',
    KEYHOLDER_DATA_DIR: config.dataDir,
    KEYHOLDER_DATABASE_URL: config.databaseUrl === 'sqlite:' ? 'sqlite:' : 'postgres://(set)',
    KEYHOLDER_LISTEN: `${config.listen.host}:${config.listen.port}`,
    KEYHOLDER_PUBLIC_URL: config.publicUrl,
    KEYHOLDER_HSTS: config.hsts,
    KEYHOLDER_TRUSTED_PROXIES: config.trustedProxies.join(',') || 'none',
    KEYHOLDER_ROOT_KEY: `file:${config.rootKeyFile}`,
    KEYHOLDER_AUDIT_ANCHOR: config.auditAnchor,
    KEYHOLDER_SMTP_URL: config.smtpUrl ? '(set)' : '(none)',
    KEYHOLDER_SMTP_CA: config.smtpCa === undefined ? '(none)' : '(set)',
    KEYHOLDER_MAIL_REPLY_TO: config.mailReplyTo ?? '(none)',
    KEYHOLDER_MAIL_FROM: config.mailFrom,
    KEYHOLDER_METRICS_TOKEN: config.metricsToken === undefined ? '(none)' : '(set)',
    KEYHOLDER_ACCESS_LOG: config.accessLog ? 'on' : 'off',
    KEYHOLDER_LOG_LEVEL: config.logLevel,
  };
  return settingList.map(({ env }) => [env, values[env]]);
}
