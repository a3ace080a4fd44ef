import { accountFacts } from '#src/features/access/index.ts';
import { type Account, accountTitle, getAccount } from '#src/features/accounts/index.ts';
import { type EndsRow, endsWhat, findPlatform, linkAddress, type Platform } from '#src/features/platforms/index.ts';
import { getPerson } from '#src/features/people/index.ts';
import { type CauseKind, getSecret, openCauses, type Secret } from '#src/features/secrets/index.ts';
import { rotationPolicy } from '#src/features/settings/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { allows } from '#src/ground/permission.ts';
import { found } from '#src/ground/problem.ts';
import { day } from '#src/ground/time.ts';
import type { RotationRow } from './queries.ts';
import { dueAt } from './rules.ts';
import { getRotation, toldPeople } from './service.ts';

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
    performer: rotation.performerId ? (await getPerson(ctx, rotation.performerId)).displayName : null,
  };
}

function placeOf(platform: Platform, slot: 'changePassword' | 'twoFactor' | 'sessions', accountUrl: string | null): Place | null {
  const link = platform.links[slot];
  const address = linkAddress(link, accountUrl) ?? null;
  const menu = 'menu' in link && link.menu ? link.menu : null;
  return address || menu ? { address, menu, sure: link.confidence !== 'unconfirmed' } : null;
}
