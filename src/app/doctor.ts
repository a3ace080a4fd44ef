import { statSync } from 'node:fs';
import { verifyChain } from '#src/features/audit/index.ts';
import { type Config, settingList } from '#src/host/config.ts';
import type { AppCommand } from './app-command.ts';
import type { App } from './boot.ts';

type Finding = { what: string; ok: boolean; say: string };

export const doctorCommand: AppCommand = {
  name: 'doctor',
  summary: 'print the effective configuration, secrets masked, and check what can be checked; exit 3 when something is wrong',
  arguments: [],
  options: [],
  async run(app, ctx) {
    const { events, finding } = await verifyChain(ctx);
    const findings: Finding[] = [
      ...(await app.db.conditions()).map(({ what, ok, say }) => ({ what, ok, say })),
      stateFinding(app),
      keyFileFinding(app.config.rootKeyFile),
      {
        what: 'audit log',
        ok: finding === null,
        say: finding ? `event ${finding.seq} does not hold (${finding.fault})` : `${events} events hold`,
      },
      {
        what: 'mail',
        ok: app.config.smtpUrl !== undefined,
        say: app.config.smtpUrl ? 'a server is configured' : 'no server is configured (KEYHOLDER_SMTP_URL); mails wait in the outbox',
      },
    ];
    const configuration = effective(app.config);
    const text = [
      ...configuration.map(([name, value]) => `${name}=${value}`),
      '',
      ...findings.map((one) => `${one.ok ? 'ok ' : 'no '} ${one.what}: ${one.say}`),
    ].join('\n');
    // Mail is optional; everything else has to be right.
    const wrong = findings.some((one) => !one.ok && one.what !== 'mail');
    return { text, json: { configuration: Object.fromEntries(configuration), findings }, exit: wrong ? 3 : 0 };
  },
};

function stateFinding(app: App): Finding {
  const says = {
    open: 'open',
    sealed: `sealed: ${app.config.rootKeyFile} is missing or belongs to another database`,
    recovery: "read-only: the audit log differs from its anchor; see './keyholder audit verify' and 'audit accept'",
  };
  return { what: 'vault', ok: app.state() === 'open', say: says[app.state()] };
}

function keyFileFinding(path: string): Finding {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode === undefined) return { what: 'root key', ok: false, say: `${path} is not there` };
  const loose = (mode & 0o077) !== 0;
  return { what: 'root key', ok: !loose, say: loose ? `others may read ${path}; run chmod 600 on it` : path };
}

/** Values as they took effect; what may hold a password is shown as set or not. */
function effective(config: Config): [string, string][] {
  const values: Record<string, string | undefined> = {
    KEYHOLDER_DATA_DIR: config.dataDir,
    KEYHOLDER_DATABASE_URL: config.databaseUrl === 'sqlite:' ? 'sqlite:' : 'postgres://(set)',
    KEYHOLDER_LISTEN: `${config.listen.host}:${config.listen.port}`,
    KEYHOLDER_PUBLIC_URL: config.publicUrl,
    KEYHOLDER_ROOT_KEY: `file:${config.rootKeyFile}`,
    KEYHOLDER_AUDIT_ANCHOR: config.auditAnchor,
    KEYHOLDER_SMTP_URL: config.smtpUrl ? '(set)' : '(none)',
    KEYHOLDER_MAIL_FROM: config.mailFrom,
    KEYHOLDER_LOG_LEVEL: config.logLevel,
  };
  return settingList.map(({ env }) => [env, values[env] ?? '']);
}
