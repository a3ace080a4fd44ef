export { notificationsCommands } from './cli.ts';
export { deliverMail, type Delivery } from './deliver.ts';
export { notificationsJobs } from './jobs.ts';
export { remind, type Reminded } from './remind.ts';
