import { and, eq } from 'drizzle-orm';
import { apiTokens, disclosures, grants, offboardings, rotations, tasks } from '#db/schema/index.ts';
import { giveGrant, type GrantKind, revealSecret } from '#src/features/access/index.ts';
import { completeProven, cutDue, finishTask, startOffboarding } from '#src/features/offboarding/index.ts';
import { confirmRotation, openRotation, prepareRotation, showCandidate } from '#src/features/rotation/index.ts';
import { createToken } from '#src/features/tokens/index.ts';
import type { Cast, Installation } from './installation.ts';

/** One act of somebody in the story. People look before they act: what is there already is not done again. */
type Act = { isDone(h: Installation, cast: Cast): Promise<boolean>; play(h: Installation, cast: Cast): Promise<unknown> };

const hour = 3_600_000;

const gives = (kind: GrantKind, play: Act['play']): Act => ({
  isDone: async (h, { leaverId }) => {
    const held = and(eq(grants.personId, leaverId), eq(grants.kind, kind));
    return (await h.db.read.select().from(grants).where(held)).length > 0;
  },
  play,
});

const acts: readonly Act[] = [
  gives('shared-login', async (h, { ownerId, accountId, leaverId: personId }) =>
    giveGrant(await h.as(ownerId), { accountId, kind: 'shared-login', level: 'reveal', personId }),
  ),
  gives('platform-role', async (h, { ownerId, accountId, leaverId: personId }) =>
    giveGrant(await h.as(ownerId), { accountId, kind: 'platform-role', personId }),
  ),
  gives('known-outside', async (h, { ownerId, accountId, leaverId: personId }) =>
    giveGrant(await h.as(ownerId), { accountId, kind: 'known-outside', personId }),
  ),
  {
    isDone: async (h, { leaverId }) => (await h.db.read.select().from(disclosures).where(eq(disclosures.personId, leaverId))).length > 0,
    play: async (h, { leaverId, secretId }) => revealSecret(await h.as(leaverId), { secretId, how: 'shown' }),
  },
  {
    isDone: async (h, { leaverId }) => (await h.db.read.select().from(apiTokens).where(eq(apiTokens.personId, leaverId))).length > 0,
    play: async (h, { leaverId }) => createToken(await h.as(leaverId), { name: 'script', scopes: ['read'], days: 30 }),
  },
  {
    isDone: async (h) => (await h.db.read.select().from(rotations)).length > 0,
    play: async (h, { ownerId, secretId }) => openRotation(await h.as(ownerId), secretId),
  },
  {
    isDone: async (h) => (await rotationOf(h)).candidateId !== null,
    play: async (h, { ownerId }) => prepareRotation(await h.as(ownerId), (await rotationOf(h)).id),
  },
  {
    isDone: async (h) => (await h.db.read.select().from(offboardings)).length > 0,
    play: async (h, { hrId, leaverId: personId }) => startOffboarding(await h.as(hrId), { personId, effectiveAt: h.clock.now() + hour, announced: true }),
  },
  {
    isDone: async (h) => (await caseOf(h)).state !== 'scheduled',
    play: async (h) => {
      h.clock.set(Math.max(h.clock.now(), (await caseOf(h)).effectiveAt));
      await cutDue(h.system, 'scheduler');
    },
  },
  {
    isDone: async (h, { ownerId }) => {
      const { candidateId } = await rotationOf(h);
      const shown = await h.db.read.select().from(disclosures).where(eq(disclosures.personId, ownerId));
      return shown.some((row) => row.versionId === candidateId);
    },
    play: async (h, { ownerId }) => showCandidate(await h.as(ownerId), (await rotationOf(h)).id, 'shown'),
  },
  {
    isDone: async (h) => (await rotationOf(h)).state === 'confirmed',
    play: async (h, { ownerId }) => confirmRotation(await h.as(ownerId), (await rotationOf(h)).id),
  },
  {
    isDone: async (h) => (await roleTaskOf(h)).state === 'done',
    play: async (h, { ownerId }) => finishTask(await h.as(ownerId), (await roleTaskOf(h)).id, { evidenceKind: 'note', evidence: 'Gone from the list.' }),
  },
  // The job that makes sure that no completion is forgotten.
  { isDone: async (h) => (await caseOf(h)).state === 'completed', play: (h) => completeProven(h.system) },
];

/** From whatever has happened so far to the certificate. */
export async function play(h: Installation, cast: Cast): Promise<void> {
  for (const act of acts) {
    h.clock.advance('1m');
    if (!(await act.isDone(h, cast))) await act.play(h, cast);
  }
}

export async function caseOf(h: Installation) {
  return only(await h.db.read.select().from(offboardings));
}

async function rotationOf(h: Installation) {
  return only(await h.db.read.select().from(rotations));
}

async function roleTaskOf(h: Installation) {
  return only(await h.db.read.select().from(tasks).where(eq(tasks.kind, 'remove-role')));
}

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (!row || rows.length > 1) throw new Error(`The story has one of these, and there are ${rows.length}.`);
  return row;
}
