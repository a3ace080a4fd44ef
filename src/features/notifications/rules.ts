import type { Instant } from '#src/ground/ctx.ts';
import type { Template } from '#src/ground/notice.ts';
import { day, dayText, hour, minute, wallTime } from '#src/ground/time.ts';

/** Days before the due day on which a stage begins; from the due day on, every day is one. */
const stagesAhead = [14, 7, 1, 0];
export const farthestStage = 14;

const numberOf = (text: string) => Date.parse(text) / day;
const textOf = (dayNumber: number) => dayText(wallTime(dayNumber * day, 'UTC'));

/** Whole days from one local day (`2026-11-24`) to another, whatever the clocks do in between. */
export function daysFrom(from: string, to: string): number {
  return numberOf(to) - numberOf(from);
}

/** A stage is named by the day on which it begins. Null while the due day is farther away than any stage. */
export function newestStage(dueOn: string, today: string): string | null {
  const left = daysFrom(today, dueOn);
  if (left <= 0) return today;
  const ahead = stagesAhead.findLast((days) => days >= left);
  return ahead === undefined ? null : textOf(numberOf(dueOn) - ahead);
}

const longestLook = 30;

/** Stages between `after` and `newest`, both excluded: those that nobody was told of. No farther back than 30 days. */
export function missedStages(dueOn: string, after: string, newest: string): string[] {
  const last = numberOf(newest);
  const first = Math.max(numberOf(after) + 1, last - longestLook);
  const days = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  return days.filter((at) => at >= numberOf(dueOn) || stagesAhead.includes(numberOf(dueOn) - at)).map(textOf);
}

/** From this many days late on, the next circle hears of it too: owner, deputies, manager, administrators. */
const circleJoins = [0, 3, 7, 14];

/** Everybody able in the circles reached; while that is nobody (away, gone, without an address), the next circle too. */
export function toldOf(circles: readonly (readonly string[])[], daysLate: number, able: (id: string) => boolean): string[] {
  const reached = Math.max(1, circleJoins.filter((days) => daysLate >= days).length);
  const told: string[] = [];
  circles.forEach((circle, index) => {
    if (index < reached || told.length === 0) told.push(...circle.filter(able));
  });
  return [...new Set(told)];
}

const urgency: Record<Template, 'at-once' | 'by-day'> = {
  invitation: 'at-once',
  'password-changed': 'at-once',
  'factor-replaced': 'at-once',
  'recovery-codes-made': 'at-once',
  'recovery-code-used': 'at-once',
  'sign-in-reset-begun': 'at-once',
  'sign-in-reset-stopped': 'at-once',
  'sign-in-reset-near': 'at-once',
  'administrator-appointed': 'at-once',
  'person-reinstated': 'at-once',
  'way-in-opened': 'at-once',
  'account-ownerless': 'at-once',
  'many-looks': 'at-once',
  'proposal-made': 'at-once',
  'value-to-confirm': 'at-once',
  'administrator-gone': 'at-once',
  'key-changed': 'at-once',
  'secret-changed': 'at-once',
  'task-assigned': 'at-once',
  'account-access': 'by-day',
  'office-received': 'by-day',
  'offboarding-announced': 'by-day',
  'offboarding-proposed': 'by-day',
  'offboarding-completed': 'by-day',
  'policy-published': 'by-day',
  'address-changed': 'at-once',
  'record-changed': 'at-once',
  'role-changed': 'at-once',
  'token-changed': 'at-once',
  'invitation-used': 'at-once',
  'service-token': 'at-once',
  digest: 'by-day',
};

/** What nobody waits for. */
export const byDayTemplates = Object.entries(urgency).flatMap(([template, when]) => (when === 'by-day' ? [template] : []));

/** Between 20:00 and 7:00 on the organisation's clock only what somebody waits for is sent. */
export function isQuiet(now: Instant, timeZone: string): boolean {
  const { hour: onTheClock } = wallTime(now, timeZone);
  return onTheClock < 7 || onTheClock >= 20;
}

const pauses = [minute, 5 * minute, 15 * minute, 30 * minute];
export const longestPause = hour;

/** Hourly in the end, so that everything leaves within the hour when a server comes back. */
export function pauseAfter(attempts: number): number {
  return pauses[attempts - 1] ?? longestPause;
}

/** Some three days of trying. */
export const mostAttempts = 75;
