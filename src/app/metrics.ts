import { backupStanding, chainHead } from '#src/features/audit/index.ts';
import type { Ctx } from '#src/ground/ctx.ts';
import { countMails } from '#src/ground/held-mail.ts';
import { readAnchor } from '#src/host/anchor.ts';
import type { App } from './boot.ts';
import type { Requests } from './requests.ts';
import { jobFacts } from './schedule.ts';

type Sample = { labels?: Readonly<Record<string, string>>; value: number; suffix?: string };
type Metric = { name: string; type: 'gauge' | 'counter' | 'histogram'; help: string; samples: readonly Sample[] };

const mime = 'text/plain; version=0.0.4; charset=utf-8';

/** Figures for a Prometheus: of the installation and of this process, and of nobody in particular. */
export async function metricsOf(app: App, requests: Requests): Promise<{ body: string; type: string }> {
  const ctx = app.ctxFor({ kind: 'system', job: 'metrics' }, 'job');
  const metrics = [...(await ofInstallation(app, ctx)), ...ofProcess(app, requests)];
  return { body: metrics.map(printed).join(''), type: mime };
}

async function ofInstallation(app: App, ctx: Ctx): Promise<Metric[]> {
  const { config } = app;
  const jobs = await jobFacts(ctx);
  const mails = await countMails(ctx.read);
  const backup = await backupStanding(ctx);
  const head = await chainHead(ctx);
  const anchor = readAnchor(config.auditAnchor);
  const byJob = (value: (job: (typeof jobs)[number]) => number | null): Sample[] =>
    jobs.flatMap((job) => (value(job) === null ? [] : [{ labels: { job: job.name }, value: value(job) ?? 0 }]));
  return [
    gauge('info', 'Version and engine.', [{ labels: { version: config.version, engine: app.db.engine }, value: 1 }]),
    gauge(
      'state',
      'Which of the three it is in.',
      ['open', 'sealed', 'recovery'].map((state) => ({ labels: { state }, value: Number(app.state() === state) })),
    ),
    gauge('disk_trouble', 'Whether the disk last refused something.', one(Number(app.db.diskTrouble() !== null))),
    gauge(
      'job_last_run_timestamp_seconds',
      'When a job last began.',
      byJob((job) => job.lastAt / 1000),
    ),
    gauge(
      'job_last_run_failed',
      'Whether its last run failed.',
      byJob((job) => Number(job.lastFailed)),
    ),
    gauge(
      'job_interval_seconds',
      'How often it should run; none for what cron starts.',
      byJob((job) => job.every && job.every / 1000),
    ),
    counter(
      'job_failures_total',
      'Runs that failed, as far back as runs are kept.',
      byJob((job) => job.failures),
    ),
    gauge('mails', 'Mails in the outbox.', [
      { labels: { state: 'waiting' }, value: mails.waiting },
      { labels: { state: 'failed' }, value: mails.failed },
    ]),
    gauge('mail_oldest_waiting_seconds', 'Since when the oldest of them waits.', one(mails.oldest === null ? 0 : (ctx.now() - mails.oldest) / 1000)),
    gauge('backup_last_timestamp_seconds', 'When the last backup was made; none where that is unknown.', backup.at === null ? [] : one(backup.at / 1000)),
    gauge('backup_late', 'Whether it is older than it should be.', one(Number(backup.state === 'late'))),
    counter('events_total', 'Events in the audit log.', one(head.seq)),
    gauge('anchor_timestamp_seconds', 'When the head of the log was last noted outside.', anchor ? one(anchor.at / 1000) : []),
    gauge('anchor_lag_events', 'Events since then.', anchor ? one(head.seq - anchor.seq) : []),
  ];
}

function ofProcess(app: App, requests: Requests): Metric[] {
  const { waiting, commits } = app.db;
  const { buckets, sum, count } = commits();
  return [
    gauge('writer_waiting', 'Units of work that wait for the writer.', one(waiting())),
    {
      name: 'keyholder_commit_seconds',
      type: 'histogram',
      help: 'How long a group of units takes until it is durable.',
      samples: [
        ...buckets.map(({ upTo, count: within }) => ({ suffix: '_bucket', labels: { le: Number.isFinite(upTo) ? String(upTo) : '+Inf' }, value: within })),
        { suffix: '_sum', value: sum },
        { suffix: '_count', value: count },
      ],
    },
    counter(
      'requests_total',
      'Requests answered, by status.',
      [...requests.answers].map(([status, value]) => ({ labels: { status: String(status) }, value })),
    ),
    counter('sign_ins_refused_total', 'Passwords and codes that were refused.', one(requests.signInsRefused())),
    { name: 'process_resident_memory_bytes', type: 'gauge', help: 'Memory in use.', samples: one(process.memoryUsage.rss()) },
    { name: 'process_uptime_seconds', type: 'gauge', help: 'How long the process runs.', samples: one(process.uptime()) },
  ];
}

const one = (value: number): Sample[] => [{ value }];
const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({ name: `keyholder_${name}`, type: 'gauge', help, samples });
const counter = (name: string, help: string, samples: readonly Sample[]): Metric => ({ name: `keyholder_${name}`, type: 'counter', help, samples });

function printed({ name, type, help, samples }: Metric): string {
  const lines = samples.map(({ suffix = '', labels = {}, value }) => {
    const said = Object.entries(labels).map(([label, text]) => `${label}="${text.replace(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))}"`);
    return `${name}${suffix}${said.length > 0 ? `{${said.join(',')}}` : ''} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
