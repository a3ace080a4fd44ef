import { completeProven, cutDue, exceptTaskUntil, finishTask, startOffboarding } from '#src/features/offboarding/index.ts';
import { prepareRotation, openRotation } from '#src/features/rotation/index.ts';
import { type TaskKind, tasksOf } from '#src/features/tasks/index.ts';
import { hour, localDay, minute } from '#src/ground/time.ts';
import { type Calendar, timeZone } from './calendar.ts';
import { type Act, rotates, type Stage } from './stage.ts';

/** Who leaves: two whose clean-up is proven, one half-way and late, two announced, one of whom only HR knows. */
export function departures(calendar: Calendar): Act[] {
  return [...emma(calendar), ...ruben(calendar), ...jonas(calendar), ...coming(calendar)];
}

type Start = { at: number; by: string; who: string; leaves: number; announced?: boolean; reason: string };

function starts({ at, by, who, leaves, announced = true, reason }: Start): Act {
  return {
    at,
    async play(stage) {
      const { id } = await startOffboarding(await stage.as(by), { personId: stage.id(`person/${who}`), effectiveAt: leaves, announced, reason });
      stage.name(`offboarding/${who}`, id);
    },
  };
}

const cut = (at: number): Act => ({ at: at + 3000, play: ({ system }) => cutDue(system, 'scheduler') });
const completed = (at: number): Act => ({ at, play: ({ system }) => completeProven(system) });
const renewed = (at: number, who: string, account: string): Act => ({ at, play: (stage) => rotates(stage, who, account) });

type Work = { leaver: string; account: string; kind: TaskKind };

async function taskOf(stage: Stage, { leaver, account, kind }: Work): Promise<string> {
  const tasks = await tasksOf(stage.system, stage.id(`offboarding/${leaver}`));
  const task = tasks.find((one) => one.kind === kind && one.accountId === stage.id(`account/${account}`));
  if (!task) throw new Error(`The departure of ${leaver} opened no ${kind} on ${account}.`);
  return task.id;
}

const proven = (at: number, by: string, work: Work, evidence: string): Act => ({
  at,
  play: async (stage) => finishTask(await stage.as(by), await taskOf(stage, work), { evidenceKind: 'note', evidence }),
});

const excepted = (at: number, by: string, work: Work, until: number, reason: string): Act => ({
  at,
  play: async (stage) => exceptTaskUntil(await stage.as(by), await taskOf(stage, work), { reason, until: localDay(until, timeZone) }),
});

function emma({ ago }: Calendar): Act[] {
  const leaves = ago(47, '12:00');
  return [
    starts({ at: ago(61, '10:15'), by: 'griet', who: 'emma', leaves, reason: 'Begint als zelfstandige' }),
    cut(leaves),
    renewed(leaves + 70 * minute, 'daan', 'instagram'),
    renewed(leaves + 150 * minute, 'lieve', 'pinterest'),
    completed(leaves + 160 * minute),
  ];
}

function ruben({ ago }: Calendar): Act[] {
  const leaves = ago(18, '17:00');
  const leaver = 'ruben';
  return [
    starts({ at: ago(33, '11:40'), by: 'griet', who: leaver, leaves, reason: 'Vindt werk dichter bij huis' }),
    cut(leaves),
    proven(
      leaves + 80 * minute,
      'eva',
      { leaver, account: 'linkedin-jobs', kind: 'remove-role' },
      'Ruben staat niet meer in de lijst van beheerders van de pagina.',
    ),
    renewed(leaves + 104 * minute, 'daan', 'instagram'),
    excepted(
      leaves + 19 * hour,
      'ilse',
      { leaver, account: 'pinterest', kind: 'remove-role' },
      ago(-20, '12:00'),
      'Pinterest antwoordt niet: de rol kon niet worden verwijderd. Er is een vraag gesteld aan hun dienst.',
    ),
    completed(leaves + 19 * hour + minute),
  ];
}

/** Left on the last working day. What happened since is told in parts of the time that has passed. */
function jonas({ ago, now, ahead }: Calendar): Act[] {
  const leaves = ago(1, '17:00');
  const after = (part: number) => leaves + Math.floor((now - leaves) * part);
  const leaver = 'jonas';
  return [
    starts({ at: ago(9, '15:20'), by: 'bart', who: leaver, leaves, reason: 'Contract van bepaalde duur loopt af' }),
    cut(leaves),
    renewed(leaves + 12 * minute, 'nele', 'x-help'),
    proven(leaves + 35 * minute, 'an', { leaver, account: 'maps-gent', kind: 'remove-role' }, 'Verwijderd bij Personen en toegang; nagekeken met Lieve.'),
    renewed(after(0.55), 'lieve', 'instagram-tuin'),
    proven(after(0.7), 'karim', { leaver, account: 'blog', kind: 'remove-role' }, 'Gebruiker verwijderd, berichten staan op naam van Roel.'),
    excepted(
      after(0.8),
      'sofie',
      { leaver, account: 'facebook-jobs', kind: 'remove-role' },
      ahead(28, '12:00'),
      'De pagina is vergrendeld door Facebook; een bezwaar loopt.',
    ),
    {
      at: after(0.85),
      async play(stage) {
        const { id } = await openRotation(await stage.as('daan'), stage.id('secret/pinterest-tuin/password'));
        await prepareRotation(await stage.as('daan'), id);
      },
    },
    proven(after(0.9), 'daan', { leaver, account: 'pinterest-tuin', kind: 'remove-role' }, 'Niet meer in het team van de zakelijke account.'),
  ];
}

function coming({ ago, ahead, friday }: Calendar): Act[] {
  return [
    starts({ at: ago(6, '14:05'), by: 'griet', who: 'noor', leaves: friday('17:00'), reason: 'Nieuwe uitdaging bij een uitgeverij' }),
    starts({ at: ago(4, '09:50'), by: 'bart', who: 'lotte', leaves: ahead(13, '23:59'), reason: 'Gaat met pensioen' }),
    starts({
      at: ago(2, '16:45'),
      by: 'griet',
      who: 'wim',
      leaves: ahead(6, '12:00'),
      announced: false,
      reason: 'Ontslag om dringende reden in voorbereiding',
    }),
  ];
}
