import { planOfficeMoves } from '#src/features/accounts/index.ts';
import { type Holdings, holdingsOf } from '#src/features/access/index.ts';
import { isAvailable } from '#src/features/people/index.ts';
import { waitingPeriod } from '#src/features/platforms/index.ts';
import { slaHours } from '#src/features/settings/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import { accountFactsOf, countSignedIn, listCandidates, listRolesOfOthers } from './facts.queries.ts';
import type { DepartureFacts } from './plan.rules.ts';
import { toldOf } from './told.service.ts';

type GrantRow = Holdings['grants'][number]['grant'];

/** `beganBy`: who brought the departure about, and so takes nothing by it. */
type Asked = { beganBy: ReadonlySet<string>; also?: readonly string[] };

/**
 * Everything that decides what a departure at `at` does, in a fixed number of queries whatever the person holds; who takes
 * over, as far as whoever asks may know who will still be there.
 */
export async function loadDeparture(ctx: Ctx, personId: string, at: Instant, { beganBy, also = [] }: Asked): Promise<DepartureFacts> {
  const held = await holdingsOf(ctx, personId);
  const now = ctx.now();
  const told = await toldOf(ctx);
  const after = Math.max(at, now);
  const moves = (await planOfficeMoves(ctx, [personId], { at: after, told, beganBy })).filter((move) => move.personId === personId);
  const ids = [...held.grants, ...held.secrets, ...moves].map((row) => row.accountId);
  const accounts = await accountFactsOf(ctx.read, [...ids, ...also]);
  const waits = (grant: GrantRow) => (grant.kind === 'platform-role' ? waitingPeriod(accounts.get(grant.accountId)?.platform ?? '', grant.platformRole) : 0);
  const waiting = held.grants.filter(({ grant }) => waits(grant) > 0).map(({ grant }) => grant.accountId);
  const shared = await listRolesOfOthers(ctx.read, personId, waiting);
  const involved = [...accounts.values()].flatMap((account) => [account.ownerId ?? [], account.deputyIds].flat(2));
  const candidates = await listCandidates(ctx.read, [...involved, ...moves.flatMap((move) => move.successorId ?? [])]);
  const present = candidates.filter((person) => isAvailable(person, after, now, told));
  return {
    personId,
    beganBy,
    now,
    grants: held.grants.map(({ grant }) => ({
      id: grant.id,
      accountId: grant.accountId,
      kind: grant.kind,
      level: grant.level,
      viaTeam: grant.teamId !== null,
      // It counts where nobody else has a role yet: a successor has to be appointed first.
      waits: shared.has(grant.accountId) ? 0 : waits(grant),
    })),
    offices: moves.map(({ accountId, office, successorId }) => ({ accountId, office, successorId })),
    secrets: held.secrets,
    accounts,
    ...(await countSignedIn(ctx.read, personId, now)),
    present: new Map(present.map((person) => [person.id, { hr: person.hr }])),
    administrators: present.filter((person) => person.admin).map((person) => person.id),
    slaHours,
  };
}
