/** The words of `createFormat`: everything about time that Intl does not say the way we want it. */
export const time = {
  today: 'today',
  yesterday: 'yesterday',
  tomorrow: 'tomorrow',
  late: (span: string) => `${span} late`,
  justNow: 'just now',
  in: (span: string) => `in ${span}`,
  ago: (span: string) => `${span} ago`,
  minutesShort: (count: number) => `${count} min`,
  hoursShort: (hours: number, minutes: number) => (minutes > 0 ? `${hours} h ${minutes}` : `${hours} h`),
  seconds: (count: number) => (count === 1 ? '1 second' : `${count} seconds`),
  minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
  hours: (count: number) => (count === 1 ? '1 hour' : `${count} hours`),
  days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  weeks: (count: number) => (count === 1 ? '1 week' : `${count} weeks`),
};
