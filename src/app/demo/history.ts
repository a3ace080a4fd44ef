import { endExpired, endGrant, verifyGrant } from '#src/features/access/index.ts';
import { deliverMail, remind } from '#src/features/notifications/index.ts';
import { proposeOffboarding } from '#src/features/offboarding/index.ts';
import { setAbsent } from '#src/features/people/index.ts';
import { blockRotation, openRotation, prepareRotation } from '#src/features/rotation/index.ts';
import { destroyRetired } from '#src/features/secrets/index.ts';
import { createToken } from '#src/features/tokens/index.ts';
import { day, minute } from '#src/ground/time.ts';
import type { Calendar } from './calendar.ts';
import { type Act, looks, reasonFor, rotates, type Stage } from './stage.ts';
import { ways } from './ways.ts';

/** Who looked at what, every so many days between two days of the year. */
type Habit = { who: string; account: string; how: 'shown' | 'copied' | 'code'; every: number; from: number; to: number };

const habits: readonly Habit[] = [
  { who: 'sofie', account: 'x', how: 'copied', every: 23, from: 340, to: 3 },
  { who: 'sofie', account: 'instagram', how: 'copied', every: 29, from: 335, to: 5 },
  { who: 'daan', account: 'x', how: 'code', every: 27, from: 338, to: 8 },
  { who: 'daan', account: 'instagram', how: 'shown', every: 31, from: 330, to: 10 },
  { who: 'noor', account: 'x', how: 'copied', every: 12, from: 336, to: 2 },
  { who: 'noor', account: 'instagram', how: 'copied', every: 13, from: 333, to: 3 },
  { who: 'noor', account: 'instagram', how: 'code', every: 17, from: 331, to: 6 },
  { who: 'noor', account: 'x-help', how: 'copied', every: 5, from: 341, to: 331 },
  { who: 'noor', account: 'tiktok', how: 'copied', every: 34, from: 325, to: 30 },
  { who: 'noor', account: 'bluesky', how: 'copied', every: 41, from: 320, to: 20 },
  { who: 'noor', account: 'pinterest-tuin', how: 'copied', every: 55, from: 315, to: 20 },
  { who: 'yasmina', account: 'x', how: 'copied', every: 20, from: 325, to: 5 },
  { who: 'yasmina', account: 'x', how: 'code', every: 11, from: 329, to: 2 },
  { who: 'yasmina', account: 'instagram', how: 'copied', every: 16, from: 327, to: 4 },
  { who: 'yasmina', account: 'bluesky', how: 'copied', every: 38, from: 310, to: 9 },
  { who: 'wim', account: 'x', how: 'shown', every: 63, from: 300, to: 30 },
  { who: 'milan', account: 'x', how: 'copied', every: 24, from: 108, to: 12 },
  { who: 'milan', account: 'x', how: 'code', every: 19, from: 110, to: 2 },
  { who: 'jonas', account: 'x-help', how: 'copied', every: 14, from: 341, to: 11 },
  { who: 'jonas', account: 'instagram-tuin', how: 'copied', every: 45, from: 150, to: 12 },
  { who: 'jonas', account: 'pinterest-tuin', how: 'shown', every: 60, from: 130, to: 12 },
  { who: 'amira', account: 'x-help', how: 'copied', every: 15, from: 339, to: 4 },
  { who: 'kris', account: 'x-help', how: 'copied', every: 21, from: 337, to: 6 },
  { who: 'sanne', account: 'x-help', how: 'copied', every: 26, from: 334, to: 7 },
  { who: 'pieter', account: 'x-help', how: 'copied', every: 33, from: 330, to: 170 },
  { who: 'lieve', account: 'instagram-tuin', how: 'copied', every: 47, from: 332, to: 14 },
  { who: 'sjoerd', account: 'instagram-tuin', how: 'shown', every: 30, from: 105, to: 45 },
  { who: 'lieve', account: 'tiktok', how: 'copied', every: 35, from: 328, to: 9 },
  { who: 'ruben', account: 'tiktok', how: 'copied', every: 50, from: 290, to: 120 },
  { who: 'ruben', account: 'instagram', how: 'copied', every: 48, from: 310, to: 22 },
  { who: 'emma', account: 'instagram', how: 'shown', every: 52, from: 312, to: 50 },
  { who: 'emma', account: 'pinterest', how: 'copied', every: 90, from: 270, to: 60 },
  { who: 'karim', account: 'blog', how: 'copied', every: 60, from: 320, to: 25 },
  { who: 'wout', account: 'blog', how: 'copied', every: 40, from: 300, to: 15 },
];

