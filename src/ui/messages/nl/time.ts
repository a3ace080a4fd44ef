import type { time as english } from '../en/time.ts';

export const time = {
  today: 'vandaag',
  yesterday: 'gisteren',
  tomorrow: 'morgen',
  late: (span) => `${span} te laat`,
  justNow: 'zonet',
  in: (span) => `over ${span}`,
  ago: (span) => `${span} geleden`,
  minutesShort: (count) => `${count} min.`,
  hoursShort: (hours, minutes) => (minutes > 0 ? `${hours} u ${minutes}` : `${hours} u`),
  seconds: (count) => (count === 1 ? '1 seconde' : `${count} seconden`),
  minutes: (count) => (count === 1 ? '1 minuut' : `${count} minuten`),
  hours: (count) => `${count} uur`,
  days: (count) => (count === 1 ? '1 dag' : `${count} dagen`),
  weeks: (count) => (count === 1 ? '1 week' : `${count} weken`),
} satisfies typeof english;
