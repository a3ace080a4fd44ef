export { notificationsCommands } from './cli.ts';
export { mannersOf } from './outbox.ts';
export { type Delivery, deliverMail } from './deliver.ts';
export { notificationsJobs } from './jobs.ts';
export { type Reminded, remind } from './remind.ts';
