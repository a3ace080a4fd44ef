import type { Criticality, GrantKind, Level, Office, PlannedKind, SecretKind, Tier } from '#db/words.ts';
export type { Criticality, GrantKind, PlannedKind, SecretKind, Tier } from '#db/words.ts';
import type { Instant } from '#src/host/clock.ts';

export type HeldGrant = {
  id: string;
  accountId: string;
  kind: GrantKind;
  level: Level | null;
  viaTeam: boolean;
  /** How long the platform makes one wait before this way in can be closed. */
  waits: number;
};

export type HeldSecret = { secretId: string; accountId: string; kind: SecretKind; tier: Tier; since: Instant | null };
export type HeldOffice = { accountId: string; office: Office; successorId: string | null };

export type AccountFact = {
  id: string;
  title: string;
  platform: string;
  criticality: Criticality;
  ownerId: string | null;
  deputyIds: readonly string[];
};

/** Everything about a departure that decides what will happen: read once, for the preview, the dry run and the cut alike. */
export type DepartureFacts = {
  personId: string;
  now: Instant;
  grants: readonly HeldGrant[];
  offices: readonly HeldOffice[];
  secrets: readonly HeldSecret[];
  accounts: ReadonlyMap<string, AccountFact>;
  sessions: number;
  tokens: number;
  tasks: number;
  /** Who is still there after the moment; `hr` never gets a rotation. */
  present: ReadonlyMap<string, { hr: boolean }>;
  administrators: readonly string[];
  /** Who brought it about: no administrator gets into an account by a departure of their own making. */
  beganBy?: ReadonlySet<string>;
  /** The clean-up clock, wall time. */
  slaHours: Readonly<Record<Criticality, number>>;
};

export type PlannedTask = {
  kind: PlannedKind;
  accountId: string;
  secretId: string | null;
  grantId: string | null;
  assigneeId: string | null;
  risk: number;
  slaAt: Instant;
  /** Later than the deadline of the house when the platform asks for patience. */
  waitsUntil: Instant | null;
  /** Place in the plan of the task that goes first. */
  waitsFor: number | null;
};

/** Something that takes longer than the departure itself; best begun early. */
export type LeadTime = { accountId: string; why: 'waiting-period' | 'recovery'; startBy: Instant; readyAt: Instant; days: number; tooLate: boolean };

export type Plan = {
  at: Instant;
  grants: number;
  grantsByKind: Readonly<Record<GrantKind, number>>;
  grantAccounts: number;
  sessions: number;
  tokens: number;
  offices: readonly HeldOffice[];
  dutyTasks: number;
  tasks: readonly PlannedTask[];
  leadTimes: readonly LeadTime[];
  exposure: Readonly<Record<Tier, readonly HeldSecret[]>>;
};

const hour = 60 * 60 * 1000;
const day = 24 * hour;

const reach: Readonly<Record<Criticality, number>> = { critical: 9, normal: 3, low: 1 };
const weight: Readonly<Record<PlannedKind, number>> = { 'move-recovery': 5, 'move-factor': 4, rotate: 4, 'remove-role': 3, 'reconnect-app': 1 };
const depth = { manages: 3, knows: 2, other: 1 } as const;

/** Work that ends with somebody seeing or moving a secret. */
const involvesSecret: ReadonlySet<string> = new Set(['rotate', 'move-factor', 'move-recovery']);

/** Within one account: who can win the account back goes first, then the factor, the secret, the role, the tools. */
const turn: Readonly<Record<PlannedKind, number>> = { 'move-recovery': 0, 'move-factor': 1, rotate: 2, 'remove-role': 3, 'reconnect-app': 4 };

const closedByTask: Readonly<Partial<Record<GrantKind, PlannedKind>>> = {
  'platform-role': 'remove-role',
  'recovery-contact': 'move-recovery',
  'second-factor': 'move-factor',
  'connected-app': 'reconnect-app',
};

export function planOffboarding(facts: DepartureFacts, at: Instant): Plan {
  const held = facts.grants;
  return {
    at,
    grants: held.length,
    grantsByKind: countKinds(held),
    grantAccounts: new Set(held.map((grant) => grant.accountId)).size,
    sessions: facts.sessions,
    tokens: facts.tokens,
    offices: facts.offices,
    dutyTasks: facts.tasks,
    tasks: planTasks(facts, at),
    leadTimes: leadTimesOf(facts, at),
    exposure: {
      knows: facts.secrets.filter((secret) => secret.tier === 'knows'),
      'could-have-seen': facts.secrets.filter((secret) => secret.tier === 'could-have-seen'),
      safe: facts.secrets.filter((secret) => secret.tier === 'safe'),
    },
  };
}

/** One task for every way in that the vault cannot close by itself, in the order in which they should be done. */
export function planTasks(facts: DepartureFacts, at: Instant): PlannedTask[] {
  const held = byAccount(facts);
  const drafts = [...accessTasks(facts), ...rotationTasks(facts)].map((draft) => taskOf(facts, held(draft.accountId), at, draft));
  const worst = new Map<string, number>();
  for (const task of drafts) worst.set(task.accountId, Math.max(worst.get(task.accountId) ?? 0, task.risk));
  const rank = (task: PlannedTask) => worst.get(task.accountId) ?? 0;
  const title = (task: PlannedTask) => facts.accounts.get(task.accountId)?.title ?? task.accountId;
  const { compare } = new Intl.Collator();
  const ordered = drafts.toSorted((a, b) => rank(b) - rank(a) || compare(title(a), title(b)) || turn[a.kind] - turn[b.kind] || b.risk - a.risk);
  const rotation = new Map<string, number>();
  ordered.forEach((task, place) => {
    if (task.kind === 'rotate' && !rotation.has(task.accountId)) rotation.set(task.accountId, place);
  });
  // A new password breaks the tools that use the old one, so they are reconnected after it.
  return ordered.map((task) => (task.kind === 'reconnect-app' ? { ...task, waitsFor: rotation.get(task.accountId) ?? null } : task));
}