/** Passwords renewed by age or for a cause, in time or a little late. */
const rotations: readonly { ago: number; who: string; account: string; refusedFirst?: true }[] = [
  { ago: 343, who: 'sofie', account: 'instagram' },
  { ago: 318, who: 'tom', account: 'x-help' },
  { ago: 300, who: 'daan', account: 'x' },
  { ago: 298, who: 'noor', account: 'pinterest-tuin' },
  { ago: 240, who: 'lieve', account: 'instagram-tuin' },
  { ago: 280, who: 'lieve', account: 'tiktok' },
  { ago: 262, who: 'sofie', account: 'instagram' },
  { ago: 240, who: 'karim', account: 'blog' },
  { ago: 215, who: 'sofie', account: 'x' },
  { ago: 200, who: 'karim', account: 'jobs-site' },
  { ago: 195, who: 'lieve', account: 'tiktok' },
  { ago: 178, who: 'sofie', account: 'bluesky' },
  { ago: 174, who: 'daan', account: 'instagram' },
  { ago: 158, who: 'nele', account: 'x-help' },
  { ago: 119, who: 'daan', account: 'x', refusedFirst: true },
  { ago: 121, who: 'lieve', account: 'instagram-tuin' },
  { ago: 102, who: 'lieve', account: 'tiktok' },
  { ago: 96, who: 'lieve', account: 'pinterest' },
  { ago: 88, who: 'sofie', account: 'instagram' },
  { ago: 45, who: 'karim', account: 'blog' },
  { ago: 41, who: 'sofie', account: 'x' },
  { ago: 36, who: 'lieve', account: 'instagram-tuin' },
];

export function habitual({ ago }: Calendar): Act[] {
  return habits.flatMap(({ who, account, how, every, from, to }, line) => {
    const turns = Array.from({ length: Math.floor((from - to) / every) + 1 }, (_, turn) => turn);
    return turns.map((turn): Act => {
      // Spread over the working day, and the same in every telling.
      const minuteOfDay = 9 * 60 + ((turn * 97 + line * 41) % 460);
      const time = `${Math.floor(minuteOfDay / 60)}:${minuteOfDay % 60}`;
      return { at: ago(from - turn * every, time), play: (stage) => looks(stage, who, account, how, reasonFor(turn + line)) };
    });
  });
}

export function renewals({ ago }: Calendar): Act[] {
  return rotations.map(({ ago: days, who, account, ...more }) => ({ at: ago(days, '08:20'), play: (stage) => rotates(stage, who, account, more) }));
}

/** What came and went: movers, grants that ran out, a long absence, checks on the platforms. */
export function changes({ ago, now }: Calendar): Act[] {
  return [
    ...ways.flatMap(({ account, who, kind, ended }): Act[] =>
      ended
        ? [{ at: ago(ended.ago, '16:00'), play: async (stage) => endGrant(await stage.as('tom'), stage.id(`grant/${account}/${who}/${kind}`), ended.because) }]
        : [],
    ),
    ...ways.flatMap(({ until = 0 }): Act[] => (until < 0 ? [{ at: now + until * day + minute, play: ({ system }) => endExpired(system) }] : [])),
    { at: ago(25, '09:30'), play: async (stage) => setAbsent(await stage.as('ilse'), stage.id('person/femke'), true) },
    ...['sofie', 'daan', 'noor'].map((who, index): Act => ({ at: ago(15, '14:00') + index * minute, play: (stage) => checks(stage, who) })),
    { at: ago(30, '15:10'), play: async (stage) => createToken(await stage.as('karim'), { name: 'Statusbord in de gang', scopes: ['read'], days: 365 }) },
    {
      at: ago(3, '11:30'),
      play: async (stage) => proposeOffboarding(await stage.as('ilse'), { personId: stage.id('person/thijs'), effectiveAt: stage.calendar.ahead(24, '17:00') }),
    },
    { at: ago(20, '10:00'), play: blocked },
    { at: ago(2, '10:20'), play: halfWay },
  ];
}

async function checks(stage: Stage, who: string): Promise<void> {
  await verifyGrant(await stage.as(who === 'sofie' ? 'daan' : 'sofie'), stage.id(`grant/linkedin/${who}/platform-role`));
}

async function blocked(stage: Stage): Promise<void> {
  const karim = await stage.as('karim');
  const { id } = await openRotation(karim, stage.id('secret/mastodon/password'));
  await prepareRotation(karim, id);
  stage.clock.pass(6);
  await blockRotation(await stage.as('karim'), id, 'De server stuurt een bevestiging naar een mailbox die niet meer bestaat; beheer@toot.example is gevraagd.');
}

async function halfWay(stage: Stage): Promise<void> {
  const { id } = await openRotation(await stage.as('sofie'), stage.id('secret/bluesky/password'));
  await prepareRotation(await stage.as('sofie'), id);
}

/** A mail server took the mail until two weeks ago; since then it is held, as in an installation without one. */
export function machinery({ ago, now }: Calendar): Act[] {
  const transport = { send: async () => null, close: () => undefined };
  const mondays = Array.from({ length: 50 }, (_, week) => (51 - week) * 7);
  return [
    ...mondays.map((days): Act => ({ at: ago(days, '17:45'), play: ({ system }) => deliverMail(system, transport) })),
    ...mondays.map((days): Act => ({ at: ago(days, '07:30'), play: ({ system }) => remind(system) })),
    ...[8, 6, 3, 1].map((days): Act => ({ at: ago(days, '07:30'), play: ({ system }) => remind(system) })),
    ...[329, 266, 210, 147, 91, 42, 7].map((days): Act => ({ at: ago(days, '07:31'), play: ({ system }) => destroyRetired(system) })),
  ].filter(({ at }) => at < now);
}
