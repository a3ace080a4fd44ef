import { accountFacts, visibleAccounts } from '#src/features/access/index.ts';
import { type Account, accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { type EndsRow, endsWhat, findPlatform, linkAddress, type Platform } from '#src/features/platforms/index.ts';
import { getPerson } from '#src/features/people/index.ts';
import { type CauseKind, getSecret, hasBeenShown, openCauses, type Secret } from '#src/features/secrets/index.ts';
import { rotationPolicy } from '#src/features/settings/index.ts';
import { personOf } from '#src/ground/actor.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { allows } from '#src/ground/permission.ts';
import { found } from '#src/ground/problem.ts';
import { day } from '#src/ground/time.ts';
import { listToConfirm, type RotationRow } from './queries.ts';
import { dueAt, type Word, wordOf } from './rules.ts';
import { otherPeople, toldPeople } from './confirm.ts';
import { getRotation } from './service.ts';

export type Place = { address: string | null; menu: { en: readonly string[]; nl?: readonly string[] } | null; sure: boolean };

/** Everything the guided page says, without any value. */
export type RotationDetails = {
  rotation: RotationRow;
  secret: Secret;
  account: Account;
  title: string;
  platform: Platform;
  mayRun: boolean;
  dueAt: Instant | null;
  ageDays: number | null;
  limitDays: number;
  causes: readonly CauseKind[];
  ends: readonly EndsRow[];
  password: Place | null;
  factor: Place | null;
  sessions: Place | null;
  told: readonly string[];
  performer: string | null;
  confirmation: Confirmation;
};

/** Who has said what of the candidate: what this reader's word would be worth, and who else may give theirs. */
export type Confirmation = {
  word: Word;
  /** The reader was shown the candidate, or a code of it. */
  seen: boolean;
  attestedBy: string | null;
  attestedAt: Instant | null;
  /** Null where the same person set it. */
  confirmedBy: string | null;
  others: readonly string[];
};

export async function rotationDetails(ctx: Ctx, id: string): Promise<RotationDetails> {
  const rotation = await getRotation(ctx, id);
  const secret = await getSecret(ctx, rotation.secretId);
  const account = await getAccount(ctx, rotation.accountId);
  const platform = found(findPlatform(account.platform), 'account.unknown-platform');
  const policy = await rotationPolicy(ctx);
  const causes = await openCauses(ctx, [secret.id]);
  const place = (slot: 'changePassword' | 'twoFactor' | 'sessions') => placeOf(platform, slot, account.url);
  return {
    rotation,
    secret,
    account,
    title: accountTitle(account),
    platform,
    mayRun: allows(ctx, 'rotation.run', await accountFacts(ctx, account.id)),
    dueAt: dueAt({ ...secret, criticality: account.criticality, status: account.status }, policy, causes)?.at ?? null,
    ageDays: secret.valueSetAt === null ? null : Math.floor((ctx.now() - secret.valueSetAt) / day),
    limitDays: policy[account.criticality],
    causes: [...new Set(causes.map((cause) => cause.kind))],
    ends: secret.kind === 'password' ? endsWhat(platform) : [],
    password: place('changePassword'),
    factor: place('twoFactor'),
    sessions: place('sessions'),
    told: (await toldPeople(ctx, rotation)).map((person) => person.name),
    performer: await nameOf(ctx, rotation.performerId),
    confirmation: await confirmationOf(ctx, rotation, account),
  };
}

async function confirmationOf(ctx: Ctx, rotation: RotationRow, account: Account): Promise<Confirmation> {
  const { secretId, candidateId, attestedBy, attestedAt, state, closedBy } = rotation;
  const reader = personOf(ctx.actor)?.id ?? null;
  const others = await otherPeople(ctx, rotation.accountId, reader);
  const word = wordOf({ critical: account.criticality === 'critical', attestedBy, others: others.length }, reader ?? '');
  const seen = candidateId !== null && reader !== null && (await hasBeenShown(ctx, secretId, candidateId, reader));
  const second = state === 'confirmed' && closedBy !== attestedBy ? closedBy : null;
  return { word, seen, attestedBy: await nameOf(ctx, attestedBy), attestedAt, confirmedBy: await nameOf(ctx, second), others: others.map(({ name }) => name) };
}

async function nameOf(ctx: Ctx, personId: string | null): Promise<string | null> {
  return personId === null ? null : (await getPerson(ctx, personId)).displayName;
}

/** A new value that somebody set on a critical account and that waits for somebody else: for those who may confirm it. */
export type ToConfirm = { rotationId: string; secretId: string; kind: Secret['kind']; accountId: string; account: string; by: string; at: Instant };

/** What waits for this reader to try and confirm, the longest waiting first. */
export async function valuesToConfirm(ctx: Ctx): Promise<ToConfirm[]> {
  const me = personOf(ctx.actor);
  if (!me) return [];
  const found: ToConfirm[] = [];
  for (const { rotationId, secretId, kind, accountId, by, at, ...account } of await listToConfirm(ctx.read, me.id, visibleAccounts(ctx))) {
    if (!allows(ctx, 'rotation.run', await accountFacts(ctx, accountId))) continue;
    found.push({ rotationId, secretId, kind, accountId, account: accountTitle(account), by, at: at ?? ctx.now() });
  }
  return found;
}

function placeOf(platform: Platform, slot: 'changePassword' | 'twoFactor' | 'sessions', accountUrl: string | null): Place | null {
  const link = platform.links[slot];
  const address = linkAddress(link, accountUrl) ?? null;
  const menu = 'menu' in link && link.menu ? link.menu : null;
  return address || menu ? { address, menu, sure: link.confidence !== 'unconfirmed' } : null;
}