function accessTasks(facts: DepartureFacts): Draft[] {
  return facts.grants.flatMap((grant) => {
    const kind = closedByTask[grant.kind];
    if (!kind) return [];
    // A team's grant stays with the team: what ends is this person's own place on the platform.
    return [{ kind, accountId: grant.accountId, grantId: grant.viaTeam ? null : grant.id, secretId: null, waits: grant.waits }];
  });
}

function rotationTasks(facts: DepartureFacts): Draft[] {
  const exposed = facts.secrets.filter((secret) => secret.tier === 'knows' && secret.kind !== 'note');
  const rotations = exposed.map(({ accountId, secretId }): Draft => ({ kind: 'rotate', accountId, secretId, grantId: null, waits: 0 }));
  const covered = new Set(exposed.map((secret) => secret.accountId));
  // Known from before the vault, and the vault has no secret of that account yet: still something to change and to prove.
  const unregistered = facts.grants
    .filter((grant) => grant.kind === 'known-outside' && !covered.has(grant.accountId))
    .map((grant): Draft => ({ kind: 'rotate', accountId: grant.accountId, secretId: null, grantId: grant.id, waits: 0 }));
  return [...rotations, ...unregistered];
}

type Draft = Pick<PlannedTask, 'kind' | 'accountId' | 'grantId' | 'secretId'> & { waits: number };

/** One task, with its risk, its deadline and whoever it falls to. */
export function planTask(facts: DepartureFacts, at: Instant, draft: Draft): PlannedTask {
  return taskOf(facts, byAccount(facts)(draft.accountId), at, draft);
}

type HeldOnAccount = Pick<DepartureFacts, 'grants' | 'offices' | 'secrets'>;

/** Looked up once: a leaver may hold hundreds of things on hundreds of accounts. */
function byAccount(facts: DepartureFacts): (accountId: string) => HeldOnAccount {
  const grants = Map.groupBy(facts.grants, (grant) => grant.accountId);
  const offices = Map.groupBy(facts.offices, (office) => office.accountId);
  const secrets = Map.groupBy(facts.secrets, (secret) => secret.accountId);
  return (id) => ({ grants: grants.get(id) ?? [], offices: offices.get(id) ?? [], secrets: secrets.get(id) ?? [] });
}

function taskOf(facts: DepartureFacts, held: HeldOnAccount, at: Instant, { waits, ...task }: Draft): PlannedTask {
  const account = facts.accounts.get(task.accountId);
  const criticality = account?.criticality ?? 'normal';
  return {
    ...task,
    assigneeId: fitting(facts, held.offices, task.accountId, task.kind),
    risk: reach[criticality] * weight[task.kind] * depthOf(held),
    slaAt: at + facts.slaHours[criticality] * hour,
    waitsUntil: waits > 0 ? at + waits : null,
    waitsFor: null,
  };
}

/** How deep the leaver sits in the account: an office or manage, a known secret, anything else. */
function depthOf({ offices, grants, secrets }: HeldOnAccount): number {
  if (offices.length > 0 || grants.some((grant) => grant.level === 'manage')) return depth.manages;
  return secrets.some((secret) => secret.tier === 'knows') ? depth.knows : depth.other;
}

/** The owner, or whoever becomes it; then a deputy; else an administrator. Never the leaver, and never HR for a secret. */
export function assigneeFor(facts: DepartureFacts, accountId: string, kind: string): string | null {
  const theirs = facts.offices.filter((office) => office.accountId === accountId);
  return fitting(facts, theirs, accountId, kind);
}

function fitting(facts: DepartureFacts, theirs: readonly HeldOffice[], accountId: string, kind: string): string | null {
  const account = facts.accounts.get(accountId);
  const successors = theirs.map((office) => office.successorId);
  const candidates = [
    account?.ownerId,
    ...successors,
    ...(account?.deputyIds ?? []),
    ...facts.administrators.filter((id) => !involvesSecret.has(kind) || !facts.beganBy?.has(id)),
  ];
  const fits = (id: string | null | undefined): id is string => {
    if (!id || id === facts.personId) return false;
    const candidate = facts.present.get(id);
    return candidate !== undefined && !(candidate.hr && involvesSecret.has(kind));
  };
  return candidates.find(fits) ?? null;
}

function leadTimesOf(facts: DepartureFacts, at: Instant): LeadTime[] {
  return facts.grants
    .filter((grant) => grant.waits > 0 || grant.kind === 'recovery-contact')
    .map((grant) => {
      const readyAt = Math.max(at, facts.now + grant.waits);
      return {
        accountId: grant.accountId,
        why: grant.waits > 0 ? 'waiting-period' : 'recovery',
        startBy: at - grant.waits,
        readyAt,
        days: Math.round(grant.waits / day),
        tooLate: readyAt > at,
      };
    });
}

function countKinds(held: readonly HeldGrant[]): Record<GrantKind, number> {
  const counts: Record<GrantKind, number> = {
    'shared-login': 0,
    'platform-role': 0,
    'recovery-contact': 0,
    'second-factor': 0,
    'connected-app': 0,
    'known-outside': 0,
  };
  for (const grant of held) counts[grant.kind] += 1;
  return counts;
}
