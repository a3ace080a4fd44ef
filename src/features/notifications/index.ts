export { notificationsCommands } from './cli.ts';
export { type Delivery, deliverMail } from './deliver.ts';
export { notificationsJobs } from './jobs.ts';
export { type Reminded, remind } from './remind.ts';
