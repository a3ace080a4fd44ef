import { daysFrom, farthestAhead } from '#src/features/needs/index.ts';
import type { Instant } from '#src/ground/ctx.ts';
import type { Template } from '#src/ground/notice.ts';
import { day, dayText, hour, minute, wallTime } from '#src/ground/time.ts';

/** Days before the due day on which a stage begins; from the due day on, every day is one. */
const stagesAhead = [farthestAhead, 7, 1, 0];

const numberOf = (text: string) => Date.parse(text) / day;
const textOf = (dayNumber: number) => dayText(wallTime(dayNumber * day, 'UTC'));

/** `2026-11-23` of `2026-11-24`. */
export function dayBefore(today: string): string {
  return textOf(numberOf(today) - 1);
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
  'departures-held': 'at-once',
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
