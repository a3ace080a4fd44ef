import type { signInResets } from '#db/schema/index.ts';
import { isHere, type Person } from '#src/features/people/index.ts';
import type { Instant } from '#src/ground/ctx.ts';
import { fresh } from '#src/ground/moments.ts';
import { hour } from '#src/ground/time.ts';
import { invitationLasts } from './rules.ts';

export type Reset = typeof signInResets.$inferSelect;

/** Alone, the machine waits at least this long, whatever the company set: nobody else has looked at it. */
const shortestAlone = 24;

export function readyAt(hours: number, alone: boolean, now: Instant): Instant {
  return now + Math.max(hours, alone ? shortestAlone : 0) * hour;
}

export type ResetFault = 'reset.person-gone' | 'reset.leaving' | 'reset.no-sign-in';

/** Why this person gets no new way in; null where they may. Of a departure that nobody has announced it says nothing. */
export function resetFault(person: Pick<Person, 'state' | 'endsAt'>, signsIn: boolean, now: Instant): ResetFault | null {
  if (!isHere(person, now)) return 'reset.person-gone';
  if (person.state === 'leaving') return 'reset.leaving';
  return signsIn ? null : 'reset.no-sign-in';
}

type Waiting = Pick<Reset, 'createdAt' | 'readyAt'>;
type Whose = Pick<Person, 'state' | 'endsAt' | 'email' | 'emailSetAt'>;
export type Next = 'wait' | 'send' | 'hand-over' | { stop: 'left' | 'leaving' | 'address-changed' };

/** What becomes of a reset that two people decided on. The link goes nowhere but where mail went when they did. */
export function nextOf(reset: Waiting, person: Whose, hasMail: boolean, now: Instant): Next {
  if (!isHere(person, now)) return { stop: 'left' };
  if (person.state === 'leaving') return { stop: 'leaving' };
  if (person.emailSetAt !== null && person.emailSetAt > reset.createdAt) return { stop: 'address-changed' };
  if (now < reset.readyAt) return 'wait';
  return hasMail && person.email !== null ? 'send' : 'hand-over';
}

/** Can it still let somebody in? A link that was sent ends by itself. */
export function isOpen(reset: Pick<Reset, 'state' | 'decidedAt'>, now: Instant): boolean {
  return reset.state === 'waiting' || (reset.state === 'sent' && fresh(reset.decidedAt, invitationLasts.reset, now));
}
