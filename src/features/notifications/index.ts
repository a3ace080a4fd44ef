export { notificationsCommands } from './cli.ts';
export type { Delivery } from './deliver.ts';
export { notificationsJobs } from './jobs.ts';
export type { Reminded } from './remind.ts';
