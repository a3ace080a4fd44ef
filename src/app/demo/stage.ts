import { revealSecret, showOneTimeCode } from '#src/features/access/index.ts';
import { findActor } from '#src/features/people/index.ts';
import { confirmRotation, openRotation, prepareRotation, refuseRotation, showCandidate } from '#src/features/rotation/index.ts';
import type { Ctx, Instant } from '#src/ground/ctx.ts';
import type { App } from '../boot.ts';
import { accountPlans } from './accounts.ts';
import type { Calendar, StoryClock } from './calendar.ts';

/** Something that somebody did at a moment. The story is a list of them, played in the order of time. */
export type Act = { at: Instant; play(stage: Stage): Promise<unknown> };

/** Where the story is played: the product itself, and who and what in it goes by which name in the tables. */
export type Stage = {
  clock: StoryClock;
  calendar: Calendar;
  system: Ctx;
  stranger: Ctx;
  /** At the command line of the machine. */
  operator: Ctx;
  /** This person, signed in a moment ago, as the product knows them now. */
  as(key: string): Promise<Ctx>;
  name(what: string, id: string): void;
  /** `person/noor`, `account/x`, `secret/x/password`, `grant/x/noor/shared-login`. */
  id(what: string): string;
};

export function stageOf(app: App, clock: StoryClock, calendar: Calendar): Stage {
  const ids = new Map<string, string>();
  const id = (what: string) => {
    const known = ids.get(what);
    if (known === undefined) throw new Error(`The story has no ${what}.`);
    return known;
  };
  const system = app.ctxFor({ kind: 'system', job: 'sample-company' }, 'job');
  return {
    clock,
    calendar,
    system,
    stranger: app.ctxFor({ kind: 'stranger' }, 'web'),
    operator: app.ctxFor({ kind: 'operator', claimed: null }, 'cli'),
    async as(key) {
      const actor = await findActor(system, id(`person/${key}`), { sessionId: null, factorAt: clock.now() });
      if (!actor) throw new Error(`${key} is not in the database.`);
      return app.ctxFor(actor, 'web');
    },
    name: (what, given) => void ids.set(what, given),
    id,
  };
}

const reasons = [
  'campagne winterwerken',
  'antwoord op een vraag van een klant',
  'opendeurdag aankondigen',
  'bericht over de actie van de week',
  'planning van de week nakijken',
  'storing in de webshop melden',
] as const;

/** A reason, the same one each time the story is told. */
export function reasonFor(turn: number): string {
  return reasons[turn % reasons.length] ?? reasons[0];
}

export async function looks(stage: Stage, who: string, account: string, how: 'shown' | 'copied' | 'code', reason: string): Promise<void> {
  const ctx = await stage.as(who);
  if (how === 'code') await showOneTimeCode(ctx, { secretId: stage.id(`secret/${account}/totp`), reason });
  else await revealSecret(ctx, { secretId: stage.id(`secret/${account}/password`), how, reason });
}

/** The whole guided rotation, by somebody who manages the account; where it is critical another confirms. */
export async function rotates(stage: Stage, who: string, account: string, more: { refusedFirst?: boolean } = {}): Promise<void> {
  const { clock } = stage;
  const plan = accountPlans.find(({ key }) => key === account);
  let { id } = await openRotation(await stage.as(who), stage.id(`secret/${account}/password`));
  const attempt = async () => {
    await prepareRotation(await stage.as(who), id);
    clock.pass(1);
    await showCandidate(await stage.as(who), id, 'copied', 'nieuw wachtwoord instellen');
    clock.pass(2);
  };
  await attempt();
  if (more.refusedFirst) {
    ({ id } = await refuseRotation(await stage.as(who), id));
    await attempt();
  }
  const { state } = await confirmRotation(await stage.as(who), id);
  if (state === 'confirmed') return;
  // On a critical account somebody else tries it.
  const second = [plan?.owner, ...(plan?.deputies ?? [])].find((key) => key !== undefined && key !== who) ?? who;
  clock.pass(7);
  await showCandidate(await stage.as(second), id, 'shown', 'nieuw wachtwoord nakijken');
  clock.pass(2);
  await confirmRotation(await stage.as(second), id);
}
